/** ReEncrypt: opened and sealed again inside the HSM; the plaintext does not come out. RSA may stand on either side. */
import { toHex } from '$lib/domain/bytes';
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { ciphertextOf, permitWithoutCiphertext } from '../dry-run';
import { reEncryptMixed, takesRsa } from '../re-encrypt-mixed';
import { askHsm, wipedAndAnswered } from '../open-and-seal';
import { opening } from '../opening';
import { readBlob, useSealer } from '../sealer';

export async function reEncrypt(call: Call, input: Input<'ReEncrypt'>): Promise<Output<'ReEncrypt'>> {
	const sourceContext = input.SourceEncryptionContext;
	const destinationContext = input.DestinationEncryptionContext;
	const ciphertext = ciphertextOf(input);
	if (!ciphertext) {
		permitWithoutCiphertext(call, {
			keyRef: input.SourceKeyId,
			action: 'kms:ReEncryptFrom',
			context: sourceContext
		});
		call.useKey(input.DestinationKeyId, { action: 'kms:ReEncryptTo', context: destinationContext });
		throw call.dryRunSucceeded();
	}
	if (takesRsa(call, input)) return reEncryptMixed(call, { ...input, CiphertextBlob: ciphertext });
	const sealer = useSealer(call, ciphertext, {
		keyRef: input.SourceKeyId,
		action: 'kms:ReEncryptFrom',
		context: sourceContext
	});
	const key = call.useKey(input.DestinationKeyId, { action: 'kms:ReEncryptTo', context: destinationContext });
	call.dryRun(input.DryRun);
	const sealed = call.sealedThing(ciphertext, sealer);
	askHsm(call, 'ReEncrypt', sealer.key, [sealed, ...call.tracer.contextThing(sourceContext)]);
	const { generation, token } = call.current(key);
	const blob = await opening(call, { input: sealed, sealer, context: sourceContext }, () =>
		call.hsm.reEncrypt({
			region: key.region,
			source: call.token(sealer.key, sealer.generation),
			ciphertext,
			sourceAad: call.aad(sourceContext),
			destination: token,
			destinationAad: call.aad(destinationContext),
			seed: call.callSeed()
		})
	);
	// What was opened stays inside: the thing has a name of its own, and neither bytes nor hash leave the HSM.
	const inside = {
		id: `inside:${sealed.id}`,
		material: 'plaintext' as const,
		length: readBlob(ciphertext).body.length - 11
	};
	call.tracer.add({
		kind: 'hsm-derive',
		materialId: sealer.generation.materialId,
		nonce: toHex(readBlob(ciphertext).nonce)
	});
	call.tracer.add({
		kind: 'hsm-open',
		input: sealed,
		output: inside,
		...(sourceContext && { context: sourceContext })
	});
	call.unwrapStep(key, generation);
	const output = call.sealSteps({
		key,
		generation,
		input: inside,
		blob,
		material: 'ciphertext',
		context: destinationContext
	});
	wipedAndAnswered(call, 'ReEncrypt', ['key material', 'message keys', 'plaintext'], [output]);
	return {
		CiphertextBlob: blob,
		SourceKeyId: sealer.key.arn,
		KeyId: key.arn,
		SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
		DestinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
		SourceKeyMaterialId: sealer.generation.materialId,
		DestinationKeyMaterialId: generation.materialId
	};
}
