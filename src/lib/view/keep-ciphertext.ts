/** Keeps the answer of Encrypt or ReEncrypt as a sealed thing of the world, so that it can be opened later. */
import { toBase64 } from '$lib/domain/bytes';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { Acting, Execution } from '$lib/domain/entry';
import type { SealedItem, SecretRef, Thing, TraceStep } from '$lib/domain/trace';
import type { Session } from './session.svelte';

const seals = (steps: readonly TraceStep[]): { readonly input: Thing; readonly output: Thing } | undefined =>
	steps.findLast((step) => step.kind === 'hsm-seal');

interface Made {
	/** Of Encrypt or ReEncrypt, ended well. */
	readonly execution: Execution;
	readonly name: string;
	readonly context: EncryptionContext;
	/** Known already when a ciphertext is made from another. */
	readonly plaintext?: SecretRef;
}

/** The sealed thing that an answer is. */
export function sealedItem(
	{ execution, name, context, plaintext }: Made,
	{ account, region }: Pick<Acting, 'account' | 'region'>
): SealedItem {
	const sealed = seals(execution.entry.trace);
	const blob = (execution.output as { CiphertextBlob?: Uint8Array } | undefined)?.CiphertextBlob;
	if (!sealed?.output.sealedBy || !blob)
		throw new Error('expected the trace of a sealing and its CiphertextBlob');
	const inline = toBase64(blob);
	const { keyArn, materialId } = sealed.output.sealedBy;
	return {
		id: `${execution.entry.id.slice(0, 16)}-${sealed.output.id.slice(0, 16)}`,
		name,
		kind: 'ciphertext',
		sealedAt: execution.entry.at,
		context,
		wrapped: [{ keyArn, materialId, blob: inline }],
		payload: { sha256: sealed.output.id, length: blob.length, inline },
		plaintext: plaintext ?? { sha256: sealed.input.id, length: sealed.input.length },
		account,
		region
	};
}

export function keepCiphertext({
	session,
	...made
}: Made & { readonly session: Session }): Promise<Execution> {
	return session.run({ type: 'item.keep', item: sealedItem(made, session.origin), ...session.acting });
}
