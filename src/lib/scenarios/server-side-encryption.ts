import { did, inputOf } from './checks';
import { createAlias, createKey, seedOf, START } from './parts';
import type { Scenario } from './scenario';
import { createBucket, getObject, putObject } from './services';

export const serverSideEncryption: Scenario = {
	id: 'server-side-encryption',
	title: 'Server-side encryption in S3',
	question: 'S3 encrypts what it stores. Whose key is it?',
	summary: 'The plaintext goes to S3, and S3 encrypts: under a key of its own, or under yours by way of KMS.',
	note: 'S3 sees the plaintext for a moment in both. Under a KMS key each read is a call to KMS as well: with a policy that can refuse it, a record in CloudTrail and a price. Where S3 must never see it, encrypt before you send: the scenes of the envelope show that.',
	seed: seedOf('glass-kms server side'),
	startsAt: START,
	setup: [createKey('letters'), createAlias('alias/letters'), createBucket],
	steps: [
		putObject('SSE-S3: a key of S3', 'with-s3.txt', 'AES256'),
		putObject('SSE-KMS: your key', 'with-kms.txt', 'aws:kms'),
		getObject('Read it again', 'with-kms.txt')
	],
	predict: {
		before: 1,
		question: 'Now under your KMS key. Who encrypts the text?',
		choices: [
			{
				text: 'S3, with a data key from KMS',
				says: 'KMS gives S3 a data key; the text itself never reaches KMS.'
			},
			{ text: 'KMS', says: 'KMS would take at most 4,096 bytes, and an object can be 50 TB.' },
			{ text: 'The caller', says: 'Then it would be client-side encryption: S3 would see ciphertext only.' }
		],
		right: 0
	},
	goal: {
		from: 'end',
		task: 'Put an object under SSE-KMS without naming a key, and see which key S3 takes.',
		checks: [
			{
				label: 'An object under SSE-KMS, no key named',
				holds: did(
					'PutObject',
					(entry) =>
						inputOf(entry, 'ServerSideEncryption') === 'aws:kms' &&
						inputOf(entry, 'SSEKMSKeyId') === undefined
				)
			},
			{
				label: 'A key that AWS manages is there',
				holds: (now) => [...now.state.keys.values()].some((one) => one.manager === 'AWS')
			}
		],
		hints: {
			look: 'Tab S3, then tab Keys.',
			think: 'Without a key of yours S3 takes its own key in your account, and makes it on first use.'
		},
		solution: [putObject('No key named', 'mine.txt', 'aws:kms', { SSEKMSKeyId: undefined })],
		nearMiss: [putObject('Your key', 'mine.txt', 'aws:kms')]
	},
	shows: [1, 3, 24]
};
