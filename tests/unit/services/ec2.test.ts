import { describe, expect, test } from 'vitest';
import { fromBase64, toHex, utf8 } from '$lib/domain/bytes';
import type { ResourceRecord } from '$lib/domain/service';
import { openBlocks } from '$lib/services/blocks';
import { SETTLES } from '$lib/services/ec2/refusals';
import { explainEntry } from '$lib/world/explain-entry';
import {
	BOB,
	HOME,
	OTHER,
	MINUTE,
	callsTo,
	cloud,
	document,
	newKey,
	root,
	statement,
	type Cloud
} from './services';

const TEXT = utf8('Meet me at the museum at noon.');
const HERE = 'eu-west-1';
const ALICE_HERE = `arn:aws:iam::${HOME}:user/Alice`;
const VIA = `ec2.${HERE}.amazonaws.com`;
const host = (session: string, account = HOME) =>
	`arn:aws:sts::${account}:assumed-role/aws:ec2-infrastructure/${session}`;
const keyArn = (id: string) => `arn:aws:kms:${HERE}:${HOME}:key/${id}`;
const ids = (it: Cloud, type: string) => it.kept(type).map(({ name }) => name);
/** EBS has answered before it asked KMS: its failures show on the calendar. */
const settle = (it: Cloud) => it.world.run({ type: 'clock.advance', by: 'next-event', ...it.world.acting });
const last = (it: Cloud, type: string): ResourceRecord => it.kept(type).at(-1)!;
const ec2 = async (it: Cloud, operation: string, input: object, caller?: string, region?: string) => {
	const asked = await it.ask('ec2', operation, input, caller, region);
	expect(asked.answer, `${operation}: ${asked.message}`).toBe('ok');
	return asked;
};
/** The same blocks, read by hand: KMS opens the encrypted data key, and XTS the block. */
async function byHand(it: Cloud, of: ResourceRecord, acting: object = {}): Promise<string> {
	const { blob, context } = of.sealed[0]!;
	const opened = await it.world.run({
		...{ type: 'kms', operation: 'Decrypt', ...it.world.acting, ...acting },
		input: { CiphertextBlob: fromBase64(blob), EncryptionContext: context }
	} as never);
	const key = (opened.output as { Plaintext: Uint8Array }).Plaintext;
	expect(key).toHaveLength(64);
	const [block] = Object.values(openBlocks(key, of.body['blocks'] as Record<string, string>));
	return new TextDecoder().decode(fromBase64(block!)).replace(/\0+$/, '');
}

/** A running instance, and a volume under a key, attached, with a block written. */
async function withVolume(input: object = {}) {
	const it = cloud();
	const keyId = await newKey(it, input);
	await ec2(it, 'RunInstances', {});
	await ec2(it, 'CreateVolume', { Encrypted: true, KmsKeyId: keyId });
	const at = { VolumeId: ids(it, 'volume')[1]!, InstanceId: ids(it, 'instance')[0]! };
	await ec2(it, 'AttachVolume', at);
	await ec2(it, 'WriteBlock', { VolumeId: at.VolumeId, Block: 3, Body: TEXT });
	return { it, keyId, at };
}

describe('a volume', () => {
	test('create: 64 bytes without plaintext, as the caller; attach: a grant, and Decrypt under it by the host', async () => {
		const it = cloud();
		const keyId = await newKey(it);
		expect((await ec2(it, 'RunInstances', {})).kms).toEqual([]);
		const made = await ec2(it, 'CreateVolume', { Encrypted: true, KmsKeyId: keyId });
		const volume = made.result['VolumeId'] as string;
		const instance = ids(it, 'instance')[0]!;
		const context = { 'aws:ebs:id': volume };
		expect(callsTo(made.entry)).toMatchObject([
			{ operation: 'GenerateDataKeyWithoutPlaintext', caller: ALICE_HERE, viaService: VIA, context, keyId }
		]);
		expect(made.entry.calls?.[0]?.input).toMatchObject({ NumberOfBytes: 64 });
		const before = it.world.state();
		const attached = await ec2(it, 'AttachVolume', { VolumeId: volume, InstanceId: instance });
		expect(callsTo(attached.entry)).toMatchObject([
			{ operation: 'CreateGrant', caller: ALICE_HERE, viaService: VIA },
			{ operation: 'Decrypt', caller: host(instance), viaService: undefined, context, keyId: undefined }
		]);
		expect(attached.entry.calls?.[0]?.input).toMatchObject({
			GranteePrincipal: host(instance),
			Operations: ['Decrypt'],
			Constraints: { EncryptionContextSubset: context }
		});
		const explained = explainEntry(before, attached.entry)!;
		expect(explained.permissions.map(({ verdict }) => verdict.reason)).toEqual([
			'ALLOW_IAM_NO_KEY_RESOURCE',
			'ALLOW_IAM_VIA_ACCOUNT_DELEGATION',
			'ALLOW_GRANT'
		]);
		const detached = await ec2(it, 'DetachVolume', { VolumeId: volume });
		expect(callsTo(detached.entry)).toMatchObject([{ operation: 'RetireGrant', caller: host(instance) }]);
		expect(it.world.state().grants.size).toBe(0);
		expect(last(it, 'volume')).toMatchObject({ status: 'available' });
		expect(last(it, 'volume').memory).toBeUndefined();
	});

	test('a block lies there in XTS, opens with the named key and context, and reads back without KMS', async () => {
		const { it, at } = await withVolume();
		const volume = last(it, 'volume');
		const lying = fromBase64((volume.body['blocks'] as Record<string, string>)['3']!);
		expect(lying).toHaveLength(512);
		expect(toHex(lying)).not.toContain(toHex(TEXT));
		expect(await byHand(it, volume)).toBe('Meet me at the museum at noon.');
		const read = await ec2(it, 'ReadBlock', { VolumeId: at.VolumeId, Block: 3 });
		expect([read.kms, read.result['Body']]).toEqual([[], TEXT]);
		expect((await ec2(it, 'ReadBlock', { VolumeId: at.VolumeId, Block: 4 })).result['Body']).toHaveLength(0);
	});

	test('a key that dies under an attached volume is not missed until the next attach', async () => {
		const { it, keyId, at } = await withVolume();
		await it.kms('DisableKey', { KeyId: keyId });
		expect((await ec2(it, 'ReadBlock', { VolumeId: at.VolumeId, Block: 3 })).result['Body']).toEqual(TEXT);
		await ec2(it, 'DetachVolume', { VolumeId: at.VolumeId });
		const again = await ec2(it, 'AttachVolume', at);
		expect(again.result['State']).toBe('attaching');
		expect(last(it, 'volume')).toMatchObject({ status: 'in-use' });
		expect((await it.ask('ec2', 'AttachVolume', at)).answer).toBe('IncorrectState');
		const settled = await settle(it);
		expect(settled.entry.trace).toContainEqual({
			...{ kind: 'service-note', ref: at.VolumeId, failed: true },
			change: 'is not attached: its data key could not be opened'
		});
		expect(last(it, 'volume')).toMatchObject({ status: 'available' });
		expect(last(it, 'volume').due).toBeUndefined();
		expect((last(it, 'volume').body['notifications'] as object[]).at(-1)).toMatchObject({
			...{ event: 'attachVolume', result: 'failed' },
			cause: `${keyArn(keyId)} is disabled.`
		});
		await it.kms('EnableKey', { KeyId: keyId });
		await it.kms('ScheduleKeyDeletion', { KeyId: keyId });
		await ec2(it, 'AttachVolume', at);
		await settle(it);
		expect((last(it, 'volume').body['notifications'] as object[]).at(-1)).toMatchObject({
			at: it.world.state().time,
			cause: `${keyArn(keyId)} is pending deletion.`
		});
		await it.kms('CancelKeyDeletion', { KeyId: keyId });
		await it.kms('EnableKey', { KeyId: keyId });
		await ec2(it, 'AttachVolume', at);
		expect((await ec2(it, 'ReadBlock', { VolumeId: at.VolumeId, Block: 3 })).result['Body']).toEqual(TEXT);
	});

	test('stop and start: the host forgets the data key, and needs a usable key to get it again', async () => {
		const { it, keyId, at } = await withVolume();
		const stopped = await ec2(it, 'StopInstances', { InstanceId: at.InstanceId });
		expect(stopped.kms).toEqual(['RetireGrant']);
		await it.kms('DisableKey', { KeyId: keyId });
		await ec2(it, 'StartInstances', { InstanceId: at.InstanceId });
		expect(last(it, 'instance')).toMatchObject({ status: 'pending' });
		await settle(it);
		expect(last(it, 'instance')).toMatchObject({
			status: 'stopped',
			body: { stateReason: 'Client.InternalError: Client error on launch' }
		});
		expect((last(it, 'volume').body['notifications'] as object[]).at(-1)).toMatchObject({
			event: 'reattachVolume'
		});
		await it.kms('EnableKey', { KeyId: keyId });
		expect((await ec2(it, 'StartInstances', { InstanceId: at.InstanceId })).kms).toEqual([
			'CreateGrant',
			'Decrypt'
		]);
		expect(last(it, 'instance')).toMatchObject({ status: 'running' });
	});

	test.each([
		['RSA', { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }],
		['HMAC', { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }],
		['ECC', { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }]
	])('an %s key is refused with the call, by id, ARN and alias, and nothing is made', async (_, input) => {
		const it = cloud();
		const KeyId = await newKey(it, input);
		await it.kms('CreateAlias', { AliasName: 'alias/wrong', TargetKeyId: KeyId });
		await ec2(it, 'RunInstances', {});
		await ec2(it, 'CreateSnapshot', { VolumeId: ids(it, 'volume')[0] });
		const SnapshotId = ids(it, 'snapshot')[0];
		for (const KmsKeyId of [KeyId, keyArn(KeyId), 'alias/wrong'])
			for (const [operation, more] of [
				['CreateVolume', { Encrypted: true }],
				['CopySnapshot', { SourceSnapshotId: SnapshotId }],
				['RunInstances', {}],
				['ModifyEbsDefaultKmsKeyId', {}],
				['CreateAutoScalingGroup', { AutoScalingGroupName: 'web' }]
			] as const)
				expect(await it.ask('ec2', operation, { ...more, KmsKeyId })).toMatchObject({
					answer: 'InvalidParameterValue',
					message: `KmsKeyId: Amazon EBS takes symmetric encryption keys only, got ${input.KeySpec}`,
					kms: []
				});
		expect([it.kept('volume').length, it.kept('snapshot').length]).toEqual([1, 1]);
	});

	test('a key of another Region is refused with the call', async () => {
		const it = cloud();
		const there = keyArn(await newKey(it)).replace(HERE, 'us-east-1');
		expect((await it.ask('ec2', 'CreateVolume', { KmsKeyId: there })).answer).toBe('InvalidParameterValue');
	});

	test('under a key that nobody knows, or may not use, it is creating, and seconds later in error', async () => {
		const it = cloud();
		const unknown = keyArn('1234abcd-12ab-34cd-56ef-1234567890ab');
		expect((await ec2(it, 'CreateVolume', { KmsKeyId: unknown })).result['State']).toBe('creating');
		const volume = ids(it, 'volume')[0];
		expect(last(it, 'volume')).toMatchObject({ status: 'creating', sealed: [], body: { notifications: [] } });
		expect((await it.ask('ec2', 'CreateSnapshot', { VolumeId: volume })).answer).toBe('IncorrectState');
		const settled = await settle(it);
		expect(last(it, 'volume')).toMatchObject({
			status: 'error',
			body: { notifications: [{ event: 'createVolume', result: 'failed', at: it.world.state().time }] }
		});
		expect(settled.entry.command).toMatchObject({ type: 'clock.advance' });
		expect(it.world.state().time).toBe(Date.UTC(2026, 0, 1) + SETTLES);
		const mine = keyArn(await newKey(it));
		await ec2(it, 'CreateVolume', { Encrypted: true, KmsKeyId: mine }, BOB);
		await settle(it);
		expect(last(it, 'volume')).toMatchObject({ account: OTHER, status: 'error' });
	});

	test('encryption by default makes the root volume encrypted, under the key that was chosen', async () => {
		const it = cloud();
		expect((await ec2(it, 'GetEbsDefaultKmsKeyId', {})).result).toEqual({ KmsKeyId: 'alias/aws/ebs' });
		await ec2(it, 'EnableEbsEncryptionByDefault', {});
		await ec2(it, 'RunInstances', {});
		const [managed] = [...it.world.state().keys.values()];
		expect(last(it, 'volume').sealed[0]?.keyArn).toBe(managed?.arn);
		expect(managed?.manager).toBe('AWS');
		const keyId = await newKey(it);
		await ec2(it, 'ModifyEbsDefaultKmsKeyId', { KmsKeyId: keyId });
		await ec2(it, 'CreateVolume', {});
		expect(last(it, 'volume').sealed[0]?.keyArn).toBe(keyArn(keyId));
	});
});

describe('a snapshot', () => {
	test('keeps the data key and the volume’s context, and asks KMS nothing', async () => {
		const { it, at } = await withVolume();
		const made = await ec2(it, 'CreateSnapshot', { VolumeId: at.VolumeId });
		expect(made.kms).toEqual([]);
		expect(last(it, 'snapshot').sealed).toEqual(last(it, 'volume').sealed);
	});

	test('an unencrypted one becomes an encrypted volume: CreateGrant, a data key, Decrypt', async () => {
		const it = cloud();
		const keyId = await newKey(it);
		await ec2(it, 'RunInstances', {});
		const [volume] = ids(it, 'volume');
		await ec2(it, 'WriteBlock', { VolumeId: volume, Body: TEXT });
		await ec2(it, 'CreateSnapshot', { VolumeId: volume });
		const made = await ec2(it, 'CreateVolume', { SnapshotId: ids(it, 'snapshot')[0], KmsKeyId: keyId });
		expect(made.kms).toEqual(['CreateGrant', 'GenerateDataKeyWithoutPlaintext', 'Decrypt', 'RetireGrant']);
		expect(await byHand(it, last(it, 'volume'))).toBe('Meet me at the museum at noon.');
	});

	test('same key: the same data key wrapped again; another key: a new data key', async () => {
		const { it, at } = await withVolume();
		await ec2(it, 'CreateSnapshot', { VolumeId: at.VolumeId });
		const SnapshotId = ids(it, 'snapshot')[0];
		const [, source] = it.kept('volume');
		const same = await ec2(it, 'CreateVolume', { SnapshotId });
		expect(same.kms).toEqual(['ReEncrypt']);
		expect(last(it, 'volume').body['blocks']).toEqual(source!.body['blocks']);
		expect(last(it, 'volume').sealed[0]?.context).toEqual({ 'aws:ebs:id': last(it, 'volume').name });
		expect(await byHand(it, last(it, 'volume'))).toBe('Meet me at the museum at noon.');
		const other = await newKey(it);
		const moved = await ec2(it, 'CreateVolume', { SnapshotId, KmsKeyId: other });
		expect(moved.kms).toEqual([
			...['CreateGrant', 'Decrypt', 'RetireGrant'],
			...['CreateGrant', 'GenerateDataKeyWithoutPlaintext', 'Decrypt', 'RetireGrant']
		]);
		expect(last(it, 'volume').body['blocks']).not.toEqual(source!.body['blocks']);
		expect(await byHand(it, last(it, 'volume'))).toBe('Meet me at the museum at noon.');
	});
});

const SHARE = [
	...['kms:DescribeKey', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'],
	...['kms:ReEncrypt*', 'kms:Decrypt']
];
const ALL_MINE = statement(root(HOME), 'kms:*');
const FOR_OTHER = document(
	ALL_MINE,
	statement(root(OTHER), SHARE),
	statement(root(OTHER), 'kms:CreateGrant', { Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } })
);

async function shared(policy?: string) {
	const made = await withVolume();
	const { it, at, keyId } = made;
	await ec2(it, 'CreateSnapshot', { VolumeId: at.VolumeId });
	const SnapshotId = ids(it, 'snapshot')[0]!;
	if (policy !== undefined) await it.kms('PutKeyPolicy', { KeyId: keyId, Policy: policy });
	await ec2(it, 'ModifySnapshotAttribute', { SnapshotId, UserId: OTHER });
	const bobs = await it.kms('CreateKey', {}, BOB);
	const { Arn } = bobs.entry.outcome.ok
		? (bobs.entry.outcome.result as { KeyMetadata: { Arn: string } }).KeyMetadata
		: { Arn: '' };
	return { ...made, SnapshotId, bobsKey: Arn };
}
const bobHere = { caller: BOB, account: OTHER };

describe('across accounts', () => {
	test('a copy under one’s own key outlives the owner’s key; a volume straight from the share does not attach', async () => {
		const { it, keyId, SnapshotId, bobsKey } = await shared(FOR_OTHER);
		const copy = await ec2(it, 'CopySnapshot', { SourceSnapshotId: SnapshotId, KmsKeyId: bobsKey }, BOB);
		const snapshot = last(it, 'snapshot');
		const ours = host(snapshot.name, OTHER);
		expect(callsTo(copy.entry)).toMatchObject([
			{ operation: 'CreateGrant', caller: BOB, viaService: VIA, keyId: keyArn(keyId) },
			{ operation: 'Decrypt', caller: ours, keyId: keyArn(keyId) },
			{ operation: 'RetireGrant', caller: ours },
			{ operation: 'CreateGrant', caller: BOB, keyId: bobsKey },
			{ operation: 'GenerateDataKeyWithoutPlaintext', caller: BOB, viaService: VIA, keyId: bobsKey },
			{ operation: 'Decrypt', caller: ours },
			{ operation: 'RetireGrant', caller: ours }
		]);
		expect(snapshot).toMatchObject({ status: 'completed', account: OTHER });
		expect(snapshot.sealed).toMatchObject([{ keyArn: bobsKey, context: { 'aws:ebs:id': snapshot.name } }]);
		expect(await byHand(it, snapshot, bobHere)).toBe('Meet me at the museum at noon.');
		await ec2(it, 'RunInstances', {}, BOB);
		const InstanceId = ids(it, 'instance').at(-1);
		await ec2(it, 'CreateVolume', { SnapshotId: snapshot.name }, BOB);
		const own = ids(it, 'volume').at(-1);
		await ec2(it, 'CreateVolume', { SnapshotId, KmsKeyId: keyArn(keyId) }, BOB);
		const straight = ids(it, 'volume').at(-1);
		await it.kms('DisableKey', { KeyId: keyId });
		await ec2(it, 'AttachVolume', { VolumeId: straight, InstanceId }, BOB);
		await settle(it);
		expect(last(it, 'volume')).toMatchObject({ name: straight, status: 'available' });
		await ec2(it, 'AttachVolume', { VolumeId: own, InstanceId }, BOB);
		const read = await ec2(it, 'ReadBlock', { VolumeId: own, Block: 3 }, BOB);
		expect(read.result['Body']).toEqual(TEXT);
	});

	test.each([
		['the key policy is missing', undefined, BOB],
		['IAM of the other account is silent', FOR_OTHER, `arn:aws:iam::${OTHER}:user/Dana`]
	])('the copy is accepted and fails silently when %s', async (_, policy, caller) => {
		const { it, SnapshotId, bobsKey } = await shared(policy);
		const ec2Only = {
			...{ Version: '2012-10-17' },
			Statement: [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }]
		};
		if (caller !== BOB)
			await it.world.run({
				type: 'iam.putPrincipal',
				principal: { arn: caller, identityPolicies: [{ name: 'Ec2', policy: ec2Only }] },
				...it.world.acting
			});
		const copy = await ec2(it, 'CopySnapshot', { SourceSnapshotId: SnapshotId, KmsKeyId: bobsKey }, caller);
		expect(copy.result['SnapshotId']).toBe(last(it, 'snapshot').name);
		expect(last(it, 'snapshot')).toMatchObject({ status: 'pending' });
		await settle(it);
		expect(last(it, 'snapshot')).toMatchObject({
			...{ status: 'error', sealed: [] },
			body: { stateMessage: 'Given key ID is not accessible' }
		});
	});

	test('the AWS managed key cannot be shared, nobody shares with all, a stranger sees nothing', async () => {
		const it = cloud();
		await ec2(it, 'CreateVolume', { Encrypted: true });
		await ec2(it, 'CreateSnapshot', { VolumeId: ids(it, 'volume')[0] });
		const SnapshotId = ids(it, 'snapshot')[0];
		expect(await it.ask('ec2', 'ModifySnapshotAttribute', { SnapshotId, UserId: OTHER })).toMatchObject({
			answer: 'OperationNotPermitted',
			message: 'Encrypted snapshots with EBS default key cannot be shared'
		});
		expect(await it.ask('ec2', 'ModifySnapshotAttribute', { SnapshotId, UserId: 'all' })).toMatchObject({
			answer: 'OperationNotPermitted'
		});
		expect(await it.ask('ec2', 'CopySnapshot', { SourceSnapshotId: SnapshotId }, BOB)).toMatchObject({
			answer: 'InvalidSnapshot.NotFound'
		});
	});

	test('to another Region: opened there, sealed here, under a key of here', async () => {
		const { it, at, keyId } = await withVolume();
		await ec2(it, 'CreateSnapshot', { VolumeId: at.VolumeId });
		const from = { SourceRegion: HERE, SourceSnapshotId: ids(it, 'snapshot')[0] };
		const THERE = 'us-east-1';
		const refused = await it.ask(
			'ec2',
			'CopySnapshot',
			{ ...from, KmsKeyId: keyArn(keyId) },
			undefined,
			THERE
		);
		expect(refused.answer).toBe('InvalidParameterValue');
		const copy = await ec2(it, 'CopySnapshot', from, undefined, THERE);
		expect(copy.entry.calls?.map(({ operation, region }) => `${operation} ${region}`)).toEqual([
			`DescribeKey ${THERE}`,
			...[`CreateGrant ${HERE}`, `Decrypt ${HERE}`, `RetireGrant ${HERE}`],
			...[`CreateGrant ${THERE}`, `GenerateDataKeyWithoutPlaintext ${THERE}`],
			...[`Decrypt ${THERE}`, `RetireGrant ${THERE}`]
		]);
		expect(last(it, 'snapshot')).toMatchObject({ region: THERE, status: 'completed' });
		expect(last(it, 'snapshot').sealed[0]?.keyArn).toContain(`:${THERE}:`);
	});
});

describe('an image', () => {
	async function image(policy?: string) {
		const { it, keyId, SnapshotId } = await shared(policy);
		const made = await ec2(it, 'RegisterImage', { SnapshotId });
		const ImageId = made.result['ImageId'] as string;
		await ec2(it, 'ModifyImageAttribute', { ImageId, UserId: OTHER });
		return { it, keyId, ImageId };
	}

	test('launched from a share without the key: pending, then terminated; mended, it runs under one’s own key', async () => {
		const { it, keyId, ImageId } = await image();
		const launched = await ec2(it, 'RunInstances', { ImageId }, BOB);
		expect(launched.result['State']).toBe('pending');
		expect(last(it, 'instance')).toMatchObject({ status: 'pending' });
		await settle(it);
		expect(last(it, 'instance')).toMatchObject({
			status: 'terminated',
			body: { stateReason: 'Client.InternalError: Client error on launch' }
		});
		await it.kms('PutKeyPolicy', { KeyId: keyId, Policy: FOR_OTHER });
		const again = await ec2(it, 'RunInstances', { ImageId }, BOB);
		expect(last(it, 'instance')).toMatchObject({ status: 'running' });
		expect(last(it, 'volume').sealed[0]?.keyArn).toContain(`:${OTHER}:`);
		expect(again.kms).toEqual([
			...['DescribeKey', 'DescribeKey', 'CreateGrant', 'Decrypt', 'RetireGrant'],
			...['CreateGrant', 'GenerateDataKeyWithoutPlaintext', 'Decrypt', 'RetireGrant'],
			...['CreateGrant', 'Decrypt']
		]);
	});

	test('a copy of it without the key is pending, and fails with its snapshot', async () => {
		const { it, ImageId } = await image();
		const copy = await ec2(it, 'CopyImage', { SourceImageId: ImageId }, BOB);
		const { ImageId: mine } = copy.result;
		expect(last(it, 'image')).toMatchObject({ name: mine, status: 'pending' });
		expect((await it.ask('ec2', 'RunInstances', { ImageId: mine }, BOB)).answer).toBe('IncorrectState');
		await settle(it);
		expect([last(it, 'image').status, last(it, 'snapshot').status]).toEqual(['failed', 'error']);
	});

	test('a copy of the image needs the owner’s key only once', async () => {
		const { it, keyId, ImageId } = await image(FOR_OTHER);
		const copy = await ec2(it, 'CopyImage', { SourceImageId: ImageId }, BOB);
		await it.kms('DisableKey', { KeyId: keyId });
		await ec2(it, 'RunInstances', { ImageId: copy.result['ImageId'] }, BOB);
		expect(last(it, 'instance')).toMatchObject({ status: 'running' });
	});

	const ROLE = (account: string) =>
		`arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
	const USE = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];

	test('Auto Scaling, same account: the key policy must name the service-linked role, twice', async () => {
		const { it, keyId, ImageId } = await image();
		const group = { AutoScalingGroupName: 'web', ImageId };
		await ec2(it, 'CreateAutoScalingGroup', group);
		expect(last(it, 'auto-scaling-group').body['activities']).toMatchObject([{ status: 'InProgress' }]);
		const again = { AutoScalingGroupName: 'web', DesiredCapacity: 2 };
		expect((await it.ask('ec2', 'SetDesiredCapacity', again)).answer).toBe('ScalingActivityInProgress');
		await settle(it);
		expect(last(it, 'auto-scaling-group').body['activities']).toMatchObject([
			{ status: 'Failed', message: 'Client.InternalError: Client error on launch' }
		]);
		const role = { AWS: ROLE(HOME) };
		const forAws = { Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } };
		const Policy = document(ALL_MINE, statement(role, USE), statement(role, 'kms:CreateGrant', forAws));
		await it.kms('PutKeyPolicy', { KeyId: keyId, Policy });
		const scaled = await ec2(it, 'SetDesiredCapacity', { AutoScalingGroupName: 'web', DesiredCapacity: 1 });
		expect(last(it, 'instance')).toMatchObject({ status: 'running', body: { group: 'web' } });
		expect(callsTo(scaled.entry)[0]).toMatchObject({
			caller: `arn:aws:sts::${HOME}:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling`,
			viaService: VIA
		});
	});

	test('Auto Scaling, another account’s key: a grant made in the group’s own account', async () => {
		const { it, keyId, ImageId } = await image(
			document(ALL_MINE, statement(root(OTHER), [...USE, 'kms:CreateGrant']))
		);
		const group = { AutoScalingGroupName: 'web', ImageId };
		await ec2(it, 'CreateAutoScalingGroup', group, BOB);
		await settle(it);
		expect(last(it, 'instance')).toMatchObject({ status: 'terminated' });
		const granted = await it.kms(
			'CreateGrant',
			{
				KeyId: keyArn(keyId),
				GranteePrincipal: ROLE(OTHER),
				Operations: [
					...['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey'],
					...['GenerateDataKeyWithoutPlaintext', 'DescribeKey', 'CreateGrant']
				]
			},
			BOB
		);
		expect(granted.answer).toBe('ok');
		await it.wait(6 * MINUTE);
		await ec2(it, 'SetDesiredCapacity', { AutoScalingGroupName: 'web' }, BOB);
		expect(last(it, 'instance')).toMatchObject({ status: 'running', body: { group: 'web' } });
	});
});
