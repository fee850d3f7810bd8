import { createAlias, createKey, decrypt, encrypt, seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const directEncrypt: Scenario = {
	id: 'direct-encrypt',
	title: 'Encrypt directly, up to 4,096 bytes',
	summary: 'A short text travels to KMS, is sealed inside the HSM, and comes back as ciphertext.',
	seed: seedOf('glass-kms direct-encrypt'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations')],
	steps: [encrypt('Encrypt'), decrypt('Decrypt')]
};
