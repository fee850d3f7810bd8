/** What can be done with a sealed thing: find its bytes, open them (whole or with one bit flipped). */
import { fromBase64 } from '$lib/domain/bytes';
import type { Execution } from '$lib/domain/entry';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { SealedItem } from '$lib/domain/trace';
import type { Session } from './session.svelte';

/** @throws Error with a sentence when this browser does not have the bytes. */
export async function bytesOf(session: Session, item: SealedItem): Promise<Uint8Array> {
	if (item.payload.inline !== undefined) return fromBase64(item.payload.inline);
	const bytes = await session.payload(item.payload.sha256);
	if (!bytes)
		throw new Error(
			`The bytes of “${item.name}” are not in this browser. Drop its .encrypted file in to open it.`
		);
	return bytes;
}

/** A copy with one bit of one byte turned over. */
export function flipBit(bytes: Uint8Array, at: number): Uint8Array {
	const copy = bytes.slice();
	copy[at] = (copy[at] ?? 0) ^ 1;
	return copy;
}

interface Opening {
	readonly session: Session;
	readonly kind: SealedItem['kind'];
	readonly name: string;
	readonly bytes: Uint8Array;
	readonly context: EncryptionContext;
}

/** A message carries its context; a bare ciphertext is opened with the one given. */
export const open = ({ session, kind, name, bytes, context }: Opening): Promise<Execution> =>
	kind === 'message'
		? session.run({ type: 'client.open', message: bytes, name, ...session.acting })
		: session.kms('Decrypt', { CiphertextBlob: bytes, EncryptionContext: context });

export function plaintextOf(execution: Execution): Uint8Array | undefined {
	return execution.bytes ?? (execution.output as { Plaintext?: Uint8Array } | undefined)?.Plaintext;
}
