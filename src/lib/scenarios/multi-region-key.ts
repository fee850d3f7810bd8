import { did } from './checks';
import { CONTEXT, createAlias, encrypt, seedOf, START } from './parts';
import { createKeyOf, inRegion, wait } from './outside';
import { answerOf, keyIdAt, kms, type Scenario, type ScenarioStep } from './scenario';

const FAR = 'us-east-1';

const decryptThere = (phase: string, fails?: string): ScenarioStep => ({
	phase,
	...(fails !== undefined && { fails }),
	command: inRegion(
		FAR,
		kms('Decrypt', (so) => ({
			CiphertextBlob: answerOf<'Encrypt', 'CiphertextBlob'>(so, 'sealed', 'CiphertextBlob'),
			EncryptionContext: CONTEXT
		}))
	)
});
const replicate: ScenarioStep = {
	phase: 'Replicate the key',
	command: kms('ReplicateKey', (so) => ({ KeyId: keyIdAt(so, 0), ReplicaRegion: FAR }))
};
const ready = wait('Seconds later');

export const multiRegionKey: Scenario = {
	id: 'multi-region-key',
	title: 'One key in two Regions',
	question: 'Can one Region open what another has sealed?',
	summary: 'A replica has the same key id and the same material, so it opens what the primary sealed.',
	note: 'For ciphertext of your own application. A snapshot still has to be copied and encrypted again: EBS uses a multi-Region key like any key of one Region.',
	seed: seedOf('glass-kms multi-Region'),
	startsAt: START,
	setup: [
		createKeyOf('Create a key', { Description: 'orders', MultiRegion: true }),
		createAlias('alias/orders')
	],
	steps: [
		encrypt('Seal at home'),
		decryptThere('Elsewhere: no such key', 'AccessDeniedException'),
		replicate,
		ready,
		decryptThere('Elsewhere: it opens')
	],
	predict: {
		before: 4,
		question: 'The replica has never seen this ciphertext. Does it open it?',
		choices: [
			{
				text: 'Yes: it has the same material',
				says: 'Both keys have the same id and the same key material.'
			},
			{
				means: 'refused',
				text: 'No: it is another key',
				says: 'It has its own policy and aliases, but the same material.'
			},
			{
				text: 'Yes: KMS asks the other Region',
				says: 'No call goes to the other Region: each replica works alone.'
			}
		],
		right: 0
	},
	goal: {
		from: 'end',
		task: 'Disable the key at home, and open the text in the other Region all the same.',
		checks: [
			{ label: 'The key at home is Disabled', holds: did('DisableKey') },
			{
				label: 'It opens in the other Region',
				holds: did('Decrypt', ({ command }) => command['region'] === FAR)
			}
		],
		hints: {
			look: 'Where, at the top of the lab, chooses the Region.',
			think: 'Enabled and Disabled belong to each key of the set by itself.'
		},
		solution: [
			{ phase: 'Disable', command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
			decryptThere('Open there')
		],
		nearMiss: [
			{
				phase: 'Disable there',
				command: inRegion(
					FAR,
					kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) }))
				)
			},
			decryptThere('Open there', 'DisabledException')
		]
	},
	chapter: 'kinds',
	shows: [47]
};
