/** ListKeyPolicies: there is one, always. */
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import { POLICY_NAME } from '../key-policy';
import { paginate } from '../paginate';

export function listKeyPolicies(call: Call, input: Input<'ListKeyPolicies'>): Output<'ListKeyPolicies'> {
	call.useKey(input.KeyId);
	const { page, ...more } = paginate([POLICY_NAME], input, LIMITS.page.ListKeyPolicies.default);
	return { PolicyNames: page, ...more };
}
