/** PutKeyPolicy: the document takes the place of the one before, whole. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { checkPolicy, checkPolicyName } from '../key-policy';

export function putKeyPolicy(call: Call, input: Input<'PutKeyPolicy'>): Output<'PutKeyPolicy'> {
	const key = call.useKey(input.KeyId);
	checkPolicyName(input.PolicyName);
	checkPolicy(input.Policy);
	call.checkNewPolicy(key, input.Policy);
	call.tracer.add({ kind: 'record', what: 'key policy', ref: key.arn, change: 'replaced' });
	call.emit({ type: 'key.policyPut', arn: key.arn, policy: input.Policy });
	return {};
}
