/** UpdateAlias: re-hangs the name on another key of the same type and usage (today all are symmetric). */
import { KmsError } from '$lib/domain/errors';
import { aliasArn } from '$lib/domain/ids';
import type { Input, Output } from '$lib/domain/operations';
import { checkAliasName, checkTarget } from '../alias-name';
import type { Call } from '../call';

export function updateAlias(call: Call, input: Input<'UpdateAlias'>): Output<'UpdateAlias'> {
	const name = checkAliasName(input.AliasName);
	checkTarget(input.TargetKeyId);
	const arn = aliasArn({ ...call.acting, name });
	const alias = call.state.aliases.get(arn);
	if (!alias)
		throw new KmsError('NotFoundException', `Alias ${arn} is not found.`, {
			check: 'resolve',
			detail: 'no such alias in this account and Region'
		});
	const key = call.useKey(input.TargetKeyId);
	call.tracer.add({ kind: 'alias', name, from: alias.targetArn, to: key.arn });
	call.emit({ type: 'alias.put', alias: { ...alias, targetArn: key.arn, updatedAt: call.time } });
	return {};
}
