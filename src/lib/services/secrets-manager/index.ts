/** AWS Secrets Manager. Source: its User Guide, "Secret encryption and decryption" (2026). */
import type { ServiceModule } from '../service';

export const SECRETS_MANAGER: ServiceModule = {
	CreateSecret: async () => (await import('./create-secret')).createSecret,
	PutSecretValue: async () => (await import('./put-secret-value')).putSecretValue,
	GetSecretValue: async () => (await import('./get-secret-value')).getSecretValue,
	UpdateSecret: async () => (await import('./update-secret')).updateSecret,
	PutResourcePolicy: async () => (await import('./put-resource-policy')).putResourcePolicy
};
