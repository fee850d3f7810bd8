/** GenerateMac: HMAC over a message of up to 4,096 bytes. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { compute } from '../compute';
import { requireAlgorithm } from '../key-use';

export async function generateMac(call: Call, input: Input<'GenerateMac'>): Promise<Output<'GenerateMac'>> {
	const key = call.useKey(input.KeyId);
	const algorithm = input.MacAlgorithm;
	const keySpec = requireAlgorithm(call, key, 'GENERATE_VERIFY_MAC', algorithm);
	call.dryRun(input.DryRun);
	const Mac = await compute(call, {
		key,
		act: 'mac',
		algorithm,
		inputs: [call.tracer.thing(input.Message, 'plaintext', { name: 'message' })],
		run: (token) =>
			call.hsm.generateMac({ region: key.region, token, keySpec, algorithm, message: input.Message }),
		outputs: (mac) => [call.tracer.thing(mac, 'signature', { name: 'MAC' })]
	});
	return { Mac, MacAlgorithm: algorithm, KeyId: key.arn };
}
