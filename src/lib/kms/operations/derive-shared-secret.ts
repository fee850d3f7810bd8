/** DeriveSharedSecret: ECDH with the peer's public key; the raw x coordinate, without a KDF. */
import { originOf } from '$lib/domain/key';
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { compute, silent } from '../compute';
import { requireAlgorithm } from '../key-use';

export async function deriveSharedSecret(
	call: Call,
	input: Input<'DeriveSharedSecret'>
): Promise<Output<'DeriveSharedSecret'>> {
	const key = call.useKey(input.KeyId);
	const algorithm = input.KeyAgreementAlgorithm;
	const keySpec = requireAlgorithm(call, key, 'KEY_AGREEMENT', algorithm);
	call.dryRun(input.DryRun);
	const SharedSecret = await compute(call, {
		key,
		act: 'agree',
		algorithm,
		inputs: [call.tracer.thing(input.PublicKey, 'public-key')],
		run: (token) =>
			call.hsm.deriveSharedSecret({
				region: key.region,
				token,
				keySpec,
				publicKey: input.PublicKey
			}),
		outputs: (secret) => [call.tracer.thing(secret, 'data-key', { name: 'shared secret' })],
		refused: (error) => silent('ValidationException', 'validation', error.message)
	});
	return { KeyId: key.arn, SharedSecret, KeyAgreementAlgorithm: algorithm, KeyOrigin: originOf(key) };
}
