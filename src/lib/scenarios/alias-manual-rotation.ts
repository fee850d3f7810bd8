import { createAlias, createKey, CONTEXT, decrypt, seedOf, START, TEXT } from './parts';
import { keyIdAt, kms, type Scenario, type ScenarioStep } from './scenario';

const encryptByAlias = (phase: string, name: string): ScenarioStep => ({
	phase,
	name,
	command: kms('Encrypt', { KeyId: 'alias/invitations', Plaintext: TEXT, EncryptionContext: CONTEXT })
});

export const aliasManualRotation: Scenario = {
	id: 'alias-manual-rotation',
	title: 'Manual rotation behind an alias',
	summary: 'The alias moves to another key. New data goes there; old data still needs the old key.',
	note: 'Automatic rotation is possible every 90 to 2,560 days. Reasons left for this: shorter periods, and keys that cannot rotate.',
	seed: seedOf('glass-kms alias'),
	startsAt: START,
	setup: [createKey('old'), createAlias('alias/invitations'), encryptByAlias('Before', 'sealed')],
	steps: [
		createKey('new'),
		{
			phase: 'Re-hang the alias',
			command: kms('UpdateAlias', (so) => ({ AliasName: 'alias/invitations', TargetKeyId: keyIdAt(so, 1) }))
		},
		encryptByAlias('Encrypt by alias', 'second'),
		decrypt('Old data, old key')
	]
};
