/**
 * Opens by hand what a service keeps: KMS opens the encrypted data key, as whoever acts, and that opens the rest, level
 * by level. No service takes part: whoever may use the key directly can do so, whoever may not is refused.
 */
import { fromBase64, fromUtf8 } from '$lib/domain/bytes';
import type { ResourceRecord } from '$lib/domain/service';
import { openBytes } from '$lib/services/cipher';
import type { Session } from './session.svelte';

/** What can be looked into: it has a ciphertext, and a KMS key above it. */
export const canOpen = ({ sealed, body }: ResourceRecord): boolean =>
	sealed.length > 0 && typeof body['ciphertext'] === 'string' && body['ciphertext'] !== '';

export type Opened =
	| { readonly ok: true; readonly text: string; readonly way: string }
	| { readonly ok: false; readonly message: string };

export async function openByHand(session: Session, one: ResourceRecord): Promise<Opened> {
	const [sealed] = one.sealed;
	if (!sealed) return { ok: false, message: 'No KMS key is above it.' };
	const { entry, output } = await session.kms('Decrypt', {
		KeyId: sealed.keyArn,
		CiphertextBlob: fromBase64(sealed.blob),
		EncryptionContext: sealed.context
	});
	if (!entry.outcome.ok || !output || !('Plaintext' in output)) {
		const error = entry.outcome.ok ? undefined : entry.outcome.error;
		return { ok: false, message: error ? `${error.code}: ${error.message}` : 'KMS gave no answer.' };
	}
	const { text, way } = unwrap(session, one, output.Plaintext);
	return { ok: true, text, way };
}

const bytesIn = ({ body }: ResourceRecord, member: string): Uint8Array | undefined => {
	const text = body[member];
	return typeof text === 'string' ? fromBase64(text) : undefined;
};

function unwrap(session: Session, one: ResourceRecord, key: Uint8Array): { text: string; way: string } {
	// Lambda has KMS encrypt the variables themselves.
	if (one.type === 'function') return { text: fromUtf8(key), way: 'KMS itself opened it: no data key.' };
	const ciphertext = bytesIn(one, 'ciphertext')!;
	const table = session.state.resources.get(one.body['table'] as string);
	const inner = bytesIn(one, 'wrappedByBucketKey') ?? (table && bytesIn(table, 'wrappedDataKey'));
	const half = key.length === 64 ? key.subarray(0, 32) : key;
	const dataKey = inner ? openBytes(half, inner) : half;
	const text = fromUtf8(openBytes(dataKey, ciphertext));
	return {
		text,
		way: inner
			? 'KMS opened the key above, that the data key, and that these bytes.'
			: 'KMS opened the data key, and that these bytes.'
	};
}
