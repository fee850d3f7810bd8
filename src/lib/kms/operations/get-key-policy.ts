/** GetKeyPolicy: the text as it was put, to the letter. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { checkPolicyName, POLICY_NAME, policyOf } from '../key-policy';

export function getKeyPolicy(call: Call, input: Input<'GetKeyPolicy'>): Output<'GetKeyPolicy'> {
	const key = call.useKey(input.KeyId);
	checkPolicyName(input.PolicyName);
	return { Policy: policyOf(key), PolicyName: POLICY_NAME };
}
