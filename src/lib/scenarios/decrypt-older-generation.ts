import { createAlias, createKey, decrypt, encrypt, rotateNow, seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const decryptOlderGeneration: Scenario = {
	id: 'decrypt-older-generation',
	title: 'Decrypt with an older generation',
	summary: 'The ciphertext names the material that sealed it, so rotation breaks nothing.',
	seed: seedOf('glass-kms older generation'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations'), encrypt('Before')],
	steps: [rotateNow, { ...rotateNow, phase: 'Rotate again' }, decrypt('Decrypt what is old')]
};
