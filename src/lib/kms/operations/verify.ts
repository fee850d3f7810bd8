/** Verify: a signature that does not fit is an exception, never `false`. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { compute, silent } from '../compute';
import { signInput } from '../sign-input';

export async function verify(call: Call, input: Input<'Verify'>): Promise<Output<'Verify'>> {
	const key = call.useKey(input.KeyId);
	const { keySpec, algorithm, messageType, thing } = signInput(call, key, input);
	call.dryRun(input.DryRun);
	await compute(call, {
		key,
		act: 'verify',
		algorithm,
		inputs: [thing, call.tracer.thing(input.Signature, 'signature')],
		run: (token) =>
			call.hsm.verify({
				region: key.region,
				token,
				keySpec,
				algorithm,
				messageType,
				message: input.Message,
				signature: input.Signature
			}),
		outputs: () => [],
		check: (valid) =>
			valid
				? undefined
				: silent(
						'KMSInvalidSignatureException',
						'signature',
						`the signature is not one of this key over this message with ${algorithm}`
					)
	});
	return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: algorithm };
}
