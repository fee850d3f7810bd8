import { deedOf, inputOf } from './checks';
import { createAlias, createKey, seedOf, START } from './parts';
import type { Standing } from './goal';
import type { Scenario } from './scenario';
import { createBucket, putObject } from './services';

const dataKeysMade = ({ did }: Standing): number =>
	did.flatMap(({ trace }) => trace).filter(({ kind }) => kind === 'hsm-generate-data-key').length;

export const s3Variants: Scenario = {
	id: 's3-variants',
	title: 'The ways S3 encrypts, and what each asks of KMS',
	question: 'S3 encrypts in four ways. How often does each ask KMS?',
	summary:
		'SSE-S3 asks nothing. SSE-KMS asks for each object. A Bucket Key asks once for many. DSSE-KMS encrypts twice.',
	note: 'How long S3 holds a bucket-level key is not published; here it is an hour, for one requester. Which layer of DSSE-KMS is the outer one is not confirmed either. SSE-C, where the caller brings the key, is off for new buckets since April 2026.',
	seed: seedOf('glass-kms s3 variants'),
	startsAt: START,
	setup: [createKey('letters'), createAlias('alias/letters'), createBucket],
	steps: [
		putObject('SSE-S3: no call', 'one.txt', 'AES256'),
		putObject('SSE-KMS: 1 call', 'two.txt', 'aws:kms'),
		putObject('Bucket Key, the first: 1 call', 'three.txt', 'aws:kms', { BucketKeyEnabled: true }),
		putObject('Bucket Key, the next: no call', 'four.txt', 'aws:kms', { BucketKeyEnabled: true }),
		putObject('DSSE-KMS: 1 call', 'five.txt', 'aws:kms:dsse')
	],
	predict: {
		before: 3,
		question: 'A second object, the same Bucket Key. How many calls to KMS does it need?',
		choices: [
			{ text: 'None', says: 'S3 makes the object’s key from the bucket-level key it still holds.' },
			{ means: 'asks-kms', text: 'One', says: 'That is SSE-KMS without a Bucket Key: one call an object.' },
			{
				means: 'asks-kms',
				text: 'Two: one to wrap, one to unwrap',
				says: 'Putting an object unwraps nothing.'
			}
		],
		right: 0
	},
	goal: {
		task: 'Put three objects under your key, with a single call to KMS.',
		checks: [
			{
				label: 'Three objects under SSE-KMS',
				holds: (now) =>
					now.did.filter(
						(entry) =>
							deedOf(entry) === 'PutObject' &&
							entry.outcome.ok &&
							inputOf(entry, 'ServerSideEncryption') === 'aws:kms'
					).length >= 3
			},
			{ label: 'One call to KMS', holds: (now) => dataKeysMade(now) === 1 }
		],
		hints: {
			look: 'Tab S3, and what each PutObject says about Bucket Keys.',
			think: 'A Bucket Key is made once, and serves many objects.'
		},
		solution: [
			...['a.txt', 'b.txt', 'c.txt'].map((name) =>
				putObject('Put', name, 'aws:kms', { BucketKeyEnabled: true })
			)
		],
		nearMiss: [...['a.txt', 'b.txt', 'c.txt'].map((name) => putObject('Put', name, 'aws:kms'))]
	},
	shows: [2, 20]
};
