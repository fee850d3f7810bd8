import { concat } from '$lib/domain/bytes';
import { arnAt, as, DENIED, HOME } from './acting';
import { did, inputOf, by } from './checks';
import { createAlias, createKey, seedOf, START } from './parts';
import { kms, type Scenario, type ScenarioStep } from './scenario';
import { createBucket, putObject } from './services';

const textIn = (member: unknown): string => (typeof member === 'string' ? member : '');
/** The instance's role, with its session. */
const INSTANCE = `arn:aws:sts::${HOME}:assumed-role/Application/i-0123456789abcdef0`;
const byInstance = as.bind(undefined, INSTANCE);
/** 1 KB, as each of the files is. */
const file = (number: number): Uint8Array =>
	new TextEncoder().encode(`Customer ${number}, name and address`.padEnd(1024, '.'));

/** Many files in one message; six are enough to see it. */
const bundle = concat(...[1, 2, 3, 4, 5, 6].map(file));

const encryptFile = (phase: string, number: number, fails?: string, KeyId?: string): ScenarioStep => ({
	phase,
	...(fails !== undefined && { fails }),
	command: byInstance(
		kms('Encrypt', (so) => ({
			KeyId: KeyId ?? arnAt(so, 0),
			Plaintext: file(number),
			EncryptionContext: { file: `customer-${number}` }
		}))
	)
});
const envelope: ScenarioStep = {
	phase: 'The envelope: one data key for all',
	command: byInstance((so) => ({
		type: 'client.seal',
		name: 'customers.bundle',
		plaintext: bundle,
		keyIds: [arnAt(so, 0)],
		context: { file: 'customers' },
		...so.acting
	}))
};
const dataKey = (phase: string): ScenarioStep => ({
	phase,
	command: byInstance(
		kms('GenerateDataKey', (so) => ({
			...{ KeyId: arnAt(so, 0), KeySpec: 'AES_256' as const },
			EncryptionContext: { file: 'customers' }
		}))
	)
});

export const smallFiles: Scenario = {
	id: 'small-files',
	title: 'A thousand small files for a file system that knows no KMS',
	question: 'A thousand small files: a call to KMS for each, or one for all?',
	summary:
		'An EC2 instance encrypts 1 KB files itself. The AWS managed key of S3 is no way; direct Encrypt and the envelope are.',
	note: 'For 1,000 files: direct Encrypt is 1,000 calls to write and 1,000 to read, $0.003 each way beyond the free 20,000 a month; the envelope with one data key is 1 call and 1 call; in S3 a Bucket Key is 1 call as long as S3 holds it. In a busy minute the quota bites first: it is shared by the account and Region, 10,000 to 100,000 requests a second. Direct Encrypt needs KMS for every read and takes at most 4,096 bytes. One data key for many files means that who has it opens them all.',
	seed: seedOf('glass-kms small files'),
	startsAt: START,
	setup: [
		createKey('customers'),
		createAlias('alias/customers'),
		createBucket,
		// The AWS managed key of S3 appears with its first use.
		putObject('S3', 'first.txt', 'aws:kms', { SSEKMSKeyId: 'alias/aws/s3' })
	],
	steps: [
		encryptFile('Under alias/aws/s3: refused', 1, DENIED, 'alias/aws/s3'),
		encryptFile('Direct: file 1', 1),
		encryptFile('Direct: file 2, another call', 2),
		envelope,
		putObject('In S3: a Bucket Key asks once', 'one.txt', 'aws:kms', { BucketKeyEnabled: true }),
		putObject('In S3: the next file asks nothing', 'two.txt', 'aws:kms', { BucketKeyEnabled: true })
	],
	predict: {
		before: 0,
		at: 'authorize',
		question: 'The role may use every key of the account. May it encrypt under alias/aws/s3?',
		choices: [
			{ text: 'No', says: 'The key policy demands kms:ViaService: only S3 may use it for you.' },
			{
				means: 'works',
				text: 'Yes',
				says: "IAM's permission is not enough: the key policy of an AWS managed key has a condition."
			}
		],
		right: 0
	},
	goal: {
		from: 'end',
		task: 'As the instance, get a data key for the next thousand files, with one call.',
		checks: [
			{
				label: 'One data key, for the instance',
				holds: did('GenerateDataKey', by(INSTANCE))
			},
			{
				label: 'Under the customer managed key',
				holds: did('GenerateDataKey', (entry) => /:key\//.test(textIn(inputOf(entry, 'KeyId'))))
			}
		],
		hints: {
			look: 'Call the API, as the role: GenerateDataKey.',
			think: 'The data key encrypts the files; KMS is needed once.'
		},
		solution: [dataKey('One call')],
		nearMiss: [encryptFile('One more file', 3), encryptFile('Under alias/aws/s3', 4, DENIED, 'alias/aws/s3')]
	},
	shows: [36, 37]
};
