import { after, deed, refused } from './checks';
import { createAlias, createKey, seedOf, START } from './parts';
import { keyIdAt, kms, type Scenario } from './scenario';
import { createBucket, getObject, putObject } from './services';

export const objectOfADisabledKey: Scenario = {
	id: 'object-of-a-disabled-key',
	title: 'An object whose key is disabled',
	question: 'The key of an S3 object is disabled. Can the object be read?',
	summary: 'The object lies there untouched, and cannot be read: each read asks KMS, and KMS refuses.',
	note: 'Without an S3 Bucket Key each request calls KMS, so a disabled key shows at once. An object under SSE-S3 has no key that anybody could disable.',
	seed: seedOf('glass-kms disabled object'),
	startsAt: START,
	setup: [
		createKey('letters'),
		createAlias('alias/letters'),
		createBucket,
		putObject('Put', 'letter.txt', 'aws:kms')
	],
	steps: [
		{ phase: 'Disable the key', command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
		getObject('Read', 'letter.txt', undefined, 'KMS.DisabledException'),
		{ phase: 'Enable it', command: kms('EnableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
		getObject('Read again', 'letter.txt')
	],
	predict: {
		before: 1,
		question: 'The key is disabled; the object was not touched. Can it be read?',
		choices: [
			{
				text: 'No: S3 asks KMS, and KMS refuses',
				says: 'Each read needs the object’s key unwrapped, and a disabled key unwraps nothing.'
			},
			{ means: 'works', text: 'Yes: S3 still has it', says: 'S3 has ciphertext and a wrapped key, no more.' },
			{ text: 'Yes, until it is put again', says: 'Reading needs the key just as putting does.' }
		],
		right: 0
	},
	goal: {
		task: 'Put an object that stays readable while the key is disabled.',
		checks: [
			{ label: 'Read while the key is disabled', holds: after(deed('DisableKey'), deed('GetObject')) },
			{ label: 'The first object is refused', holds: refused('GetObject', 'KMS.DisabledException') }
		],
		hints: {
			look: 'Tab S3: the kinds of encryption.',
			think: 'SSE-S3 uses a key of S3: no KMS key of yours can switch it off.'
		},
		solution: [
			putObject('SSE-S3', 'mine.txt', 'AES256'),
			{ phase: 'Disable the key', command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
			getObject('Read the new', 'mine.txt'),
			getObject('Read the first', 'letter.txt', undefined, 'KMS.DisabledException')
		],
		nearMiss: [
			putObject('SSE-KMS', 'mine.txt', 'aws:kms'),
			{ phase: 'Disable the key', command: kms('DisableKey', (so) => ({ KeyId: keyIdAt(so, 0) })) },
			getObject('Read the new', 'mine.txt', undefined, 'KMS.DisabledException'),
			getObject('Read the first', 'letter.txt', undefined, 'KMS.DisabledException')
		]
	}
};
