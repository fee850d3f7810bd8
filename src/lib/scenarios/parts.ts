/** Steps that several scenarios share. */
import { utf8 } from '$lib/domain/bytes';
import { answerOf, keyIdAt, kms, type ScenarioStep } from './scenario';

export const START = Date.UTC(2026, 10, 24, 9);
export const TEXT = utf8('Meet me at the museum at noon.');
export const CONTEXT = { purpose: 'invitation' } as const;

/** A seed that is a name: readable in the link's world, the same everywhere. 32 bytes, hex. */
export const seedOf = (name: string): string =>
	[...utf8(name.padEnd(32, '.').slice(0, 32))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export const createKey = (description: string): ScenarioStep => ({
	phase: 'Create a key',
	command: kms('CreateKey', { Description: description })
});
export const createAlias = (name: string, index = 0): ScenarioStep => ({
	phase: 'Name it',
	command: kms('CreateAlias', (so) => ({ AliasName: name, TargetKeyId: keyIdAt(so, index) }))
});
export const encrypt = (phase: string, name = 'sealed', fails?: string): ScenarioStep => ({
	phase,
	name,
	...(fails && { fails }),
	command: kms('Encrypt', (so) => ({ KeyId: keyIdAt(so, 0), Plaintext: TEXT, EncryptionContext: CONTEXT }))
});
export const decrypt = (phase: string, of = 'sealed', fails?: string): ScenarioStep => ({
	phase,
	...(fails && { fails }),
	command: kms('Decrypt', (so) => ({
		CiphertextBlob: answerOf<'Encrypt', 'CiphertextBlob'>(so, of, 'CiphertextBlob'),
		EncryptionContext: CONTEXT
	}))
});
/** Moves what was sealed to the key at `to`, in the order of their making; the answer is called `moved`. */
export const moveSealed = (phase: string, to: number): ScenarioStep => ({
	phase,
	name: 'moved',
	command: kms('ReEncrypt', (so) => ({
		CiphertextBlob: answerOf<'Encrypt', 'CiphertextBlob'>(so, 'sealed', 'CiphertextBlob'),
		SourceEncryptionContext: CONTEXT,
		DestinationEncryptionContext: CONTEXT,
		DestinationKeyId: keyIdAt(so, to)
	}))
});
export const sealMessage: ScenarioStep = {
	phase: 'Seal',
	name: 'message',
	command: (so) => ({
		type: 'client.seal',
		name: 'invitation.txt',
		plaintext: TEXT,
		keyIds: [keyIdAt(so, 0)],
		context: CONTEXT,
		...so.acting
	})
};
export const openMessage: ScenarioStep = {
	phase: 'Open',
	command: (so) => {
		const message = so.done.get('message')?.bytes;
		if (!message) throw new Error('expected the sealed message');
		return { type: 'client.open', name: 'invitation.txt', message, ...so.acting };
	}
};
export const rotateNow: ScenarioStep = {
	phase: 'Rotate',
	command: kms('RotateKeyOnDemand', (so) => ({ KeyId: keyIdAt(so, 0) }))
};
export const scheduleDeletion: ScenarioStep = {
	phase: 'Schedule deletion',
	command: kms('ScheduleKeyDeletion', (so) => ({ KeyId: keyIdAt(so, 0), PendingWindowInDays: 7 }))
};
