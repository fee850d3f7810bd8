/** CreateAlias: one name, one key of the same account and Region; at most 50 a key. */
import { KmsError } from '$lib/domain/errors';
import { aliasArn } from '$lib/domain/ids';
import type { Input, Output } from '$lib/domain/operations';
import { checkAliasName, checkTarget, requireRoomForAlias } from '../alias-name';
import type { Call } from '../call';

export function createAlias(call: Call, input: Input<'CreateAlias'>): Output<'CreateAlias'> {
	const name = checkAliasName(input.AliasName);
	checkTarget(input.TargetKeyId);
	const key = call.useKey(input.TargetKeyId);
	const arn = aliasArn({ ...call.acting, name });
	if (call.state.aliases.has(arn))
		throw new KmsError('AlreadyExistsException', `An alias with the name ${arn} already exists`, {
			check: 'conflict',
			detail: 'the name is taken in this account and Region'
		});
	requireRoomForAlias(call, key);
	call.tracer.add({ kind: 'alias', name, to: key.arn });
	call.emit({
		type: 'alias.put',
		alias: { arn, name, targetArn: key.arn, createdAt: call.time, updatedAt: call.time }
	});
	return {};
}
