/**
 * Who calls, and under which names a policy may know them: a session is also its role, and everyone is their account.
 * Models: IAM User Guide, "AWS JSON policy elements: Principal"; "How permissions and policies provide access".
 * Differs from AWS: a role ARN itself may call; it counts as a session of that role whose name nobody wrote down.
 */
import { findPrincipal, findRole, type PolicyWorld, type PrincipalRecord } from './world';

export type CallerKind = 'root' | 'user' | 'role-session' | 'federated-user' | 'service' | 'unknown';

export interface Caller {
	/** As the request names it; error messages show this. */
	readonly arn: string;
	readonly kind: CallerKind;
	/** Absent for a service in its own name. */
	readonly account?: string;
	/** The role of a session, with its path where the world knows it. */
	readonly roleArn?: string;
	/** Of a user: its name. Of a session: the session's name. */
	readonly name: string;
	/** aws:PrincipalArn: for a session the role's ARN. */
	readonly principalArn: string;
	readonly record?: PrincipalRecord;
	/** SCPs never limit these. */
	readonly serviceLinked: boolean;
	/** Every name under which a statement of Principal may mean this caller, its account last. */
	readonly identities: readonly string[];
}

const IAM = /^arn:aws[a-z-]*:iam::(\d{12}):(root|user|role)(?:\/(.+))?$/;
const STS = /^arn:aws[a-z-]*:sts::(\d{12}):(assumed-role|federated-user)\/([^/]+)(?:\/(.+))?$/;

export const accountRoot = (account: string): string => `arn:aws:iam::${account}:root`;

export function readCaller(world: PolicyWorld, arn: string): Caller {
	const iam = IAM.exec(arn);
	if (iam) return iamCaller(world, arn, iam);
	const sts = STS.exec(arn);
	if (sts) return sessionCaller(world, arn, sts);
	const service = /\.amazonaws\.com(\.cn)?$/.test(arn);
	const name = { name: arn, principalArn: arn, serviceLinked: false, identities: [arn] };
	return { arn, kind: service ? 'service' : 'unknown', ...name };
}

function iamCaller(
	world: PolicyWorld,
	arn: string,
	[, account = '', kind, name = '']: RegExpExecArray
): Caller {
	const record = findPrincipal(world, arn);
	const root = accountRoot(account);
	return {
		...{ arn, account, principalArn: arn },
		kind: kind === 'root' ? 'root' : kind === 'user' ? 'user' : 'role-session',
		name: name.split('/').at(-1) ?? name,
		...(kind === 'role' && { roleArn: arn }),
		...(record && { record }),
		serviceLinked: kind === 'role' && name.startsWith('aws-service-role/'),
		identities: arn === root ? [root] : [arn, root]
	};
}

function sessionCaller(
	world: PolicyWorld,
	arn: string,
	[, account = '', kind, of = '', session = '']: RegExpExecArray
): Caller {
	const root = accountRoot(account);
	if (kind === 'federated-user') {
		const record = findPrincipal(world, arn);
		const names = { name: of, principalArn: arn, serviceLinked: false, identities: [arn, root] };
		return { arn, kind, account, ...names, ...(record && { record }) };
	}
	const record = findRole(world, account, of);
	const roleArn = record?.arn ?? `arn:aws:iam::${account}:role/${of}`;
	return {
		...{ arn, account, roleArn, principalArn: roleArn, kind: 'role-session', name: session },
		...(record && { record }),
		serviceLinked: roleArn.includes(':role/aws-service-role/') || of.startsWith('AWSServiceRoleFor'),
		identities: [arn, roleArn, root]
	};
}
