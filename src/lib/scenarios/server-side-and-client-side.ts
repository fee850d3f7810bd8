import { answeredBody } from './services';
import { arnAt } from './acting';
import { did, inputOf } from './checks';
import { ask } from './databases';
import { createAlias, createKey, sealMessage, seedOf, START } from './parts';
import { kms, type Scenario, type ScenarioStep, type SoFar } from './scenario';
import { BUCKET, createBucket, getObject, putObject } from './services';

const sealed = (so: SoFar): Uint8Array => {
	const bytes = so.done.get('message')?.bytes;
	if (!bytes) throw new Error('expected the message that was sealed before');
	return bytes;
};
const putSealed: ScenarioStep = ask('Client-side: S3 gets ciphertext', 's3', 'PutObject', (so) => ({
	...{ Bucket: BUCKET, Key: 'sealed.txt' },
	Body: sealed(so)
}));
const getSealed = (phase: string): ScenarioStep => ({ ...getObject(phase, 'sealed.txt'), name: 'got' });
const openIt = (phase: string, fails?: string): ScenarioStep => ({
	phase,
	...(fails !== undefined && { fails }),
	command: (so) => ({
		...{ type: 'client.open', name: 'invitation.txt' },
		message: answeredBody(so, 'got'),
		...so.acting
	})
});
const disable: ScenarioStep = {
	phase: 'Disable the key',
	command: kms('DisableKey', (so) => ({ KeyId: arnAt(so, 0) }))
};
const enable: ScenarioStep = {
	phase: 'Enable it',
	command: kms('EnableKey', (so) => ({ KeyId: arnAt(so, 0) }))
};

export const serverSideAndClientSide: Scenario = {
	id: 'server-side-and-client-side',
	title: 'Encrypted there, or encrypted here',
	question: 'Encrypted by S3, or before it gets there: who sees the plaintext?',
	summary:
		'Server-side, S3 sees the plaintext and encrypts it. Client-side, it is encrypted before it leaves, and S3 sees ciphertext.',
	note: 'With both, KMS makes the data key; who asks for it differs: S3 for you, or you. S3 encrypts what it gets in any case, so client-side ciphertext is encrypted twice. With the key disabled S3 refuses the one, hands out the other without complaint, and it is your own software that cannot open it. The message here is not signed; a signed one, the default of the AWS Encryption SDK, also has aws-crypto-public-key in its encryption context.',
	seed: seedOf('glass-kms server and client'),
	startsAt: START,
	setup: [createKey('letters'), createAlias('alias/letters'), createBucket],
	steps: [
		putObject('Server-side: S3 encrypts', 'plain.txt', 'aws:kms'),
		{ ...sealMessage, phase: 'Client-side: encrypted here' },
		putSealed,
		getObject('Server-side: plaintext comes back', 'plain.txt'),
		getSealed('Client-side: ciphertext comes back'),
		openIt('Opened here'),
		disable,
		getObject('S3 refuses', 'plain.txt', undefined, 'KMS.DisabledException'),
		getSealed('S3 hands it out'),
		openIt('Here it does not open', 'DisabledException')
	],
	predict: {
		before: 8,
		question: 'The key is disabled. Does S3 hand out the object that was encrypted client-side?',
		choices: [
			{ text: 'Yes', says: 'For S3 these are bytes under its own key; yours is not asked.' },
			{ means: 'refused', text: 'No', says: 'S3 cannot know which key is inside the message.' }
		],
		right: 0
	},
	goal: {
		from: 'end',
		task: 'Make both readable again: the object, and the message within the other.',
		checks: [
			{
				label: 'S3 reads the object',
				holds: did('GetObject', (entry) => inputOf(entry, 'Key') === 'plain.txt')
			},
			{ label: 'The message opens', holds: did('client.open') }
		],
		hints: {
			look: 'The state of the key decides for both, in two places.',
			think: 'Neither object was harmed: only the key cannot be used.'
		},
		solution: [enable, getObject('Read', 'plain.txt'), getSealed('Fetch'), openIt('Open')],
		nearMiss: [getSealed('Fetch'), openIt('Open', 'DisabledException')]
	},
	shows: [20, 24]
};
