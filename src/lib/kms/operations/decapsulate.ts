/** Decapsulate: an altered ciphertext of the right length gives another secret, not an error. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { compute, silent } from '../compute';
import { requireAlgorithm } from '../key-use';

export async function decapsulate(call: Call, input: Input<'Decapsulate'>): Promise<Output<'Decapsulate'>> {
	const key = call.useKey(input.KeyId);
	const algorithm = input.EncapsulationAlgorithm;
	const keySpec = requireAlgorithm(call, key, 'ENCAPSULATE_DECAPSULATE', algorithm);
	call.dryRun(input.DryRun);
	const ciphertext = input.SharedSecretCiphertextBlob;
	const SharedSecret = await compute(call, {
		key,
		act: 'decapsulate',
		algorithm,
		inputs: [call.tracer.thing(ciphertext, 'ciphertext', { name: 'encapsulated secret' })],
		run: (token) => call.hsm.decapsulate({ region: key.region, token, keySpec, ciphertext }),
		outputs: (secret) => [call.tracer.thing(secret, 'data-key', { name: 'shared secret' })],
		refused: (error) => silent('InvalidCiphertextException', 'ciphertext-format', error.message)
	});
	return { KeyId: key.arn, SharedSecret, EncapsulationAlgorithm: algorithm };
}
