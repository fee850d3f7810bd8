/** Secrets Manager when a key dies: each value needs KMS, at once. Source: Secrets Manager User Guide (2026). */
import { isNamed, type WhenKeyDies } from '../fate';

export const SECRETS_MANAGER_FATE: WhenKeyDies = {
	fateOf:
		() =>
		({ type }) =>
			type === 'secret'
				? { ends: 'now', then: 'takes no new value', shows: 'EncryptionFailure' }
				: { ends: 'now', then: 'cannot be read', shows: 'DecryptionFailure' },
	names: (losing) => (resource) => resource.type === 'secret' && isNamed(resource.body['keyId'], losing)
};
