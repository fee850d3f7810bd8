/**
 * RetireGrant: by its token, or by key and id. Who may is said by the grant itself: the retiring principal, the grantee
 * if the grant lists RetireGrant, the account that issued it.
 */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { grantNotFound, grantOn } from '../grant';
import { checkGrantId, grantIdOfToken } from '../grant-id';
import { invalid } from '../validate';

export function retireGrant(call: Call, input: Input<'RetireGrant'>): Output<'RetireGrant'> {
	const { id, keyRef } = named(call, input);
	const key = call.useKey(keyRef, { more: { grantId: id } });
	const grant = grantOn(call, key, id);
	call.dryRun(input.DryRun);
	call.tracer.add({
		kind: 'record',
		what: 'grant',
		ref: key.arn,
		change: `of ${grant.grantee ?? grant.granteeService} retired`
	});
	call.emit({ type: 'grant.deleted', id });
	return {};
}

function named(call: Call, input: Input<'RetireGrant'>): { readonly id: string; readonly keyRef: string } {
	if (input.GrantToken !== undefined) {
		if (input.KeyId !== undefined || input.GrantId !== undefined)
			throw invalid('Specify either GrantToken, or KeyId and GrantId.');
		const id = grantIdOfToken(input.GrantToken);
		const grant = call.state.grants.get(id);
		if (!grant?.tokens.includes(input.GrantToken)) throw grantNotFound(id);
		return { id, keyRef: grant.keyArn };
	}
	if (input.KeyId === undefined || input.GrantId === undefined)
		throw invalid('Specify either GrantToken, or KeyId and GrantId.');
	checkGrantId(input.GrantId);
	if (!call.state.grants.has(input.GrantId)) throw grantNotFound(input.GrantId);
	return { id: input.GrantId, keyRef: input.KeyId };
}
