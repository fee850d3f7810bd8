/**
 * "Who can?": principals × operations on one key, each cell a decision that can be opened.
 * Models: IAM policy simulator's question, asked of every principal at once.
 * Differs from AWS: a role is asked as its own session; conditions are met only as far as the given call meets them.
 */
import { actionFacts } from '$lib/facts/kms-actions';
import type { Call } from './call';
import { readCaller } from './caller';
import { compilePolicy } from './compile';
import { authorize, type CallDecision } from './evaluate';
import type { PolicyKey, PolicyWorld } from './world';

export interface MatrixCell {
	readonly action: string;
	readonly decision: CallDecision;
	/** The call that was decided: `explain(world, call)` opens it. */
	readonly call: Call;
}
export interface MatrixRow {
	readonly principal: string;
	readonly account?: string;
	/** Of another account than the key, or a service. */
	readonly outside: boolean;
	readonly cells: readonly MatrixCell[];
}

export interface MatrixQuestion {
	readonly world: PolicyWorld;
	readonly key: PolicyKey;
	readonly actions: readonly string[];
	/** When not given: all of the world's, each account's root user, and whom the key's policy and grants name. */
	readonly principals?: readonly string[];
	/** What every call carries: encryption context, service in between, further condition keys. */
	readonly carrying?: Partial<Omit<Call, 'principal' | 'action' | 'keyRef' | 'region'>>;
}

/** The key's state is left out of account: a disabled key still has those who may use it. */
export function whoCan({
	world,
	key,
	actions,
	principals = [...new Set([...everyone(world), ...namedBy(key)])],
	carrying = {}
}: MatrixQuestion): MatrixRow[] {
	return principals.map((principal) => {
		const { account } = readCaller(world, principal);
		const cells = actions.map((action) => {
			const call = { ...carrying, principal, action, region: key.region, keyRef: key.arn };
			return { action, call, decision: authorize(world, call) };
		});
		return { principal, ...(account !== undefined && { account }), outside: account !== key.account, cells };
	});
}

export function everyone({ principals, completeAccounts = [] }: PolicyWorld): string[] {
	const roots = completeAccounts.map((account) => `arn:aws:iam::${account}:root`);
	return [...new Set([...roots, ...principals.map(({ arn }) => arn)])];
}

/** Whom the key itself names, be they of this world or not: users, roles, sessions, accounts and services. */
function namedBy({ policy, grants = [] }: PolicyKey): string[] {
	const { statements } = compilePolicy(policy, 'key-policy');
	const grantees = grants.flatMap(({ granteePrincipal, granteeServicePrincipal }) => [
		granteePrincipal,
		granteeServicePrincipal
	]);
	return [...statements.flatMap(({ principal }) => [...(principal?.names ?? [])]), ...grantees].filter(
		// What a deleted principal leaves is nobody, and "*" is everyone.
		(name): name is string => name !== undefined && /^arn:|\.amazonaws\.com(\.cn)?$/.test(name)
	);
}

/** The rows from outside the key's account that may do something: "Can anyone outside this account use it?" */
export const outsiders = (rows: readonly MatrixRow[]): MatrixRow[] =>
	rows
		.filter(({ outside }) => outside)
		.map((row) => ({ ...row, cells: row.cells.filter(({ decision }) => decision.decision === 'allow') }))
		.filter(({ cells }) => cells.length > 0);

/** What a matrix is worth asking for a key: actions on a key that its usage supports. */
export function actionsFor({ keyUsage, keySpec }: PolicyKey): string[] {
	const use: Readonly<Record<string, readonly string[]>> = {
		ENCRYPT_DECRYPT: ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo'],
		SIGN_VERIFY: ['Sign', 'Verify'],
		GENERATE_VERIFY_MAC: ['GenerateMac', 'VerifyMac'],
		KEY_AGREEMENT: ['DeriveSharedSecret'],
		ENCAPSULATE_DECAPSULATE: ['Encapsulate', 'Decapsulate']
	};
	const dataKeys =
		keySpec === 'SYMMETRIC_DEFAULT' ? ['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'] : [];
	const publicKey = keySpec === 'SYMMETRIC_DEFAULT' || keySpec.startsWith('HMAC') ? [] : ['GetPublicKey'];
	const manage = ['DescribeKey', 'CreateGrant', 'ListGrants', 'RevokeGrant', 'GetKeyPolicy', 'PutKeyPolicy'];
	const life = [
		'EnableKey',
		'DisableKey',
		'EnableKeyRotation',
		'TagResource',
		'ScheduleKeyDeletion',
		'CancelKeyDeletion'
	];
	return [...(use[keyUsage] ?? []), ...dataKeys, ...publicKey, ...manage, ...life]
		.map((name) => `kms:${name}`)
		.filter((action) => actionFacts(action));
}
