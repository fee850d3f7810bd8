import { describe, expect, test } from 'vitest';
import { concat, fromBase64, fromUtf8 } from '$lib/domain/bytes';
import { BLOCK_LENGTH, bytesOf, openBlocks } from '$lib/services/blocks';
import {
	BOB,
	DAY,
	HOME,
	MINUTE,
	OTHER,
	callsTo,
	cloud,
	document,
	newKey,
	root,
	statement,
	type Cloud
} from './services';

const DB = { DBInstanceIdentifier: 'shop' };
const RDS = 'rds.eu-west-1.amazonaws.com';
const RECOVERABLE = 'inaccessible-encryption-credentials-recoverable';
const insert = { ...DB, sql: "insert into letters values ('Meet me at noon')" };
const select = { ...DB, sql: 'select * from letters' };
const MEETING = { records: [[{ stringValue: 'Meet me at noon' }]] };

async function withInstance(input: object = {}) {
	const it = cloud();
	const KeyId = await newKey(it);
	const asked = { ...DB, StorageEncrypted: true, KmsKeyId: KeyId, ...input };
	const made = await it.ask('rds', 'CreateDBInstance', asked);
	await it.ask('rds', 'ExecuteStatement', insert);
	return { it, KeyId, made };
}
const statusOf = (it: Cloud) => it.kept('instance')[0]!.status;

describe('RDS', () => {
	test('the user grants, then RDS alone makes and opens the data key, bound to this database', async () => {
		const { it, made, KeyId } = await withInstance();
		const [describeKey, grant, generate, decrypt] = callsTo(made.entry);
		const alice = { caller: `arn:aws:iam::${HOME}:user/Alice`, viaService: RDS };
		expect(describeKey).toMatchObject({ operation: 'DescribeKey', ...alice });
		expect(grant).toMatchObject({ operation: 'CreateGrant', ...alice });
		const { dbId, volumeId } = it.kept('instance')[0]!.body as Record<string, string>;
		const context = { 'aws:rds:db-id': dbId, 'aws:ebs:id': volumeId };
		const rds = { caller: RDS, viaService: undefined, context };
		expect(generate).toMatchObject({ operation: 'GenerateDataKeyWithoutPlaintext', ...rds });
		expect(decrypt).toMatchObject({ operation: 'Decrypt', ...rds });
		expect((await it.world.kms('ListGrants', { KeyId })).Grants).toMatchObject([
			{ GranteePrincipal: RDS, Constraints: { EncryptionContextSubset: { 'aws:rds:db-id': dbId } } }
		]);
		const read = await it.ask('rds', 'ExecuteStatement', select);
		expect([read.kms, read.result]).toEqual([[], MEETING]);
		expect(JSON.stringify([...it.world.timeline.path()])).not.toContain('Meet me');
	});

	test('its blocks lie in AES-256-XTS, like those of a volume, and open with the key and context named', async () => {
		const { it } = await withInstance();
		const [instance] = it.kept('instance');
		const { blob, context } = instance!.sealed[0]!;
		const blocks = instance!.body['blocks'] as Readonly<Record<string, string>>;
		const { Plaintext } = await it.world.kms('Decrypt', {
			CiphertextBlob: fromBase64(blob),
			EncryptionContext: context
		});
		expect(Plaintext).toHaveLength(64);
		expect(fromUtf8(bytesOf(openBlocks(Plaintext, blocks)))).toBe('["Meet me at noon"]');
		expect(Object.values(blocks).map((block) => fromBase64(block).length)).toEqual([BLOCK_LENGTH]);
		const swapped = concat(Plaintext.slice(32), Plaintext.slice(0, 32));
		expect(openBlocks(swapped, blocks)).not.toEqual(openBlocks(Plaintext, blocks));
	});

	test('a database longer than a block takes several, and reads back whole', async () => {
		const { it } = await withInstance();
		const long = 'museum '.repeat(150);
		await it.ask('rds', 'ExecuteStatement', { ...DB, sql: `insert into letters values ('${long}')` });
		expect(Object.keys(it.kept('instance')[0]!.body['blocks']!)).toEqual(['0', '1', '2']);
		const read = await it.ask('rds', 'ExecuteStatement', select);
		expect(read.result['records']).toEqual([[{ stringValue: 'Meet me at noon' }], [{ stringValue: long }]]);
	});

	test('a disabled key: runs until RDS notices; recoverable once the key is back', async () => {
		const { it, KeyId } = await withInstance();
		await it.kms('DisableKey', { KeyId });
		expect((await it.ask('rds', 'ExecuteStatement', select)).result).toEqual(MEETING);
		await it.wait(30 * MINUTE);
		expect(statusOf(it)).toBe(RECOVERABLE);
		expect(it.kept('instance')[0]!.memory).toBeUndefined();
		expect((await it.ask('rds', 'ExecuteStatement', select)).answer).toBe('InvalidDBInstanceState');
		expect((await it.ask('rds', 'StartDBInstance', DB)).answer).toBe('KMSKeyNotAccessibleFault');
		await it.wait(6 * DAY);
		await it.kms('EnableKey', { KeyId });
		expect((await it.ask('rds', 'StartDBInstance', DB)).kms).toEqual(['Decrypt']);
		await it.wait(30 * DAY);
		expect((await it.ask('rds', 'ExecuteStatement', select)).result).toEqual(MEETING);
	});

	test('after seven days it is over, whatever the key does', async () => {
		const { it, KeyId } = await withInstance();
		await it.kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 30 });
		await it.world.run({ type: 'clock.advance', by: 'next-event', ...it.world.acting });
		expect(statusOf(it)).toBe(RECOVERABLE);
		await it.wait(7 * DAY);
		expect(statusOf(it)).toBe('inaccessible-encryption-credentials');
		await it.kms('CancelKeyDeletion', { KeyId });
		await it.kms('EnableKey', { KeyId });
		expect((await it.ask('rds', 'StartDBInstance', DB)).answer).toBe('InvalidDBInstanceState');
	});

	test('one move of the calendar over eight days ends where two moves end', async () => {
		const { it, KeyId } = await withInstance();
		await it.kms('DisableKey', { KeyId });
		await it.wait(8 * DAY);
		expect(statusOf(it)).toBe('inaccessible-encryption-credentials');
	});

	test('RDS without its grant has lost the key as well', async () => {
		const { it, KeyId } = await withInstance();
		const [grant] = (await it.world.kms('ListGrants', { KeyId })).Grants ?? [];
		await it.kms('RevokeGrant', { KeyId, GrantId: grant!.GrantId });
		await it.wait(30 * MINUTE);
		expect(statusOf(it)).toBe(RECOVERABLE);
	});

	test('stopped and started: the data key is wiped, and asked for again', async () => {
		const { it } = await withInstance();
		await it.ask('rds', 'StopDBInstance', DB);
		expect(it.kept('instance')[0]).toMatchObject({ status: 'stopped' });
		expect(it.kept('instance')[0]!.memory).toBeUndefined();
		expect((await it.ask('rds', 'StartDBInstance', DB)).kms).toEqual(['Decrypt']);
		expect((await it.ask('rds', 'ExecuteStatement', select)).result).toEqual(MEETING);
	});

	test('a snapshot restores under its key, and needs it', async () => {
		const { it, KeyId } = await withInstance();
		await it.ask('rds', 'CreateDBSnapshot', { ...DB, DBSnapshotIdentifier: 'monday' });
		await it.kms('DisableKey', { KeyId });
		const restore = { DBInstanceIdentifier: 'again', DBSnapshotIdentifier: 'monday' };
		const refused = await it.ask('rds', 'RestoreDBInstanceFromDBSnapshot', restore);
		expect(refused.answer).toBe('KMSKeyNotAccessibleFault');
		await it.kms('EnableKey', { KeyId });
		expect((await it.ask('rds', 'RestoreDBInstanceFromDBSnapshot', restore)).answer).toBe('ok');
		const read = await it.ask('rds', 'ExecuteStatement', { ...select, DBInstanceIdentifier: 'again' });
		expect(read.result).toEqual(MEETING);
	});

	test('an RSA key is refused', async () => {
		const it = cloud();
		const KmsKeyId = await newKey(it, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
		const refused = await it.ask('rds', 'CreateDBInstance', { ...DB, StorageEncrypted: true, KmsKeyId });
		expect(refused.answer).toBe('KMSKeyNotAccessibleFault');
	});
});

describe('a snapshot of RDS for another account', () => {
	const SHARE = { DBSnapshotIdentifier: 'monday', AttributeName: 'restore', ValuesToAdd: [OTHER] };

	async function shared() {
		const { it, KeyId } = await withInstance();
		await it.ask('rds', 'CreateDBSnapshot', { ...DB, DBSnapshotIdentifier: 'monday' });
		await it.ask('rds', 'ModifyDBSnapshotAttribute', SHARE);
		await it.kms('CreateKey', {}, BOB);
		const key = [...it.world.state().keys.values()].at(-1)!.arn;
		const copy = {
			SourceDBSnapshotIdentifier: it.kept('db-snapshot')[0]!.arn,
			TargetDBSnapshotIdentifier: 'mine',
			KmsKeyId: key
		};
		return { it, KeyId, copy };
	}
	const open = (it: Cloud, KeyId: string, ...actions: readonly string[]) =>
		it.kms('PutKeyPolicy', {
			KeyId,
			Policy: document(statement(root(HOME), 'kms:*'), statement(root(OTHER), actions))
		});

	test('is copied there under a key of its own, and lives on when the first key is dead', async () => {
		const { it, KeyId, copy } = await shared();
		await open(it, KeyId, 'kms:CreateGrant', 'kms:DescribeKey', 'kms:Decrypt');
		const copied = await it.ask('rds', 'CopyDBSnapshot', copy, BOB);
		expect(copied.message).toBe('');
		expect(copied.kms).toEqual([
			...['DescribeKey', 'CreateGrant', 'CreateGrant'],
			...['GenerateDataKeyWithoutPlaintext', 'Decrypt', 'Decrypt']
		]);
		await it.kms('DisableKey', { KeyId });
		const restore = { DBInstanceIdentifier: 'theirs', DBSnapshotIdentifier: 'mine' };
		expect((await it.ask('rds', 'RestoreDBInstanceFromDBSnapshot', restore, BOB)).answer).toBe('ok');
		const read = await it.ask('rds', 'ExecuteStatement', { ...select, DBInstanceIdentifier: 'theirs' }, BOB);
		expect(read.result).toEqual(MEETING);
	});

	test('must be copied before it is restored; without CreateGrant in the key policy it cannot be', async () => {
		const { it, KeyId, copy } = await shared();
		const restore = {
			DBInstanceIdentifier: 'theirs',
			DBSnapshotIdentifier: copy.SourceDBSnapshotIdentifier
		};
		const straight = await it.ask('rds', 'RestoreDBInstanceFromDBSnapshot', restore, BOB);
		expect(straight.answer).toBe('InvalidDBSnapshotState');
		await open(it, KeyId, 'kms:DescribeKey', 'kms:Decrypt');
		expect((await it.ask('rds', 'CopyDBSnapshot', copy, BOB)).answer).toBe('KMSKeyNotAccessibleFault');
	});

	test('is not shared in public, nor under alias/aws/rds, nor copied by the root user', async () => {
		const { it, KeyId, copy } = await shared();
		const everyone = { ...SHARE, ValuesToAdd: ['all'] };
		expect((await it.ask('rds', 'ModifyDBSnapshotAttribute', everyone)).answer).toBe(
			'InvalidParameterCombination'
		);
		await open(it, KeyId, 'kms:*');
		expect((await it.ask('rds', 'CopyDBSnapshot', copy, `arn:aws:iam::${OTHER}:root`)).answer).toBe(
			'AccessDenied'
		);
		const { it: managed } = await withInstance({ KmsKeyId: undefined });
		await managed.ask('rds', 'CreateDBSnapshot', { ...DB, DBSnapshotIdentifier: 'monday' });
		expect((await managed.ask('rds', 'ModifyDBSnapshotAttribute', SHARE)).answer).toBe(
			'InvalidDBSnapshotState'
		);
	});
});
