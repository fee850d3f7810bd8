/** Sign: over a message, which KMS hashes, or over what was hashed outside. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { compute } from '../compute';
import { signInput } from '../sign-input';

export async function sign(call: Call, input: Input<'Sign'>): Promise<Output<'Sign'>> {
	const key = call.useKey(input.KeyId);
	const { keySpec, algorithm, messageType, thing } = signInput(call, key, input);
	call.dryRun(input.DryRun);
	const Signature = await compute(call, {
		key,
		act: 'sign',
		algorithm,
		inputs: [thing],
		run: (token) =>
			call.hsm.sign({
				region: key.region,
				token,
				keySpec,
				algorithm,
				messageType,
				message: input.Message,
				seed: call.callSeed()
			}),
		outputs: (signature) => [call.tracer.thing(signature, 'signature')]
	});
	return { KeyId: key.arn, Signature, SigningAlgorithm: algorithm };
}
