/** Decrypt: the blob names the key material that sealed it, so the caller need not name the key. */
import { toHex } from '$lib/domain/bytes';
import type { Input, Output } from '$lib/domain/operations';
import { readBlob, type Call } from '../call';
import { ciphertextOf, permitWithoutCiphertext } from '../dry-run';
import { askHsm, opening, requireSymmetric, wipedAndAnswered } from '../open-and-seal';

export async function decrypt(call: Call, input: Input<'Decrypt'>): Promise<Output<'Decrypt'>> {
	const context = input.EncryptionContext;
	const ciphertext = ciphertextOf(input);
	if (!ciphertext) {
		permitWithoutCiphertext(call, { keyRef: input.KeyId, action: 'kms:Decrypt', context });
		throw call.dryRunSucceeded();
	}
	const sealer = call.useSealer(ciphertext, { keyRef: input.KeyId, action: 'kms:Decrypt', context });
	requireSymmetric(input.EncryptionAlgorithm);
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
