import { allow, ALICE, as, CARLOS, iamAllows, keyWithPolicy, policy, putPolicy, root, HOME } from './acting';
import { did, inputOf } from './checks';
import { seedOf, START } from './parts';
import type { Scenario } from './scenario';
import { createBucket, getObject, putObject } from './services';

const byCarlos = as.bind(undefined, CARLOS);
const ONLY_ALICE = policy(allow(ALICE, 'kms:*'));
const open = putPolicy('The key leaves it to IAM', policy(allow(root(HOME), 'kms:*')));
const read = getObject('He reads it', 'with-kms.txt', byCarlos);

export const bucketPolicyAndKeyPolicy: Scenario = {
	id: 'bucket-policy-and-key-policy',
	title: 'No bucket policy is no hindrance; no line in the key policy is',
	question: 'An administrator of IAM may read every bucket. Every object too?',
	summary:
		'An administrator of IAM reads a bucket that has no policy. The object under a key that does not name the account stays shut.',
	note: 'A bucket belongs to its account, and IAM is enough within it. A KMS key gives its account nothing that the key policy does not say: without the statement for the account (:root), IAM policies have no say at all.',
	seed: seedOf('glass-kms key policy differs'),
	startsAt: START,
	setup: [
		keyWithPolicy('letters', ONLY_ALICE),
		createBucket,
		putObject('Put', 'with-s3.txt', 'AES256'),
		putObject('Put', 'with-kms.txt', 'aws:kms'),
		iamAllows('IAM', CARLOS, '*')
	],
	steps: [
		getObject('SSE-S3: he reads it', 'with-s3.txt', byCarlos),
		getObject('SSE-KMS: refused', 'with-kms.txt', byCarlos, 'AccessDenied'),
		open,
		read
	],
	predict: {
		before: 1,
		question: 'Carlos may do everything, says IAM. Does he read the object under the KMS key?',
		choices: [
			{ text: 'No', says: 'The key policy names Alice only, and does not hand over to IAM.' },
			{
				means: 'works',
				text: 'Yes',
				says: 'That would do for a bucket, but IAM is asked only where the key policy says so.'
			}
		],
		right: 0
	},
	goal: {
		task: 'Let Carlos read the object under the KMS key.',
		checks: [
			{
				label: 'Carlos has read it',
				holds: did(
					'GetObject',
					(entry) => entry.command['caller'] === CARLOS && inputOf(entry, 'Key') === 'with-kms.txt'
				)
			}
		],
		hints: {
			look: 'Access: the policy of the key.',
			think: 'Name Carlos, or the account, so that IAM counts.'
		},
		solution: [open, read],
		nearMiss: [
			iamAllows('IAM once more', CARLOS, 's3:*', 'kms:*'),
			getObject('Still refused', 'with-kms.txt', byCarlos, 'AccessDenied')
		]
	},
	chapter: 's3',
	shows: [56, 57]
};
