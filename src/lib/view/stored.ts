/**
 * Opens by hand what a service keeps: KMS opens the encrypted data key, as whoever acts, and that opens the rest, level
 * by level. No service takes part: whoever may use the key directly can do so, whoever may not is refused.
 */
import { concat, fromBase64, fromUtf8 } from '$lib/domain/bytes';
import type { ResourceRecord } from '$lib/domain/service';
import { bytesOf, openBlocks, type Blocks } from '$lib/services/blocks';
import { openBytes } from '$lib/services/cipher';
import type { Session } from './session.svelte';

/** The bytes that lie there: one ciphertext, or what was written of a disk; undefined when there are none. */
export function lyingBytes({ body }: ResourceRecord): Uint8Array | undefined {
	const { ciphertext, blocks } = body;
	if (typeof ciphertext === 'string' && ciphertext !== '') return fromBase64(ciphertext);
	const written = Object.values((blocks ?? {}) as Blocks);
	return written.length > 0 ? concat(...written.map(fromBase64)) : undefined;
}
/** What can be looked into: bytes lie there, and a KMS key is above it. */
export const canOpen = (one: ResourceRecord): boolean =>
	one.sealed.length > 0 && lyingBytes(one) !== undefined;

type Opener = Pick<Session, 'state' | 'kms'>;
export type Opened =
	| { readonly ok: true; readonly text: string; readonly way: string }
	| { readonly ok: false; readonly message: string };

/** `session`: who acts there, and the world in which. */
export async function openByHand(session: Opener, one: ResourceRecord): Promise<Opened> {
	const [sealed] = one.sealed;
	if (!sealed) return { ok: false, message: 'No KMS key is above it.' };
	if (one.body['encryption'] === 'aws:kms:dsse')
		return {
			ok: false,
			message:
				'These are two layers. The outer one is under a key that S3 owns: only S3 can take it off. Get the object, and S3 does.'
		};
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

function unwrap(session: Opener, one: ResourceRecord, key: Uint8Array): { text: string; way: string } {
	// Lambda has KMS encrypt the variables themselves.
	if (one.type === 'function') return { text: fromUtf8(key), way: 'KMS itself opened it: no data key.' };
	if (one.body['blocks'])
		return {
			text: fromUtf8(bytesOf(openBlocks(key, one.body['blocks'] as Blocks))),
			way: 'KMS opened the data key of 64 bytes, and that these blocks, by AES-256-XTS.'
		};
	const ciphertext = bytesIn(one, 'ciphertext')!;
	const table = session.state.resources.get(one.body['table'] as string);
	const inner = bytesIn(one, 'wrappedByBucketKey') ?? (table && bytesIn(table, 'wrappedDataKey'));
	const dataKey = inner ? openBytes(key, inner) : key;
	const text = fromUtf8(openBytes(dataKey, ciphertext));
	return {
		text,
		way: inner
			? 'KMS opened the key above, that the data key, and that these bytes.'
			: 'KMS opened the data key, and that these bytes.'
	};
}
