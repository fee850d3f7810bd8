/**
 * Which grants on a key let a caller do what is asked, and who may retire one.
 * Source: KMS Developer Guide, "Grants in AWS KMS", "Creating grants", "Managing grants"; API GrantConstraints.
 */
import type { AuthorizationRequest } from '$lib/domain/authorizer';
import { accountOfPrincipal, type PrincipalArn } from '$lib/domain/ids';
import type { GrantConstraints, GrantRecord } from '$lib/domain/key';
import { LIMITS } from '$lib/facts/limits';

type Pairs = Readonly<Record<string, string>>;

const contains = (all: Pairs, some: Pairs): boolean =>
	Object.entries(some).every(([name, value]) => Object.hasOwn(all, name) && all[name] === value);
const equal = (one: Pairs, other: Pairs): boolean =>
	Object.keys(one).length === Object.keys(other).length && contains(one, other);

/** A role's sessions are the role; an account is all that belong to it. */
function isOne(principal: PrincipalArn | undefined, caller: PrincipalArn): boolean {
	if (principal === undefined) return false;
	if (principal === caller) return true;
	const account = accountOfPrincipal(principal);
	if (account === undefined || account !== accountOfPrincipal(caller)) return false;
	if (principal.endsWith(':root')) return true;
	const role = /:role\/(?:.*\/)?([^/]+)$/.exec(principal)?.[1];
	return role !== undefined && role === /:assumed-role\/([^/]+)\//.exec(caller)?.[1];
}

const isGrantee = (grant: GrantRecord, caller: PrincipalArn): boolean =>
	isOne(grant.grantee, caller) || grant.granteeService === (caller as string);

function holdsConstraints(
	{ EncryptionContextEquals, EncryptionContextSubset, SourceArn }: GrantConstraints,
	{ action, encryptionContext = {} }: AuthorizationRequest
): boolean {
	// No request here comes with an aws:SourceArn yet.
	if (SourceArn !== undefined) return false;
	if (action === 'kms:DescribeKey' || action === 'kms:RetireGrant') return true;
	if (action === 'kms:CreateGrant') return true;
	return (
		(!EncryptionContextEquals || equal(encryptionContext, EncryptionContextEquals)) &&
		(!EncryptionContextSubset || contains(encryptionContext, EncryptionContextSubset))
	);
}

/** Through a grant one hands on no more than one has: its operations, under constraints at least as strict. */
function handsOn(parent: GrantRecord, request: AuthorizationRequest): boolean {
	const { Operations = [], Constraints = {} } = (request.parameters ?? {}) as {
		readonly Operations?: readonly string[];
		readonly Constraints?: GrantConstraints;
	};
	const { EncryptionContextEquals, EncryptionContextSubset } = parent.constraints ?? {};
	const given = { ...Constraints.EncryptionContextSubset, ...Constraints.EncryptionContextEquals };
	return (
		Operations.every((operation) => parent.operations.includes(operation)) &&
		(!EncryptionContextEquals ||
			(!!Constraints.EncryptionContextEquals &&
				equal(Constraints.EncryptionContextEquals, EncryptionContextEquals))) &&
		(!EncryptionContextSubset || contains(given, EncryptionContextSubset))
	);
}

/** A grant counts everywhere some minutes after it was made; before, the request brings a token of it. */
const counts = (grant: GrantRecord, { time, grantTokens = [] }: AuthorizationRequest): boolean =>
	time === undefined ||
	time >= grant.createdAt + LIMITS.grantSpreadMinutes * 60_000 ||
	grantTokens.some((token) => grant.tokens.includes(token));

export function fits(grant: GrantRecord, request: AuthorizationRequest, caller: PrincipalArn): boolean {
	const operation = request.action.replace(/^kms:/, '');
	return (
		grant.keyArn === request.keyArn &&
		isGrantee(grant, caller) &&
		grant.operations.includes(operation) &&
		holdsConstraints(grant.constraints ?? {}, request) &&
		(operation !== 'CreateGrant' || handsOn(grant, request)) &&
		counts(grant, request)
	);
}

export const mayRetire = (grant: GrantRecord, caller: PrincipalArn): boolean =>
	isOne(grant.retiring, caller) ||
	grant.retiringService === (caller as string) ||
	(isGrantee(grant, caller) && grant.operations.includes('RetireGrant')) ||
	accountOfPrincipal(caller) === grant.issuingAccount;
