/**
 * EBS and EC2 when a key dies: an attached volume works on with the data key in its host's memory; all else needs KMS.
 * Source: Amazon EBS User Guide, "How EBS encryption works" (2024 or later).
 */
import { heldUntil, holdsKey, type Fate, type WhenKeyDies } from '../fate';

export const EC2_FATE: WhenKeyDies = {
	fateOf:
		({ state }) =>
		(resource): Fate | undefined => {
			const shows = 'EBS Volume Notification';
			switch (resource.type) {
				case 'volume':
					return holdsKey(resource, state)
						? {
								ends: 'later',
								...heldUntil(resource),
								still: 'reads and writes as long as it stays attached',
								then: 'cannot be attached again, nor its instance started',
								shows
							}
						: { ends: 'now', then: 'cannot be attached', shows };
				case 'snapshot':
					return { ends: 'now', then: 'no volume can be made of it, and no copy', shows };
				case 'image':
					return { ends: 'now', then: 'cannot be launched' };
				default:
					return resource.sealed.length > 0 ? { ends: 'now', then: 'cannot be used' } : undefined;
			}
		}
};
