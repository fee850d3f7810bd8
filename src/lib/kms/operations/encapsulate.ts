/** Encapsulate: a fresh shared secret, and the form of it that only this key can turn back. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { compute } from '../compute';
import { requireAlgorithm } from '../key-use';

export async function encapsulate(call: Call, input: Input<'Encapsulate'>): Promise<Output<'Encapsulate'>> {
	const key = call.useKey(input.KeyId);
	const algorithm = input.EncapsulationAlgorithm;
	const keySpec = requireAlgorithm(call, key, 'ENCAPSULATE_DECAPSULATE', algorithm);
	call.dryRun(input.DryRun);
	const made = await compute(call, {
		key,
		act: 'encapsulate',
		algorithm,
		inputs: [],
		run: (token) => call.hsm.encapsulate({ region: key.region, token, keySpec, seed: call.callSeed() }),
		outputs: ({ ciphertext, sharedSecret }) => [
			call.tracer.thing(sharedSecret, 'data-key', { name: 'shared secret' }),
			call.tracer.thing(ciphertext, 'ciphertext', { name: 'encapsulated secret' })
		]
	});
	return {
		KeyId: key.arn,
		SharedSecret: made.sharedSecret,
		SharedSecretCiphertextBlob: made.ciphertext,
		EncapsulationAlgorithm: algorithm
	};
}
