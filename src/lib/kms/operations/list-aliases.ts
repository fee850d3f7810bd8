/** ListAliases: of the account and Region, or of one key. Differs from AWS: no predefined aliases yet. */
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import { seconds } from '../metadata';
import { paginate } from '../paginate';

export function listAliases(call: Call, input: Input<'ListAliases'>): Output<'ListAliases'> {
	call.authorize('kms:ListAliases', undefined);
	const only =
		input.KeyId === undefined ? undefined : call.useKey(input.KeyId, { action: 'kms:ListAliases' });
	const prefix = `arn:aws:kms:${call.acting.region}:${call.acting.account}:alias/`;
	const aliases = [...call.state.aliases.values()]
		.filter((alias) => alias.arn.startsWith(prefix) && (!only || alias.targetArn === only.arn))
		.map((alias) => ({
			AliasName: alias.name,
			AliasArn: alias.arn,
			TargetKeyId: alias.targetArn.slice(alias.targetArn.lastIndexOf('/') + 1),
			CreationDate: seconds(alias.createdAt),
			LastUpdatedDate: seconds(alias.updatedAt)
		}));
	const { page, ...more } = paginate(aliases, input, LIMITS.page.ListAliases.default);
	return { Aliases: page, ...more };
}
