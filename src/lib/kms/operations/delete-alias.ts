/** DeleteAlias: works in every state of the key; the key does not change. */
import { KmsError } from '$lib/domain/errors';
import { aliasArn } from '$lib/domain/ids';
import type { Input, Output } from '$lib/domain/operations';
import { checkAliasName } from '../alias-name';
import type { Call } from '../call';

export function deleteAlias(call: Call, input: Input<'DeleteAlias'>): Output<'DeleteAlias'> {
	const name = checkAliasName(input.AliasName);
	const arn = aliasArn({ ...call.acting, name });
	const alias = call.state.aliases.get(arn);
	if (!alias)
		throw new KmsError('NotFoundException', `Alias ${arn} is not found.`, {
			check: 'resolve',
			detail: 'no such alias in this account and Region'
		});
	call.authorize('kms:DeleteAlias', call.state.keys.get(alias.targetArn));
	call.tracer.add({ kind: 'alias', name, from: alias.targetArn });
	call.emit({ type: 'alias.deleted', arn });
	return {};
}
