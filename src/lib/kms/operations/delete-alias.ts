/** DeleteAlias: works in every state of the key; the key does not change. */
import type { Input, Output } from '$lib/domain/operations';
import { checkAliasName } from '../alias-name';
import type { Call } from '../call';
import { findAlias } from '../find-alias';

export function deleteAlias(call: Call, input: Input<'DeleteAlias'>): Output<'DeleteAlias'> {
	const name = checkAliasName(input.AliasName);
	const alias = findAlias(call, name);
	call.authorize('kms:DeleteAlias', call.state.keys.get(alias.targetArn));
	call.tracer.add({ kind: 'alias', name, from: alias.targetArn });
	call.emit({ type: 'alias.deleted', arn: alias.arn });
	return {};
}
