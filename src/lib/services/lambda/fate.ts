/** Lambda when a key dies: warm environments work on; the next cold start fails. Source: Lambda Developer Guide, API Invoke. */
import { errorsLike, heldUntil, holdsKey, type WhenKeyDies } from '../fate';

export const LAMBDA_FATE: WhenKeyDies = {
	fateOf({ state, loss }) {
		const shows = errorsLike('KMS', 'Exception')[loss];
		return (resource) =>
			holdsKey(resource, state)
				? {
						ends: 'later',
						...heldUntil(resource),
						still: 'warm environments answer',
						then: 'the next cold start fails',
						shows
					}
				: { ends: 'now', then: 'cannot start: its variables stay encrypted', shows };
	}
};
