import { createAlias, createKey, sealMessage, seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const envelopeSeal: Scenario = {
	id: 'envelope-seal',
	title: 'Seal an envelope',
	summary: 'KMS gives a data key twice; the text is sealed here, and only the wrapped key stays with it.',
	seed: seedOf('glass-kms envelope'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations')],
	steps: [sealMessage]
};
