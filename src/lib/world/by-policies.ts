/** The port that KMS asks, answered by the policies and grants of a world's state. */
import type { AuthorizationRequest, Authorizer, PolicyCheck } from '$lib/domain/authorizer';
import type { WorldState } from '$lib/domain/entry';
import type { PrincipalArn } from '$lib/domain/ids';
import { checkLockout, LOCKOUT_MESSAGE } from '$lib/policy/lockout';
import { policyAuthorizer, type PolicyRequest } from '$lib/policy/policy-authorizer';
import { sayReason } from '$lib/policy/say';
import { refuseKeyPolicy } from '$lib/policy/validate';
import type { GrantParameters } from '$lib/policy/world';
import { policyKeyOf, policyWorldOf } from './policy-world';

export function byPolicies(state: WorldState): Authorizer {
	const port = policyAuthorizer(() => policyWorldOf(state));
	return {
		over: byPolicies,
		decide: (request, caller) => port.decide(asPolicyRequest(request), caller),
		refuseKeyPolicy: (check, caller) => refusePolicy(state, check, caller)
	};
}

/** Parameters in the form that condition keys are read from. */
export function asPolicyRequest(request: AuthorizationRequest): PolicyRequest {
	const { parameters = {} } = request;
	const { Tags, BypassPolicyLockoutSafetyCheck: bypass } = parameters;
	const grant = request.action === 'kms:CreateGrant' ? grantParametersOf(parameters) : undefined;
	return {
		...request,
		parameters: Array.isArray(Tags) ? { ...parameters, Tags: tagsAsMap(Tags) } : parameters,
		...(grant && { grant }),
		...(bypass === true && { bypassPolicyLockoutSafetyCheck: true })
	};
}

const tagsAsMap = (tags: readonly { readonly TagKey: string; readonly TagValue: string }[]) =>
	Object.fromEntries(tags.map(({ TagKey, TagValue }) => [TagKey, TagValue]));

function grantParametersOf(parameters: Readonly<Record<string, unknown>>): GrantParameters {
	const text = (member: string): string | undefined => parameters[member] as string | undefined;
	const named = {
		granteePrincipal: text('GranteePrincipal'),
		granteeServicePrincipal: text('GranteeServicePrincipal'),
		retiringPrincipal: text('RetiringPrincipal'),
		retiringServicePrincipal: text('RetiringServicePrincipal'),
		name: text('Name'),
		constraints: parameters.Constraints as GrantParameters['constraints']
	};
	const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
	return { ...given, operations: (parameters.Operations ?? []) as readonly string[] };
}

function refusePolicy(
	state: WorldState,
	{ key, policy, bypass }: Parameters<NonNullable<Authorizer['refuseKeyPolicy']>>[0],
	caller: PrincipalArn
): PolicyCheck | undefined {
	const world = policyWorldOf(state);
	const refused = refuseKeyPolicy(world, policy);
	if (refused) return { code: refused.error, message: refused.message, detail: refused.message };
	if (bypass) return undefined;
	const { passes, verdict } = checkLockout(world, {
		key: policyKeyOf(state, key),
		newPolicy: policy,
		call: {
			principal: caller,
			action: 'kms:PutKeyPolicy',
			region: key.region,
			keyRef: key.arn,
			time: state.time
		}
	});
	if (passes) return undefined;
	return {
		code: 'MalformedPolicyDocumentException',
		message: LOCKOUT_MESSAGE,
		detail: `Under the new policy, ${caller} could not call PutKeyPolicy again. ${sayReason(verdict.reason)}`
	};
}
