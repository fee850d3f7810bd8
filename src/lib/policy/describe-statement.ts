/**
 * A statement as one sentence of plain English.
 * Models: IAM User Guide, "IAM JSON policy elements reference".
 * Differs from AWS: the visual editor of the console shows tables; here each statement can be read aloud.
 */
import type { PolicyKind, PrincipalEntry, Statement } from './document';
import { describeClause, listOf } from './describe-condition';

/** `Allows user alice to call Decrypt on this key, when kms:ViaService is "s3.us-east-1.amazonaws.com".` */
export function describeStatement(statement: Statement, kind: PolicyKind): string {
	const { effect, conditions } = statement;
	if (statement.action.entries.length === 0 || statement.resource.entries.length === 0)
		return `Has no effect: it names no ${statement.action.entries.length === 0 ? 'action' : 'resource'}.`;
	const verb = effect === 'Allow' ? 'Allows' : 'Denies';
	const when = conditions.length > 0 ? `, when ${listOf(conditions.map(describeClause), 'and')}` : '';
	const delegation = isDelegation(statement) ? ', as far as IAM policies of that account allow it' : '';
	const limit =
		effect === 'Allow' && LIMITS.has(kind)
			? ' Nobody gains a right by it; what it leaves out is refused.'
			: '';
	return `${verb} ${whoOf(statement, kind)} ${effect === 'Allow' ? 'to call' : 'calling'} ${actionsOf(statement)} on ${resourcesOf(statement, kind)}${when}${delegation}.${limit}`;
}

const LIMITS: ReadonlySet<PolicyKind> = new Set<PolicyKind>([
	...(['permissions-boundary', 'session-policy', 'service-control-policy', 'vpc-endpoint-policy'] as const)
]);

const isAccount = ({ type, value }: PrincipalEntry): boolean =>
	type === 'AWS' && (/^\d{12}$/.test(value) || value.endsWith(':root'));
const isDelegation = ({ effect, principal }: Statement): boolean =>
	effect === 'Allow' &&
	principal?.not === false &&
	principal.entries.length > 0 &&
	principal.entries.every(isAccount);

function whoOf({ principal }: Statement, kind: PolicyKind): string {
	if (!principal)
		return kind === 'service-control-policy'
			? 'the principals of the account'
			: kind === 'session-policy'
				? 'the session'
				: 'the identity it is attached to';
	const names = principal.entries.map(describePrincipal);
	return principal.not ? `everyone but ${listOf(names, 'and')}` : listOf(names, 'and');
}

export function describePrincipal({ type, value }: PrincipalEntry): string {
	if (value === '*') return 'everyone';
	if (type === 'Service') return `the service ${value}`;
	if (type !== 'AWS') return `the ${type === 'Federated' ? 'identity provider' : 'canonical user'} ${value}`;
	if (/^\d{12}$/.test(value)) return `account ${value}`;
	const [, account, rest = ''] = /^arn:[^:]*:(?:iam|sts)::(\d{12}):(.+)$/.exec(value) ?? [];
	if (account === undefined) return `a deleted principal (${value})`;
	const [kind, name = '', session] = rest.split('/');
	switch (kind) {
		case 'root':
			return `account ${account}`;
		case 'user':
			return `user ${rest.split('/').at(-1)} of account ${account}`;
		case 'role':
			return `role ${rest.split('/').at(-1)} of account ${account}`;
		case 'assumed-role':
			return `session ${session} of role ${name} of account ${account}`;
		default:
			return `federated user ${name} of account ${account}`;
	}
}

function actionsOf({ action }: Statement): string {
	const names = action.entries.map((entry) => {
		if (entry === '*') return 'every action of every service';
		const kms = /^kms:(.+)$/i.exec(entry)?.[1];
		if (kms === '*') return 'every KMS operation';
		if (kms?.endsWith('*')) return `every operation that begins with ${kms.slice(0, -1)}`;
		return kms ?? entry;
	});
	return action.not ? `everything but ${listOf(names, 'and')}` : listOf(names, 'and');
}

function resourcesOf({ resource }: Statement, kind: PolicyKind): string {
	const names = resource.entries.map((entry) => {
		if (entry === '*') return kind === 'key-policy' ? 'this key' : 'every resource';
		const [, region, account, key] = /^arn:[^:]*:kms:([^:]*):([^:]*):key\/(.+)$/.exec(entry) ?? [];
		if (key === undefined) return entry;
		const where = `of account ${account} in ${region === '*' ? 'every Region' : region}`;
		return key === '*' ? `every key ${where}` : `key ${key} ${where}`;
	});
	return resource.not ? `every resource but ${listOf(names, 'and')}` : listOf(names, 'and');
}
