import { CONTEXT, createAlias, createKey, encrypt, rotateNow, seedOf, START } from './parts';
import { answerOf, keyIdAt, kms, type Scenario } from './scenario';

export const reEncrypt: Scenario = {
	id: 're-encrypt',
	title: 'Re-encrypt old data',
	summary:
		'Rotation leaves old data under its old generation. ReEncrypt moves it, and no plaintext comes out.',
	seed: seedOf('glass-kms re-encrypt'),
	startsAt: START,
	setup: [createKey('invitations'), createAlias('alias/invitations'), encrypt('Before')],
	steps: [
		rotateNow,
		{
			phase: 'ReEncrypt',
			command: kms('ReEncrypt', (so) => ({
				CiphertextBlob: answerOf<'Encrypt', 'CiphertextBlob'>(so, 'sealed', 'CiphertextBlob'),
				SourceEncryptionContext: CONTEXT,
				DestinationEncryptionContext: CONTEXT,
				DestinationKeyId: keyIdAt(so, 0)
			}))
		}
	]
};
