/**
 * Decrypt: the blob names the key material that sealed it, so the caller need not name the key. An RSA ciphertext
 * names nothing: the caller says key and algorithm.
 */
import { parseBlob } from '$lib/crypto/blob';
import { toHex } from '$lib/domain/bytes';
import { specOf } from '$lib/domain/key';
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { ciphertextOf, permitWithoutCiphertext } from '../dry-run';
import { isOaep, requireAlgorithm } from '../key-use';
import { decryptRsa } from '../oaep';
import { invalid } from '../validate';
import { askHsm, wipedAndAnswered } from '../open-and-seal';
import { opening } from '../opening';
import { readBlob, useSealer } from '../sealer';

export async function decrypt(call: Call, input: Input<'Decrypt'>): Promise<Output<'Decrypt'>> {
	const context = input.EncryptionContext;
	const ciphertext = ciphertextOf(input);
	if (!ciphertext) {
		permitWithoutCiphertext(call, { keyRef: input.KeyId, action: 'kms:Decrypt', context });
		throw call.dryRunSucceeded();
	}
	const algorithm = input.EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT';
	if (algorithm !== 'SYMMETRIC_DEFAULT' || isOfAnotherKind(call, input.KeyId, ciphertext)) {
		if (input.KeyId === undefined)
			throw invalid(`KeyId is required for algorithm ${algorithm}: its ciphertext names no key`);
		const key = call.useKey(input.KeyId, { context });
		const keySpec = requireAlgorithm(call, key, 'ENCRYPT_DECRYPT', algorithm);
		if (keySpec === 'SYMMETRIC_DEFAULT' || !isOaep(algorithm))
			throw new Error(`expected RSA, got ${keySpec} and ${algorithm}`);
		return decryptRsa(call, { key, keySpec, algorithm }, { ...input, CiphertextBlob: ciphertext });
	}
	const sealer = useSealer(call, ciphertext, { keyRef: input.KeyId, action: 'kms:Decrypt', context });
	call.dryRun(input.DryRun);
	const { key, generation } = sealer;
	const sealed = call.sealedThing(ciphertext, sealer);
	askHsm(call, 'Decrypt', key, [sealed, ...call.tracer.contextThing(context)]);
	const plaintext = await opening(call, { input: sealed, sealer, context }, () =>
		call.hsm.decrypt({
			region: key.region,
			token: call.token(key, generation),
			ciphertext,
			aad: call.aad(context)
		})
	);
	const opened = call.tracer.thing(
		plaintext,
		sealed.material === 'wrapped-data-key' ? 'data-key' : 'plaintext'
	);
	call.tracer.add({
		kind: 'hsm-derive',
		materialId: generation.materialId,
		nonce: toHex(readBlob(ciphertext).nonce)
	});
	call.tracer.add({ kind: 'hsm-open', input: sealed, output: opened, ...(context && { context }) });
	wipedAndAnswered(call, 'Decrypt', ['key material', 'message key'], [opened]);
	return {
		KeyId: key.arn,
		Plaintext: plaintext,
		EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
		KeyMaterialId: generation.materialId
	};
}

/**
 * A key that is named and not a symmetric one says no to the algorithm. A blob that another key sealed is recorded from
 * AWS as IncorrectKeyException, whatever the key that is named.
 */
function isOfAnotherKind(call: Call, keyRef: string | undefined, ciphertext: Uint8Array): boolean {
	if (keyRef === undefined || specOf(call.peek(keyRef)) === 'SYMMETRIC_DEFAULT') return false;
	try {
		parseBlob(ciphertext);
		return false;
	} catch {
		return true;
	}
}
