/**
 * Policies and grants behind the port that KMS asks: one permission, one resource, one decision.
 * Models: AWS KMS asks for each permission of an operation by itself; so does `kms/`.
 * Differs from AWS: key state, ciphertext and the checks of a new policy are the operation's own business.
 */
import type { AuthorizationRequest, Authorizer, Decision } from '$lib/domain/authorizer';
import type { PrincipalArn } from '$lib/domain/ids';
import { readCaller } from './caller';
import type { Permission } from './context';
import { explainPermission, type PermissionExplanation } from './explain';
import { accessDeniedMessage } from './message';
import { permit } from './permit';
import { keyByArn } from './resolve-key';
import { sayReason } from './say';
import { walkOf } from './walk';
import type { GrantParameters, PolicyWorld } from './world';

/** What a request may carry besides the port's own fields. */
export interface PolicyRequest extends AuthorizationRequest {
	readonly grant?: GrantParameters;
	readonly bypassPolicyLockoutSafetyCheck?: boolean;
}

/** The world is asked for at each decision, so that it may change between them. */
export const policyAuthorizer = (world: () => PolicyWorld): Authorizer => ({
	decide(request, caller) {
		const permission = permissionOf(world(), request, caller);
		const weighing = permit(permission, false);
		const { verdict } = weighing;
		const { allowed, decidedBy, reason } = verdict;
		const walk = walkOf(weighing);
		const decision: Decision = { allowed, decidedBy, reason: sayReason(reason), reasonCode: reason, walk };
		return allowed ? decision : { ...decision, message: accessDeniedMessage(permission, verdict) };
	}
});

/** The same decision, gate by gate. */
export function explainRequest(
	world: PolicyWorld,
	request: PolicyRequest,
	caller: PrincipalArn
): PermissionExplanation {
	const permission = permissionOf(world, request, caller);
	return explainPermission(permission, permit(permission, true));
}

function permissionOf(world: PolicyWorld, request: PolicyRequest, caller: PrincipalArn): Permission {
	const { action, keyArn, otherKeyArn, aliasArn, account: _, ...carried } = request;
	const keyOf = (arn: string | undefined) => (arn === undefined ? undefined : keyByArn(world, arn));
	const key = keyOf(keyArn);
	const otherKey = keyOf(otherKeyArn);
	return {
		world,
		caller: readCaller(world, caller),
		call: { ...carried, principal: caller, action },
		action,
		...(key && aliasArn === undefined && { key }),
		...(otherKey && { otherKey }),
		...((aliasArn !== undefined || (keyArn === undefined && action === 'kms:TagResource')) && {
			withoutKey: true
		}),
		resource: aliasArn ?? keyArn ?? '*',
		...(request.encryptionContext && { encryptionContext: request.encryptionContext })
	};
}
