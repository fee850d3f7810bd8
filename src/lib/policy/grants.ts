/**
 * Which grant on the key fits this request, and how the nearest one misses.
 * Models: KMS Developer Guide, "Grants in AWS KMS", "Creating grants" (constraints, granting CreateGrant), "Managing
 * grants" (retiring); API GrantConstraints.
 * Differs from AWS: when a grant is known everywhere is the world's flag, not five minutes. An account as grantee is
 * taken to mean all its principals without IAM permission (unverified).
 */
import type { Call } from './call';
import type { Caller } from './caller';
import type { Permission } from './context';
import type { GrantReason } from './verdict';
import type { Grant, GrantConstraints, GrantParameters } from './world';

type Pairs = Readonly<Record<string, string>>;

/** Names of checks, in the order in which they are made; a later one means a nearer miss. */
const CHECKS = ['principal', 'operation', 'parent', 'constraint', 'consistent'] as const;
export type GrantCheck = (typeof CHECKS)[number];
const MISSES: Readonly<Record<GrantCheck, GrantReason>> = {
	principal: 'GRANT_WRONG_PRINCIPAL',
	operation: 'GRANT_OPERATION_NOT_LISTED',
	parent: 'GRANT_CHAIN_NOT_STRICTER',
	constraint: 'GRANT_CONSTRAINT_MISMATCH',
	consistent: 'GRANT_NOT_YET_CONSISTENT'
};

export interface GrantCheckNote {
	readonly check: GrantCheck;
	readonly expected: string;
	readonly actual: string;
	readonly holds: boolean;
}
export interface GrantNote {
	readonly grantId: string;
	readonly checks: readonly GrantCheckNote[];
	readonly fits: boolean;
}
export interface GrantSearch {
	readonly fitting?: Grant;
	/** The nearest miss among grants of this caller, or named by a token of the request. */
	readonly miss?: { readonly grant: Grant; readonly reason: GrantReason };
	readonly notes?: readonly GrantNote[];
}

export const isGrantee = (
	{ granteePrincipal, granteeServicePrincipal }: GrantParameters,
	caller: Caller
): boolean =>
	caller.kind === 'service'
		? granteeServicePrincipal === caller.arn || granteePrincipal === caller.arn
		: granteePrincipal !== undefined && caller.identities.includes(granteePrincipal);

export const mayRetire = (
	{ retiringPrincipal, retiringServicePrincipal }: GrantParameters,
	caller: Caller
): boolean =>
	caller.kind === 'service'
		? retiringServicePrincipal === caller.arn
		: retiringPrincipal !== undefined && caller.identities.includes(retiringPrincipal);

const hasToken = ({ tokens = [] }: Grant, { grantTokens = [] }: Call): boolean =>
	grantTokens.some((token) => tokens.includes(token));
const count = (pairs: Pairs): number => Object.keys(pairs).length;
/** Exact and case-sensitive, names too. */
const contains = (outer: Pairs, inner: Pairs): boolean =>
	Object.entries(inner).every(([name, value]) => Object.hasOwn(outer, name) && outer[name] === value);
const same = (a: Pairs, b: Pairs): boolean => count(a) === count(b) && contains(a, b);

function meetsConstraints({ constraints = {} }: Grant, permission: Permission, operation: string): boolean {
	const { EncryptionContextEquals: equal, EncryptionContextSubset: subset, SourceArn: source } = constraints;
	const given = permission.encryptionContext ?? {};
	const spared = SPARED.has(operation);
	if (source !== undefined && sourceArn(permission.call) !== source) return false;
	return spared || ((!equal || same(given, equal)) && (!subset || contains(given, subset)));
}
/** Without an encryption context of their own; CreateGrant is held by its parent instead. */
const SPARED: ReadonlySet<string> = new Set(['DescribeKey', 'RetireGrant', 'CreateGrant', 'GetPublicKey']);

function sourceArn({ context = {} }: Call): string | undefined {
	const found = Object.entries(context).find(([key]) => key.toLowerCase() === 'aws:sourcearn')?.[1];
	return typeof found === 'string' ? found : undefined;
}

/** Equals parent: Equals with the same pairs. Subset parent: Subset or Equals with every parent pair. */
export function isStricter(child: GrantConstraints, parent: GrantConstraints): boolean {
	const { EncryptionContextEquals: equal, EncryptionContextSubset: subset, SourceArn: source } = parent;
	if (source !== undefined && child.SourceArn !== source) return false;
	if (equal && !(child.EncryptionContextEquals && same(child.EncryptionContextEquals, equal))) return false;
	const pairs = child.EncryptionContextEquals ?? child.EncryptionContextSubset;
	return !subset || (pairs !== undefined && contains(pairs, subset));
}

function holds(check: GrantCheck, grant: Grant, permission: Permission, operation: string): boolean {
	const { call, caller } = permission;
	switch (check) {
		case 'principal':
			return isGrantee(grant, caller);
		case 'operation':
			return grant.operations.includes(operation);
		case 'parent':
			return (
				operation !== 'CreateGrant' ||
				!call.grant ||
				(call.grant.operations.every((name) => grant.operations.includes(name)) &&
					isStricter(call.grant.constraints ?? {}, grant.constraints ?? {}))
			);
		case 'constraint':
			return meetsConstraints(grant, permission, operation);
		case 'consistent':
			return grant.consistent || hasToken(grant, call);
	}
}

/** Grants are looked at in the order of the key; the first that fits is taken. */
export function searchGrants(permission: Permission, explain: boolean): GrantSearch {
	const grants = permission.key?.grants ?? [];
	if (grants.length === 0) return explain ? { notes: [] } : {};
	const operation = permission.action.slice('kms:'.length);
	const notes: GrantNote[] = [];
	let fitting: Grant | undefined;
	let miss: { readonly grant: Grant; readonly at: number } | undefined;
	for (const grant of grants) {
		const failed = CHECKS.findIndex((check) => !holds(check, grant, permission, operation));
		if (explain) notes.push(noteOf(grant, permission, operation, failed < 0));
		if (failed < 0) fitting ??= grant;
		else if ((failed > 0 || hasToken(grant, permission.call)) && failed > (miss?.at ?? -1))
			miss = { grant, at: failed };
	}
	return {
		...(fitting && { fitting }),
		...(miss && { miss: { grant: miss.grant, reason: MISSES[CHECKS[miss.at] ?? 'principal'] } }),
		...(explain && { notes })
	};
}

function noteOf(grant: Grant, permission: Permission, operation: string, fits: boolean): GrantNote {
	const { caller, call, encryptionContext = {} } = permission;
	const shown: Readonly<Record<GrantCheck, readonly [expected: string, actual: string]>> = {
		principal: [grant.granteePrincipal ?? grant.granteeServicePrincipal ?? '', caller.arn],
		operation: [grant.operations.join(', '), operation],
		parent: [
			`${grant.operations.join(', ')} under ${JSON.stringify(grant.constraints ?? {})}`,
			call.grant
				? `${call.grant.operations.join(', ')} under ${JSON.stringify(call.grant.constraints ?? {})}`
				: 'no grant'
		],
		constraint: [JSON.stringify(grant.constraints ?? {}), JSON.stringify(encryptionContext)],
		consistent: [
			'known everywhere, or its token',
			grant.consistent ? 'known everywhere' : (call.grantTokens?.join(', ') ?? 'no token')
		]
	};
	const checks = CHECKS.filter((check) => check !== 'parent' || operation === 'CreateGrant').map((check) => ({
		check,
		expected: shown[check][0],
		actual: shown[check][1],
		holds: holds(check, grant, permission, operation)
	}));
	return { grantId: grant.grantId, checks, fits };
}
