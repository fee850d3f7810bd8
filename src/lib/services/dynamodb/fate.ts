/**
 * DynamoDB when a key dies: the table key stays cached up to five minutes without use; then requests are refused, the
 * table becomes inaccessible when DynamoDB looks, and is archived after seven days. A policy it does not notice.
 * Source: DynamoDB Developer Guide, "Encryption at rest" (2020, 2026).
 */
import { asUser, contextOf, heldUntil, holdsKey, textIn, type Fate, type WhenKeyDies } from '../fate';

export const DYNAMODB_FATE: WhenKeyDies = {
	fateOf:
		({ state, loss }) =>
		(resource): Fate => {
			const isItem = resource.type === 'item';
			const table = isItem ? state.resources.get(textIn(resource, 'table')) : resource;
			if (table?.status !== 'ACTIVE')
				return { ends: 'now', then: 'is inaccessible already', shows: 'ResourceInUseException' };
			const noticed = 'becomes INACCESSIBLE_ENCRYPTION_CREDENTIALS; after seven days it is archived';
			const then = isItem
				? 'cannot be read'
				: `answers no request${loss === 'denied' ? '' : `, and ${noticed}`}`;
			// The table key is opened by its ciphertext alone: a deleted key is denied, not missed.
			const shows =
				loss === 'denied' || loss === 'deleted' ? 'KMSAccessDeniedException' : 'ValidationException';
			if (!holdsKey(table, state)) return { ends: 'now', then, shows };
			const still = 'reads and writes go on with the cached table key';
			return { ends: 'later', ...heldUntil(table), still, then, shows };
		},
	use: (state) => (resource) => {
		const table =
			resource.type === 'item' ? (state.resources.get(textIn(resource, 'table')) ?? resource) : resource;
		return {
			ways: [asUser(contextOf(table), 'kms:Decrypt')],
			permission: { action: 'dynamodb:GetItem', resourceArn: table.arn, owner: table.account }
		};
	}
};
