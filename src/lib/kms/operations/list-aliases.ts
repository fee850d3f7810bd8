/** ListAliases: of the account and Region, or of one key; and the aliases that AWS predefines, whose keys may not be there yet. */
import type { AliasListEntry, Input, Output } from '$lib/domain/operations';
import { AWS_MANAGED_KEYS } from '$lib/facts/aws-managed-keys';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import { seconds } from '../metadata';
import { paginate } from '../paginate';

export function listAliases(call: Call, input: Input<'ListAliases'>): Output<'ListAliases'> {
	call.authorize('kms:ListAliases', undefined);
	const only =
		input.KeyId === undefined ? undefined : call.useKey(input.KeyId, { action: 'kms:ListAliases' });
	const prefix = `arn:aws:kms:${call.acting.region}:${call.acting.account}:alias/`;
	const own = [...call.state.aliases.values()]
		.filter((alias) => alias.arn.startsWith(prefix) && (!only || alias.targetArn === only.arn))
		.map((alias) => ({
			AliasName: alias.name,
			AliasArn: alias.arn,
			TargetKeyId: alias.targetArn.slice(alias.targetArn.lastIndexOf('/') + 1),
			CreationDate: seconds(alias.createdAt),
			LastUpdatedDate: seconds(alias.updatedAt)
		}));
	const names = new Set(own.map((alias) => alias.AliasName as string));
	const predefined = only
		? []
		: AWS_MANAGED_KEYS.map(({ name }) => `alias/aws/${name}`)
				.filter((name) => !names.has(name))
				.map((name) => ({ AliasName: name, AliasArn: `${prefix}${name.slice('alias/'.length)}` }));
	const aliases: readonly AliasListEntry[] = [...own, ...predefined];
	const { page, ...more } = paginate(aliases, input, LIMITS.page.ListAliases.default);
	return { Aliases: page, ...more };
}
