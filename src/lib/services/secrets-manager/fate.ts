/** Secrets Manager when a key dies: each value needs KMS, at once. Source: Secrets Manager User Guide (2026). */
import { asUser, contextOf, isNamed, textIn, type WhenKeyDies } from '../fate';

export const SECRETS_MANAGER_FATE: WhenKeyDies = {
	fateOf: ({ loss }) => {
		const denied = loss === 'denied';
		// Each value is opened by its ciphertext alone: a deleted key is denied, not missed.
		const reading = denied || loss === 'deleted' ? 'AccessDeniedException' : 'DecryptionFailure';
		return ({ type }) =>
			type === 'secret'
				? {
						...{ ends: 'now', then: 'takes no new value' },
						shows: denied ? 'AccessDeniedException' : 'EncryptionFailure'
					}
				: { ends: 'now', then: 'cannot be read', shows: reading };
	},
	use: (state) => (resource) => {
		const isSecret = resource.type === 'secret';
		const secret = isSecret ? resource : (state.resources.get(textIn(resource, 'secret')) ?? resource);
		const policy = textIn(secret, 'policy');
		const permission = {
			action: isSecret ? 'secretsmanager:PutSecretValue' : 'secretsmanager:GetSecretValue',
			...{ resourceArn: secret.arn, owner: secret.account },
			...(policy !== '' && { policy })
		};
		return isSecret
			? { ways: [asUser({ SecretARN: secret.arn }, 'kms:GenerateDataKey')], permission }
			: { ways: [asUser(contextOf(resource), 'kms:Decrypt')], permission };
	},
	names: (losing) => (resource) =>
		resource.type === 'secret' && isNamed(resource.body['keyId'], resource, losing)
};
