/** A world's state as policies see it. What did not change is not made again. */
import type { WorldState } from '$lib/domain/entry';
import type { PrincipalRecord } from '$lib/domain/iam';
import type { KeyArn } from '$lib/domain/ids';
import { originOf, specOf, usageOf, type GrantRecord, type KeyRecord } from '$lib/domain/key';
import { awsManagedKeyOf, viaServiceOf } from '$lib/facts/aws-managed-keys';
import { LIMITS } from '$lib/facts/limits';
import { apiDefaultPolicy, awsManagedPolicy } from '$lib/policy/default-policies';
import type { Grant, PolicyKey, PolicyWorld } from '$lib/policy/world';
import { ACCOUNTS, CAST, ORGANIZATION } from './cast';

type Seen = Pick<WorldState, 'keys' | 'aliases' | 'grants' | 'sets' | 'principals' | 'organization' | 'time'>;

const lastWorlds = new WeakMap<WorldState['keys'], { readonly of: Seen; readonly world: PolicyWorld }>();

export function policyWorldOf(state: WorldState): PolicyWorld {
	const last = lastWorlds.get(state.keys);
	if (last && isSame(last.of, state)) return last.world;
	const grants = groupBy(state.grants.values(), (grant) => grant.keyArn);
	const aliases = groupBy(state.aliases.values(), (alias) => alias.targetArn);
	const world: PolicyWorld = {
		completeAccounts: accountsOf(state),
		organization: state.organization ?? ORGANIZATION,
		principals: principalsOf(state),
		keys: [...state.keys.values()].map((key) =>
			policyKeyOf(state, key, {
				aliases: (aliases.get(key.arn) ?? []).map((alias) => alias.name),
				grants: grants.get(key.arn) ?? []
			})
		)
	};
	lastWorlds.set(state.keys, { of: state, world });
	return world;
}

/** Time passes without a change, unless grants wait for it. */
const isSame = (a: Seen, b: Seen): boolean =>
	a.aliases === b.aliases &&
	a.grants === b.grants &&
	a.sets === b.sets &&
	a.principals === b.principals &&
	a.organization === b.organization &&
	(b.grants.size === 0 || a.time === b.time);

const everyone = new WeakMap<WorldState['principals'], readonly PrincipalRecord[]>();
/** All principals of the world, those it was born with first. */
export function principalsOf({ principals }: Pick<WorldState, 'principals'>): readonly PrincipalRecord[] {
	let all = everyone.get(principals);
	if (!all) {
		const merged = new Map<string, PrincipalRecord | null>([
			...CAST.map((one): [string, PrincipalRecord] => [one.arn, one]),
			...principals
		]);
		all = [...merged.values()].filter((one) => one !== null);
		everyone.set(principals, all);
	}
	return all;
}

/** All accounts of the world, those it was born with first. */
export function accountsOf(state: Pick<WorldState, 'principals' | 'organization'>): readonly string[] {
	const { accounts } = state.organization ?? ORGANIZATION;
	const ofPrincipals = principalsOf(state).map(({ arn }) => arn.split(':')[4] ?? '');
	return [...new Set([...ACCOUNTS, ...Object.keys(accounts), ...ofPrincipals])];
}

/** A key as policies see it; also one that is not in the state yet. */
export function policyKeyOf(
	state: Pick<WorldState, 'sets' | 'time'>,
	key: KeyRecord,
	of: { readonly aliases?: readonly string[]; readonly grants?: readonly GrantRecord[] } = {}
): PolicyKey {
	const { aliases = [], grants = [] } = of;
	const primary = key.multiRegion && state.sets.get(key.keyId)?.primary;
	return {
		arn: key.arn,
		keyId: key.keyId,
		account: key.account,
		region: key.region,
		manager: key.manager ?? 'CUSTOMER',
		state: key.state,
		keySpec: specOf(key),
		keyUsage: usageOf(key),
		origin: originOf(key),
		multiRegion: key.multiRegion ?? false,
		...(primary && { multiRegionKeyType: primary === key.arn ? 'PRIMARY' : 'REPLICA' }),
		policy: policySourceOf(key, aliases),
		aliases,
		tags: key.tags,
		grants: grants.map((grant) => grantOf(state, grant))
	};
}

const defaults = new Map<string, object>();
function policySourceOf(key: KeyRecord, aliases: readonly string[]): string | object {
	if (key.manager === 'AWS') {
		const kind = aliases.map(awsManagedKeyOf).find((one) => one !== undefined);
		if (kind) {
			const viaService = viaServiceOf(kind, key.region);
			return remembered(`${key.account} ${viaService}`, () =>
				awsManagedPolicy({ account: key.account, viaService })
			);
		}
	}
	return key.policy ?? remembered(key.account, () => apiDefaultPolicy(key.account));
}

/** The same document again and again: it is parsed once. */
function remembered(id: string, make: () => object): object {
	let policy = defaults.get(id);
	if (!policy) defaults.set(id, (policy = make()));
	return policy;
}

function grantOf({ time }: Pick<WorldState, 'time'>, grant: GrantRecord): Grant {
	return {
		grantId: grant.id,
		issuingAccount: grant.issuingAccount,
		consistent: time >= grant.createdAt + LIMITS.grantSpreadMinutes * 60_000,
		tokens: grant.tokens,
		operations: grant.operations,
		...(grant.grantee !== undefined && { granteePrincipal: grant.grantee }),
		...(grant.granteeService !== undefined && { granteeServicePrincipal: grant.granteeService }),
		...(grant.retiring !== undefined && { retiringPrincipal: grant.retiring }),
		...(grant.retiringService !== undefined && { retiringServicePrincipal: grant.retiringService }),
		...(grant.constraints && { constraints: grant.constraints }),
		...(grant.name !== undefined && { name: grant.name })
	};
}

function groupBy<T>(items: Iterable<T>, by: (item: T) => KeyArn): Map<KeyArn, T[]> {
	const groups = new Map<KeyArn, T[]>();
	for (const item of items) {
		const group = groups.get(by(item));
		if (group) group.push(item);
		else groups.set(by(item), [item]);
	}
	return groups;
}
