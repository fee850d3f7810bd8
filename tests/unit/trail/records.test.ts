import { describe, expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import { DIRECT, KMS_ITSELF, filterTrail, serviceOf, whoOf } from '$lib/trail/filter';
import { identityOf } from '$lib/trail/identity';
import { recordsOf } from '$lib/trail/records';
import { usersOf } from '$lib/trail/users';
import { ALICE, BOB, HOME, OTHER, cloud } from '../services/services';

const DANA = `arn:aws:iam::${OTHER}:user/Dana`;
const SECRET = 'meet me at the museum';

function trailed() {
	const it = cloud();
	const trail = () => {
		const { timeline } = it.world;
		return timeline.path().flatMap((entry) => recordsOf(entry, () => timeline.stateAt(entry.parent)));
	};
	return { ...it, trail };
}
const open = (...accounts: string[]) => ({
	Policy: JSON.stringify({
		Version: '2012-10-17',
		Statement: accounts.map((account) => ({
			Effect: 'Allow',
			Principal: { AWS: `arn:aws:iam::${account}:root` },
			Action: 'kms:*',
			Resource: '*'
		}))
	})
});

describe('the trail', () => {
	test('has a direct call with its context and material, and nothing that was encrypted', async () => {
		const it = trailed();
		const { KeyMetadata } = await it.world.kms('CreateKey', { Description: 'trail' });
		await it.world.kms('Encrypt', {
			KeyId: KeyMetadata.KeyId,
			Plaintext: utf8(SECRET),
			EncryptionContext: { Department: 'HR' }
		});
		const [created, encrypted] = it.trail().map((one) => one.record);
		const key = it.world.state().keys.get(KeyMetadata.Arn as never)!;
		expect(created).toMatchObject({
			eventName: 'CreateKey',
			readOnly: false,
			requestParameters: { description: 'trail', keySpec: 'SYMMETRIC_DEFAULT', multiRegion: false },
			responseElements: { keyMetadata: { aWSAccountId: HOME, arn: key.arn } },
			resources: [{ accountId: HOME, type: 'AWS::KMS::Key', ARN: key.arn }]
		});
		expect(encrypted).toMatchObject({
			eventVersion: '1.11',
			userIdentity: { type: 'IAMUser', userName: 'Alice', arn: ALICE, accountId: HOME },
			eventSource: 'kms.amazonaws.com',
			eventName: 'Encrypt',
			readOnly: true,
			requestParameters: {
				keyId: KeyMetadata.KeyId,
				encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
				encryptionContext: { Department: 'HR' }
			},
			responseElements: null,
			additionalEventData: { keyMaterialId: key.generations[0]!.materialId },
			eventType: 'AwsApiCall',
			recipientAccountId: HOME,
			tlsDetails: { tlsVersion: 'TLSv1.3' }
		});
		expect(Object.keys(encrypted!.requestParameters!)).not.toContain('plaintext');
		expect(JSON.stringify(it.trail())).not.toContain('iphertextBlob');
	});

	test('has a call from another account twice, a refused one only where it was made', async () => {
		const it = trailed();
		const { KeyMetadata } = await it.world.kms('CreateKey', open(HOME, OTHER));
		const ask = { KeyId: KeyMetadata.Arn, Plaintext: utf8(SECRET) };
		await it.kms('Encrypt', ask, BOB);
		await it.kms('Encrypt', ask, DANA);
		const of = (account: string) =>
			filterTrail(it.trail(), { account, text: '"eventName":"encrypt"', key: KeyMetadata.Arn });
		const [owner] = of(HOME).map((one) => one.record);
		const [allowed, denied] = of(OTHER).map((one) => one.record);
		expect(of(HOME)).toHaveLength(1);
		expect(owner!.userIdentity).toMatchObject({ type: 'AWSAccount', accountId: OTHER });
		expect(owner!.sharedEventID).toBe(allowed!.sharedEventID);
		expect(owner!.eventID).not.toBe(allowed!.eventID);
		expect(whoOf(allowed!)).toBe('Bob');
		expect(denied).toMatchObject({ errorCode: 'AccessDenied', requestParameters: null });
		expect(denied!.errorMessage).toContain('is not authorized to perform: kms:Encrypt');
		expect(filterTrail(it.trail(), { account: HOME, outcome: 'refused' })).toEqual([]);
	});

	test('has what KMS does by itself: rotation and deletion, at their own time', async () => {
		const it = trailed();
		const { KeyMetadata } = await it.world.kms('CreateKey', {});
		const { KeyId } = KeyMetadata;
		await it.world.kms('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
		const first = it.world.state().keys.get(KeyMetadata.Arn as never)!.generations[0]!.materialId;
		await it.world.run({ type: 'clock.advance', by: 100 * 86_400_000, ...it.world.acting });
		await it.world.kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
		await it.world.run({ type: 'clock.advance', by: 30 * 86_400_000, ...it.world.acting });
		const events = it
			.trail()
			.map((one) => one.record)
			.filter((record) => record.eventType === 'AwsServiceEvent');
		expect(events.map((record) => [record.eventName, record.eventTime])).toEqual([
			['RotateKey', '2026-04-01T00:00:00Z'],
			['DeleteKey', '2026-04-18T00:00:00Z']
		]);
		expect(events[0]).toMatchObject({
			userIdentity: { accountId: HOME, invokedBy: 'AWS Internal' },
			serviceEventDetails: { rotationType: 'AUTOMATIC', keyOrigin: 'AWS_KMS', previousKeyMaterialId: first }
		});
		expect(events[0]).not.toHaveProperty('requestID');
	});

	test('a service calls as its user, invoked by AWS, and what it stored leaves no record of its own', async () => {
		const it = trailed();
		await it.ask('s3', 'CreateBucket', { Bucket: 'reports' });
		const put = { Bucket: 'reports', Key: 'a', Body: utf8(SECRET), ServerSideEncryption: 'aws:kms' };
		await it.ask('s3', 'PutObject', put);
		const [record, ...more] = it.trail().map((one) => one.record);
		expect(more).toEqual([]);
		expect(record).toMatchObject({
			eventName: 'GenerateDataKey',
			userIdentity: { userName: 'Alice', invokedBy: 'AWS Internal' },
			sourceIPAddress: 'AWS Internal',
			requestParameters: { encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::reports/a' } }
		});
		expect(record).not.toHaveProperty('tlsDetails');
	});

	test('the Encryption SDK’s calls are there too, and no event id comes twice', async () => {
		const it = trailed();
		const { KeyMetadata } = await it.world.kms('CreateKey', {});
		await it.world.run({
			type: 'client.seal',
			name: 'note',
			plaintext: utf8(SECRET),
			keyIds: [KeyMetadata.Arn],
			context: {},
			...it.world.acting
		});
		const records = it.trail().map((one) => one.record);
		expect(records.map((record) => record.eventName)).toContain('GenerateDataKey');
		expect(new Set(records.map((record) => record.eventID)).size).toBe(records.length);
	});

	test('answers who used a key, directly or through which service, latest first', async () => {
		const it = trailed();
		const { KeyMetadata } = await it.world.kms('CreateKey', open(HOME, OTHER));
		const { Arn } = KeyMetadata;
		await it.kms('Encrypt', { KeyId: Arn, Plaintext: utf8(SECRET) }, BOB);
		await it.ask('s3', 'CreateBucket', { Bucket: 'reports' });
		const put = { Bucket: 'reports', Body: utf8(SECRET), ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn };
		for (const Key of ['a', 'b']) await it.ask('s3', 'PutObject', { ...put, Key });
		await it.world.kms('DisableKey', { KeyId: Arn });
		await it.ask('s3', 'GetObject', { Bucket: 'reports', Key: 'a' });
		const users = usersOf(filterTrail(it.trail(), { account: HOME }), Arn);
		expect(
			users.map(({ who, service, events, refused }) => [who, service, Object.fromEntries(events), refused])
		).toEqual([
			['Alice', 'Amazon S3', { GenerateDataKey: 2, Decrypt: 1 }, 1],
			['Alice', DIRECT, { CreateKey: 1, DisableKey: 1 }, 0],
			[`account ${OTHER}`, DIRECT, { Encrypt: 1 }, 0]
		]);
	});

	test('is filtered by service, principal, outcome and day', async () => {
		const it = trailed();
		const { KeyMetadata } = await it.world.kms('CreateKey', {});
		const { KeyId } = KeyMetadata;
		await it.world.kms('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
		await it.world.run({ type: 'clock.advance', by: 100 * 86_400_000, ...it.world.acting });
		await it.world.kms('DisableKey', { KeyId });
		await it.kms('Encrypt', { KeyId, Plaintext: utf8(SECRET) });
		const names = (more: object) =>
			filterTrail(it.trail(), { account: HOME, ...more }).map((one) => one.record.eventName);
		expect(names({ service: KMS_ITSELF })).toEqual(['RotateKey']);
		expect(names({ who: 'Alice', from: '2026-04-02' })).toEqual(['DisableKey', 'Encrypt']);
		expect(names({ outcome: 'refused' })).toEqual(['Encrypt']);
		expect(names({ to: '2026-01-01', changes: true })).toEqual(['CreateKey', 'EnableKeyRotation']);
		expect(it.trail().map(serviceOf)).toContain(DIRECT);
	});

	test('has what KMS copies to replicas, the grant that was retired, and the hosts of EC2 by their own name', async () => {
		const it = trailed();
		const { KeyMetadata } = await it.world.kms('CreateKey', { MultiRegion: true });
		const { KeyId } = KeyMetadata;
		await it.world.kms('ReplicateKey', { KeyId, ReplicaRegion: 'us-east-1' });
		await it.world.run({ type: 'clock.advance', by: 10_000, ...it.world.acting });
		await it.world.kms('EnableKeyRotation', { KeyId });
		const { GrantId } = await it.world.kms('CreateGrant', {
			...{ KeyId, GranteePrincipal: ALICE, RetiringPrincipal: ALICE },
			Operations: ['Decrypt']
		});
		await it.world.kms('RetireGrant', { KeyId: KeyMetadata.Arn, GrantId: GrantId });
		const records = it.trail().map((one) => one.record);
		const synchronized = records.filter((record) => record.eventName === 'SynchronizeMultiRegionKey');
		expect(synchronized).toMatchObject([
			{ eventType: 'AwsApiCall', resources: [{ ARN: KeyMetadata.Arn }], requestParameters: null }
		]);
		expect(records.at(-1)).toMatchObject({
			eventName: 'RetireGrant',
			requestParameters: null,
			additionalEventData: { grantId: GrantId }
		});
		const host = `arn:aws:sts::${HOME}:assumed-role/aws:ec2-infrastructure/i-0abc`;
		expect(identityOf(host, { viewedBy: HOME })).toEqual({
			type: 'AssumedRole',
			principalId: `${HOME}:aws:ec2-infrastructure:i-0abc`,
			...{ arn: host, accessKeyId: '', accountId: HOME }
		});
	});
});
