/**
 * DynamoDB when a key dies: the table key stays cached up to five minutes without use; then the table is inaccessible,
 * and archived after seven days. Source: DynamoDB Developer Guide, "Encryption at rest" (2020, 2026).
 */
import { heldUntil, holdsKey, textIn, type Fate, type WhenKeyDies } from '../fate';

export const DYNAMODB_FATE: WhenKeyDies = {
	fateOf:
		({ state }) =>
		(resource): Fate => {
			const isItem = resource.type === 'item';
			const table = isItem ? state.resources.get(textIn(resource, 'table')) : resource;
			const then = isItem
				? 'cannot be read'
				: 'becomes inaccessible; after seven days it is backed up and archived';
			const shows = 'INACCESSIBLE_ENCRYPTION_CREDENTIALS';
			if (!table || !holdsKey(table, state)) return { ends: 'now', then, shows };
			const still = 'reads and writes go on with the cached table key';
			return { ends: 'later', ...heldUntil(table), still, then, shows };
		}
};
