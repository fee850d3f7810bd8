/** ListGrants: of one key, all or those that fit the filters. */
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import { grantEntry, grantsOn, principalOf } from '../grant';
import { checkGrantId } from '../grant-id';
import { paginate } from '../paginate';

export function listGrants(call: Call, input: Input<'ListGrants'>): Output<'ListGrants'> {
	const key = call.useKey(input.KeyId);
	if (input.GrantId !== undefined) checkGrantId(input.GrantId);
	const grantee =
		input.GranteePrincipal === undefined
			? undefined
			: principalOf(input.GranteePrincipal, { orService: true });
	const grants = grantsOn(call, key)
		.filter(
			(grant) =>
				(input.GrantId === undefined || grant.id === input.GrantId) &&
				(grantee === undefined || grant.grantee === grantee) &&
				(input.GranteeServicePrincipal === undefined ||
					grant.granteeService === input.GranteeServicePrincipal)
		)
		.map(grantEntry);
	const { page, ...more } = paginate(grants, input, LIMITS.page.ListGrants.default);
	return { Grants: page, ...more };
}
