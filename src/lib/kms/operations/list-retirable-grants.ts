/** ListRetirableGrants: what a principal of the caller's account may retire, on keys of any account. */
import { accountOfPrincipal } from '$lib/domain/ids';
import { KmsError } from '$lib/domain/errors';
import { parseKmsArn } from '$lib/domain/ids';
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import { grantEntry, principalOf } from '../grant';
import { paginate } from '../paginate';
import { invalid } from '../validate';

export function listRetirableGrants(
	call: Call,
	input: Input<'ListRetirableGrants'>
): Output<'ListRetirableGrants'> {
	if ((input.RetiringPrincipal === undefined) === (input.RetiringServicePrincipal === undefined))
		throw invalid('Specify either RetiringPrincipal or RetiringServicePrincipal.');
	const retiring =
		input.RetiringPrincipal === undefined
			? undefined
			: principalOf(input.RetiringPrincipal, { orService: true });
	call.authorize('kms:ListRetirableGrants', undefined);
	if (retiring && accountOfPrincipal(retiring) !== call.acting.account)
		throw new KmsError('InvalidArnException', `Invalid arn ${retiring}`, {
			check: 'validation',
			detail: "expected a principal of the caller's own account",
			expected: call.acting.account,
			got: retiring
		});
	const grants = [...call.state.grants.values()]
		.filter(
			(grant) =>
				parseKmsArn(grant.keyArn)?.region === call.acting.region &&
				(retiring ? grant.retiring === retiring : grant.retiringService === input.RetiringServicePrincipal)
		)
		.map(grantEntry);
	const { page, ...more } = paginate(grants, input, LIMITS.page.ListRetirableGrants.default);
	return { Grants: page, ...more };
}
