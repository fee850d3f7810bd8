/** VerifyMac: a tag that does not fit is an exception, never `false`. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { compute, silent } from '../compute';
import { requireAlgorithm } from '../key-use';

export async function verifyMac(call: Call, input: Input<'VerifyMac'>): Promise<Output<'VerifyMac'>> {
	const key = call.useKey(input.KeyId);
	const algorithm = input.MacAlgorithm;
	const keySpec = requireAlgorithm(call, key, 'GENERATE_VERIFY_MAC', algorithm);
	call.dryRun(input.DryRun);
	const { Message: message, Mac: mac } = input;
	await compute(call, {
		key,
		act: 'verify-mac',
		algorithm,
		inputs: [
			call.tracer.thing(message, 'plaintext', { name: 'message' }),
			call.tracer.thing(mac, 'signature', { name: 'MAC' })
		],
		run: (token) => call.hsm.verifyMac({ region: key.region, token, keySpec, algorithm, message, mac }),
		outputs: () => [],
		check: (valid) =>
			valid
				? undefined
				: silent('KMSInvalidMacException', 'mac', `the MAC is not that of this key over this message`)
	});
	return { KeyId: key.arn, MacValid: true, MacAlgorithm: algorithm };
}
