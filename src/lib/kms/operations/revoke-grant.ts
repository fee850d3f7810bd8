/** RevokeGrant: an ordinary permission on the key. Differs from AWS: it counts at once. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { grantOn } from '../grant';
import { checkGrantId } from '../grant-id';

export function revokeGrant(call: Call, input: Input<'RevokeGrant'>): Output<'RevokeGrant'> {
	checkGrantId(input.GrantId);
	const key = call.useKey(input.KeyId, { more: { grantId: input.GrantId } });
	const grant = grantOn(call, key, input.GrantId);
	call.dryRun(input.DryRun);
	call.tracer.add({
		kind: 'record',
		what: 'grant',
		ref: key.arn,
		change: `of ${grant.grantee ?? grant.granteeService} revoked`
	});
	call.emit({ type: 'grant.deleted', id: grant.id });
	return {};
}
