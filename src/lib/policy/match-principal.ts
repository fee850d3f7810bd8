/**
 * Does a statement's Principal (or NotPrincipal) mean this caller, and as what?
 * Models: IAM User Guide, "AWS JSON policy elements: Principal", "NotPrincipal"; "Policy evaluation logic", resource-based
 * policies by principal type; KMS Developer Guide, "Default key policy" (the account principal).
 * Differs from AWS: a NotPrincipal spares a caller from a Deny only if all its names are listed (session, role, account),
 * and an Allow reaches it only if none is: the guide's warnings, taken strictly.
 */
import type { Caller } from './caller';
import type { CompiledPrincipal } from './compile';

/**
 * How a statement of the key policy means the caller. `account`: only as one of its account, so that the account's
 * IAM policies decide. All others are direct.
 */
export type PrincipalLevel =
	'user' | 'session' | 'role' | 'federated-user' | 'everyone' | 'service' | 'account';

/** Strongest first: the level least limited by boundary and session policy. */
export const LEVELS: readonly PrincipalLevel[] = [
	...(['user', 'session', 'federated-user', 'service', 'everyone', 'role', 'account'] as const)
];

/** Undefined when the statement is not about this caller. */
export function matchPrincipal(principal: CompiledPrincipal, caller: Caller): PrincipalLevel | undefined {
	if (principal.not) return undefined;
	const named = namedLevel(principal.names, caller);
	if (named && named !== 'account' && named !== 'role') return named;
	return principal.everyone ? 'everyone' : named;
}

/** A NotPrincipal with Deny reaches all but those whose every name is listed; with Allow, those with none listed. */
export function matchNotPrincipal(principal: CompiledPrincipal, caller: Caller, allows: boolean): boolean {
	if (principal.everyone) return false;
	const listed = (name: string): boolean => principal.names.has(name);
	return allows ? !caller.identities.some(listed) : !caller.identities.every(listed);
}

function namedLevel(names: ReadonlySet<string>, caller: Caller): PrincipalLevel | undefined {
	const { arn, kind, roleArn, record } = caller;
	const byId = record?.uniqueId !== undefined && names.has(record.uniqueId);
	switch (kind) {
		case 'service':
			return names.has(arn) ? 'service' : undefined;
		case 'user':
			if (names.has(arn) || byId) return 'user';
			break;
		case 'federated-user':
			if (names.has(arn)) return 'federated-user';
			break;
		case 'role-session':
			if (arn !== roleArn && names.has(arn)) return 'session';
			if ((roleArn !== undefined && names.has(roleArn)) || byId) return 'role';
			break;
		case 'root':
		case 'unknown':
			break;
	}
	return caller.account !== undefined && names.has(`arn:aws:iam::${caller.account}:root`)
		? 'account'
		: undefined;
}
