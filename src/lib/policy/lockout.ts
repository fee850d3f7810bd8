/**
 * The lockout safety check: a new key policy under which the caller could not call PutKeyPolicy again is refused.
 * Models: KMS API Reference, PutKeyPolicy, `BypassPolicyLockoutSafetyCheck`; KMS Developer Guide, "Default key policy".
 * Differs from AWS: the caller is evaluated in full, so a mere account statement does not pass for a caller without IAM
 * permission (public reports; unverified). Message text from public reports.
 */
import type { Call } from './call';
import { readCaller } from './caller';
import type { PolicySource } from './document';
import { permit } from './permit';
import type { Verdict } from './verdict';
import type { PolicyKey, PolicyWorld } from './world';

export const LOCKOUT_MESSAGE =
	'The new key policy will not allow you to update the key policy in the future.';

export interface LockoutCheck {
	readonly passes: boolean;
	/** What PutKeyPolicy would answer the caller under the new policy. */
	readonly verdict: Verdict;
}

export function checkLockout(
	world: PolicyWorld,
	request: { readonly key: PolicyKey; readonly newPolicy: PolicySource; readonly call: Call }
): LockoutCheck {
	const { key, newPolicy, call } = request;
	const changed = { ...key, policy: newPolicy };
	const { verdict } = permit(
		{
			world,
			caller: readCaller(world, call.principal),
			call,
			action: 'kms:PutKeyPolicy',
			key: changed,
			resource: key.arn
		},
		false
	);
	return { passes: verdict.allowed, verdict };
}
