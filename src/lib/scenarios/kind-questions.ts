/** What one asks of a kind of key, each as the call that answers it. */
import { allow, as, BOB, HOME, OTHER, policy, root } from './acting';
import { importSteps, material, type KeyKind, type KindId } from './key-kinds';
import { CONTEXT, TEXT } from './parts';
import { kms, type ScenarioStep } from './scenario';
import { asks } from './services';

export interface Question {
	readonly id: string;
	readonly asks: string;
	/** Done before, whether it is allowed or not: opening the key to the other account. */
	readonly before?: (kind: KeyKind) => readonly ScenarioStep[];
	/** The call whose answer answers it. */
	readonly call: (kind: KeyKind) => ScenarioStep;
	/** How it is read: whether the call was answered, a record of it in CloudTrail, the month's bill. */
	readonly reads: 'answer' | 'period' | 'trail' | 'bill';
	/** Where the notes say otherwise: the row of their claim. */
	readonly corrected?: Readonly<Partial<Record<KindId, number>>>;
}

const step = (phase: string, command: ScenarioStep['command']): ScenarioStep => ({ phase, command });
/** A bucket, and an object in it under the service's own key: of S3 for AWS owned, of KMS for AWS managed. */
const throughS3 = (managed: boolean): readonly ScenarioStep[] => [
	step('A bucket', asks('s3', 'CreateBucket', { Bucket: 'museum-letters' })),
	step(
		'An object',
		asks('s3', 'PutObject', {
			Bucket: 'museum-letters',
			Key: 'letter.txt',
			Body: TEXT,
			ServerSideEncryption: managed ? 'aws:kms' : 'AES256'
		})
	)
];
const isService = ({ manager }: KeyKind): boolean => manager !== 'Customer';
const encrypt = (kind: KeyKind): ScenarioStep['command'] =>
	kms('Encrypt', (so) => ({ KeyId: kind.keyId(so), Plaintext: TEXT, EncryptionContext: CONTEXT }));
const open = policy(allow(root(HOME), 'kms:*'), allow(root(OTHER), 'kms:Encrypt'));
const putPolicy = (kind: KeyKind): ScenarioStep =>
	step(
		'PutKeyPolicy',
		kms('PutKeyPolicy', (so) => ({ KeyId: kind.keyId(so), Policy: open }))
	);

export const QUESTIONS: readonly Question[] = [
	{
		id: 'see',
		asks: 'Can I look at it?',
		call: (kind) =>
			step(
				'DescribeKey',
				kms('DescribeKey', (so) => ({ KeyId: kind.keyId(so) }))
			),
		reads: 'answer'
	},
	{
		id: 'use',
		asks: 'Can I call Encrypt with it myself?',
		call: (kind) => step('Encrypt', encrypt(kind)),
		reads: 'answer',
		corrected: { 'aws-managed': 37 }
	},
	{
		id: 'policy',
		asks: 'Can I change its policy?',
		call: putPolicy,
		reads: 'answer'
	},
	{
		id: 'disable',
		asks: 'Can I disable it?',
		call: (kind) =>
			step(
				'DisableKey',
				kms('DisableKey', (so) => ({ KeyId: kind.keyId(so) }))
			),
		reads: 'answer',
		corrected: { 'aws-managed': 75 }
	},
	{
		id: 'period',
		asks: 'How often does it rotate by itself?',
		before: (kind) => [
			step(
				'EnableKeyRotation',
				kms('EnableKeyRotation', (so) => ({ KeyId: kind.keyId(so) }))
			)
		],
		call: (kind) =>
			step(
				'GetKeyRotationStatus',
				kms('GetKeyRotationStatus', (so) => ({ KeyId: kind.keyId(so) }))
			),
		reads: 'period',
		corrected: { 'aws-managed': 25, customer: 77 }
	},
	{
		id: 'rotate',
		asks: 'Can I rotate it now?',
		before: (kind) => (kind.id === 'imported' ? importSteps(material(2), true) : []),
		call: (kind) =>
			step(
				'RotateKeyOnDemand',
				kms('RotateKeyOnDemand', (so) => ({ KeyId: kind.keyId(so) }))
			),
		reads: 'answer',
		corrected: { customer: 78, imported: 33 }
	},
	{
		id: 'delete',
		asks: 'Can I have it deleted?',
		call: (kind) =>
			step(
				'ScheduleKeyDeletion',
				kms('ScheduleKeyDeletion', (so) => ({ KeyId: kind.keyId(so) }))
			),
		reads: 'answer'
	},
	{
		id: 'share',
		asks: 'Can another account use it?',
		before: (kind) => [putPolicy(kind)],
		call: (kind) => step('Encrypt, as Bob of 444455556666', as(BOB, encrypt(kind))),
		reads: 'answer',
		corrected: { 'aws-managed': 49 }
	},
	{
		id: 'trail',
		asks: 'Do I see its use in CloudTrail?',
		before: (kind) => (isService(kind) ? throughS3(kind.id === 'aws-managed').slice(0, 1) : []),
		call: (kind) =>
			isService(kind) ? throughS3(kind.id === 'aws-managed')[1]! : step('Encrypt', encrypt(kind)),
		reads: 'trail'
	},
	{
		id: 'bill',
		asks: 'What does it cost a month?',
		call: () =>
			step('A month passes', ({ acting }) => ({ type: 'clock.advance', by: 30 * 86_400_000, ...acting })),
		reads: 'bill'
	}
];
