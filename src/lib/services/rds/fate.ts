/**
 * RDS when a key dies: an instance runs until RDS notices, is recoverable for seven days, and then only a backup helps.
 * Source: Amazon RDS User Guide, "Encrypting Amazon RDS resources" (2023).
 */
import { holdsKey, type Fate, type WhenKeyDies } from '../fate';

export const RDS_FATE: WhenKeyDies = {
	fateOf:
		({ state }) =>
		(resource): Fate => {
			if (resource.type !== 'instance')
				return { ends: 'now', then: 'cannot be restored or copied', shows: 'KMSKeyNotAccessibleFault' };
			const shows = 'inaccessible-encryption-credentials-recoverable';
			const then = 'stops; seven days later it is lost, but for its backups';
			return holdsKey(resource, state)
				? { ends: 'later', still: 'runs until RDS notices', then, shows }
				: { ends: 'now', then: 'cannot be started', shows: 'KMSKeyNotAccessibleFault' };
		}
};
