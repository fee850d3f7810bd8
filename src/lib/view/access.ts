/** What the page does with decisions: makes suggested changes real, and shows them before. */
import type { Acting, Command } from '$lib/domain/entry';
import { accountId, accountOfPrincipal, parseKmsArn, region, type PrincipalArn } from '$lib/domain/ids';
import { applyChange, type Change, type Situation } from '$lib/policy/edits';
import { CAST } from '$lib/world/cast';
import type { Session } from './session.svelte';

export const REGIONS = ['eu-west-1', 'us-east-1', 'us-west-2', 'eu-central-1', 'ap-northeast-1'] as const;

export const accountOf = (arn: string): string => arn.split(':')[4] ?? '';
export const nameOf = (arn: string): string =>
	arn.endsWith(':root') ? 'root user' : (arn.split('/').at(-1) ?? arn);

/** Who manages an account here: its administrator, or else its root user. */
export const administratorOf = (account: string): string =>
	CAST.find(
		(one) => accountOf(one.arn) === account && one.identityPolicies[0]?.name === 'AdministratorAccess'
	)?.arn ?? `arn:aws:iam::${account}:root`;

/** @param account whose keys are meant, where the caller has no account of its own: a service. */
export const actingAs = (arn: string, where: string, account?: string): Acting => ({
	caller: arn as PrincipalArn,
	account: accountId(accountOfPrincipal(arn) ?? account ?? ''),
	region: region(where)
});

/** As IAM takes it for a role session. Source: STS API Reference, AssumeRole, `RoleSessionName`. */
export const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/** The session that AssumeRole gives under this name. */
export const sessionOf = (role: string, name: string): string =>
	`arn:aws:sts::${accountOf(role)}:assumed-role/${nameOf(role)}/${name}`;

/** Makes a change real, by the calls that an administrator of the account would make. @returns what was done, in words. */
export async function applyToWorld(session: Session, situation: Situation, change: Change): Promise<string> {
	const { acting } = session;
	const run = async (command: Command, done: string): Promise<string> => {
		const { entry } = await session.run(command);
		return entry.outcome.ok ? done : `${entry.outcome.error.code}: ${entry.outcome.error.message}`;
	};
	const kms = (arn: string, operation: string, input: object): Command => {
		const key = parseKmsArn(arn);
		const account = key?.account ?? acting.account;
		const as = actingAs(administratorOf(account), key?.region ?? acting.region);
		return { type: 'kms', operation, input, ...as } as Command;
	};
	switch (change.change) {
		case 'policy': {
			const { kind, owner, after } = change;
			if (kind === 'key-policy')
				return run(
					kms(owner, 'PutKeyPolicy', { KeyId: owner, Policy: textOf(after ?? {}) }),
					'The key policy was replaced.'
				);
			const { world } = applyChange(situation, change);
			if (kind === 'identity-policy' || kind === 'permissions-boundary') {
				const principal = world.principals.find((one) => one.arn === owner);
				if (!principal) return `${owner} is not in this world.`;
				return run(
					{ type: 'iam.putPrincipal', principal, ...acting },
					`What IAM says about ${nameOf(owner)} was changed.`
				);
			}
			if (world.organization && (kind === 'service-control-policy' || kind === 'resource-control-policy'))
				return run(
					{ type: 'iam.putOrganization', organization: world.organization, ...acting },
					'The policies of the organization were changed.'
				);
			return 'This policy belongs to the call, not to the world.';
		}
		case 'grant': {
			const { keyArn, before, after } = change;
			if (before) {
				const revoked = await run(
					kms(keyArn, 'RevokeGrant', { KeyId: keyArn, GrantId: before.grantId }),
					'The grant was revoked.'
				);
				if (!after) return revoked;
			}
			if (!after) return '';
			const input = {
				KeyId: keyArn,
				GranteePrincipal: after.granteePrincipal,
				Operations: after.operations,
				...(after.constraints && { Constraints: after.constraints })
			};
			return run(
				kms(keyArn, 'CreateGrant', input),
				'The grant was made. Without its token it counts once it is known everywhere: advance five minutes.'
			);
		}
		case 'key-state': {
			if (change.after === 'Disabled')
				return run(kms(change.keyArn, 'DisableKey', { KeyId: change.keyArn }), 'The key was disabled.');
			if (change.before === 'PendingDeletion')
				await session.run(kms(change.keyArn, 'CancelKeyDeletion', { KeyId: change.keyArn }));
			return run(kms(change.keyArn, 'EnableKey', { KeyId: change.keyArn }), 'The key was enabled.');
		}
		case 'call': {
			if (change.field === 'principal' && typeof change.after === 'string') {
				session.act(actingAs(change.after, acting.region, acting.account));
				return `${nameOf(change.after)} acts now. Make the call again.`;
			}
			if (change.field === 'region' && typeof change.after === 'string') {
				session.act({ ...acting, region: region(change.after) });
				return `Calls go to ${change.after} now. Make the call again.`;
			}
			return 'Make the call again with this.';
		}
	}
}

export const textOf = (source: unknown): string =>
	typeof source === 'string' ? source : JSON.stringify(source, null, 2);

export interface DiffLine {
	readonly sign: '+' | '−';
	readonly text: string;
}

/** A change as lines: statements that come and go, or the value before and after. */
export function diffOf(change: Change): readonly DiffLine[] {
	if (change.change === 'policy') {
		const [before, after] = [statementsOf(change.before), statementsOf(change.after)];
		return [
			...before.filter((one) => !after.includes(one)).map((text): DiffLine => ({ sign: '−', text })),
			...after.filter((one) => !before.includes(one)).map((text): DiffLine => ({ sign: '+', text }))
		];
	}
	const lines = (sign: DiffLine['sign'], value: unknown): DiffLine[] =>
		value === undefined ? [] : [{ sign, text: textOf(value) }];
	return [...lines('−', change.before), ...lines('+', change.after)];
}

export function whereOf(change: Change): string {
	switch (change.change) {
		case 'policy':
			return change.kind === 'key-policy'
				? `Key policy of ${change.owner}`
				: `${change.kind.replaceAll('-', ' ')} “${change.name}” of ${change.owner}`;
		case 'grant':
			return `Grant on ${change.keyArn}`;
		case 'key-state':
			return `State of ${change.keyArn}`;
		case 'call':
			return `The call: ${change.field}`;
	}
}

function statementsOf(source: unknown): readonly string[] {
	if (source === undefined) return [];
	try {
		const policy = (typeof source === 'string' ? JSON.parse(source) : source) as { Statement?: unknown };
		return [policy.Statement ?? []].flat().map((one) => JSON.stringify(one, null, 2));
	} catch {
		return [textOf(source)];
	}
}
