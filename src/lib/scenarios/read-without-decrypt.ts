import { by, deedOf, did, inputOf } from './checks';
import { root, putPolicy, policy, HOME, allow, as, CARLOS, iamAllows } from './acting';
import { createAlias, createKey, seedOf, START } from './parts';
import type { Scenario } from './scenario';
import { createBucket, getObject, putObject } from './services';

const byCarlos = as.bind(undefined, CARLOS);

export const readWithoutDecrypt: Scenario = {
	id: 'read-without-decrypt',
	title: 's3:GetObject is not enough',
	question: 'Carlos may read the bucket. Why not this object?',
	summary:
		'Carlos may read the bucket. What S3 encrypted under a KMS key he reads only with kms:Decrypt as well.',
	note: 'S3 calls KMS with the permissions of the person who asks (a forward access session), so the key has its own say over who reads.',
	seed: seedOf('glass-kms two permissions'),
	startsAt: START,
	setup: [
		createKey('letters'),
		createAlias('alias/letters'),
		createBucket,
		putObject('Put', 'with-s3.txt', 'AES256'),
		putObject('Put', 'with-kms.txt', 'aws:kms'),
		iamAllows('IAM', CARLOS, 's3:GetObject')
	],
	steps: [
		getObject('SSE-S3: he reads it', 'with-s3.txt', byCarlos),
		getObject('SSE-KMS: refused', 'with-kms.txt', byCarlos, 'AccessDenied'),
		iamAllows('IAM gives kms:Decrypt', CARLOS, 's3:GetObject', 'kms:Decrypt'),
		getObject('SSE-KMS: he reads it', 'with-kms.txt', byCarlos)
	],
	predict: {
		before: 1,
		question: 'This object is under a KMS key. Carlos has s3:GetObject. Does he get it?',
		choices: [
			{
				text: 'No: the key must say yes as well',
				says: 'S3 asks KMS in his name, and for kms:Decrypt nobody says yes.'
			},
			{
				means: 'works',
				text: 'Yes: S3 decrypts for him',
				says: 'S3 calls KMS with his permissions, not with its own.'
			},
			{
				means: 'works',
				text: 'Yes, but as ciphertext',
				says: 'S3 gives out the object or an error, never ciphertext.'
			}
		],
		right: 0
	},
	goal: {
		task: 'Let Carlos read with-kms.txt without touching IAM.',
		checks: [
			{
				label: 'Carlos read it',
				holds: did(
					'GetObject',
					(entry, now) => by(CARLOS)(entry, now) && inputOf(entry, 'Key') === 'with-kms.txt'
				)
			},
			{
				label: 'IAM is as it was',
				holds: (now) => !now.did.some((entry) => deedOf(entry) === 'iam.putPrincipal')
			}
		],
		hints: {
			look: 'Access: the key policy.',
			think: 'The yes for kms:Decrypt may come from the key policy.'
		},
		solution: [
			putPolicy(
				'The key policy lets him open',
				policy(allow(root(HOME), 'kms:*'), allow(CARLOS, 'kms:Decrypt'))
			),
			getObject('He reads it', 'with-kms.txt', byCarlos)
		],
		nearMiss: [
			iamAllows('IAM gives kms:Decrypt', CARLOS, 's3:GetObject', 'kms:Decrypt'),
			getObject('He reads it', 'with-kms.txt', byCarlos)
		]
	},
	shows: [3]
};
