/**
 * RDS when a key dies: an instance runs until RDS notices, is recoverable for seven days, and then only a backup helps.
 * A changed policy matters only when it denies: RDS has a grant, and notices nothing until the next start.
 * Source: Amazon RDS User Guide, "Encrypting Amazon RDS resources" (2023).
 */
import { KEY_WATCHES, nextLook } from '$lib/facts/key-watches';
import { asUser, contextOf, holdsKey, type Ask, type Fate, type WhenKeyDies } from '../fate';
import { grantee } from '../callers';
import type { SnapshotBody, Storage } from './records';

const NOT_ACCESSIBLE = 'KMSKeyNotAccessibleFault';

export const RDS_FATE: WhenKeyDies = {
	fateOf:
		({ state, loss }) =>
		(resource): Fate => {
			if (resource.type !== 'instance')
				return { ends: 'now', then: 'cannot be restored or copied', shows: NOT_ACCESSIBLE };
			if (resource.watch?.over)
				return { ends: 'now', then: 'is lost already, but for its backups', shows: 'InvalidDBInstanceState' };
			if (!holdsKey(resource, state))
				return { ends: 'now', then: 'cannot be started', shows: NOT_ACCESSIBLE };
			if (loss === 'denied')
				return {
					...{ ends: 'later', still: 'runs until it is stopped' },
					...{ then: 'cannot be started', shows: NOT_ACCESSIBLE }
				};
			const rule = KEY_WATCHES['rds instance'];
			return {
				...{ ends: 'later', still: 'runs until RDS notices' },
				...(rule && { until: nextLook(rule, resource.memory, state.time) }),
				then: 'stops; seven days later it is lost, but for its backups',
				shows: 'inaccessible-encryption-credentials-recoverable'
			};
		},
	use: () => (resource) => {
		const { account, region, type } = resource;
		const { grant } = resource.body as unknown as Storage;
		const context = contextOf(resource);
		const byRds = (more: object): Ask => ({
			...{ action: 'kms:Decrypt', ...(context && { context }) },
			by: { principal: grantee({ service: 'rds' }, region), ...more }
		});
		const byGrant = byRds({ tokens: [grant.token] });
		if (type === 'instance') return { ways: [[byGrant]] };
		const { sharedWith } = resource.body as unknown as SnapshotBody;
		const grants: Ask = {
			action: 'kms:CreateGrant',
			operations: ['Decrypt', 'GenerateDataKeyWithoutPlaintext', 'DescribeKey', 'CreateGrant', 'RetireGrant']
		};
		return {
			ways: [
				// Restored under its own key; copied to another one.
				[...asUser(undefined, 'kms:DescribeKey'), grants, byGrant],
				[grants, byRds({ granted: true })]
			],
			permission: {
				action: 'rds:CopyDBSnapshot',
				resourceArn: `arn:aws:rds:${region}:${account}:snapshot:*`
			},
			accounts: [account, ...sharedWith]
		};
	}
};
