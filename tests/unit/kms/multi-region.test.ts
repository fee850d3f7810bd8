/** Multi-Region keys: one material in several Regions, one primary, and lives of their own. */
import { describe, expect, test } from 'vitest';
import { fromUtf8, utf8 } from '$lib/domain/bytes';
import type { Command } from '$lib/domain/entry';
import { keyArn, region, type KeyId, type Region } from '$lib/domain/ids';
import { DAY } from '$lib/domain/key';
import type { Input, OperationName, Output } from '$lib/domain/operations';
import { nextKeyState } from '$lib/machines/key.machine';
import { bringMaterial } from '$lib/reference/key-kinds';
import { AWAY, FAR, HOME, NEXT_EVENT } from '$lib/reference/probe';
import { emptyState, fold } from '$lib/world/state';
import { testWorld } from '../world/world';
import { testProbe } from './test-probe';

const OTHER_POLICY =
	'{"Id":"other","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:*","Resource":"*"}}';
const IRELAND = region('eu-west-1');
const VIRGINIA = region('us-east-1');
const TOKYO = region('ap-northeast-1');

async function withPrimary() {
	const world = testWorld();
	async function at<O extends OperationName>(where: Region, operation: O, input: Input<O>) {
		const command = { type: 'kms', operation, input, ...world.acting, region: where } as Command;
		const done = await world.run(command);
		if (!done.entry.outcome.ok)
			throw new Error(`${done.entry.outcome.error.code}: ${done.entry.outcome.error.message}`);
		return done.output as Output<O>;
	}
	const { KeyMetadata: key } = await at(IRELAND, 'CreateKey', { MultiRegion: true, Description: 'first' });
	const KeyId = key.KeyId;
	const advance = (by: number | 'next-event') => world.run({ type: 'clock.advance', by, ...world.acting });
	const replicate = async (to: Region, more: Partial<Input<'ReplicateKey'>> = {}) => {
		const made = await at(IRELAND, 'ReplicateKey', { KeyId, ReplicaRegion: to, ...more });
		await advance(5000);
		return made;
	};
	const record = (where: Region) =>
		world.state().keys.get(keyArn({ region: where, account: world.acting.account, keyId: KeyId as KeyId }));
	const materials = (where: Region) => record(where)!.generations.map((one) => one.materialId);
	return { world, at, key, KeyId, advance, replicate, record, materials };
}

test('a multi-Region key says so: its id, and its set in DescribeKey', async () => {
	const { key, KeyId, at } = await withPrimary();
	expect(KeyId).toMatch(/^mrk-[0-9a-f]{32}$/);
	expect(key).toMatchObject({
		MultiRegion: true,
		MultiRegionConfiguration: {
			MultiRegionKeyType: 'PRIMARY',
			PrimaryKey: { Arn: key.Arn, Region: IRELAND },
			ReplicaKeys: []
		}
	});
	const { KeyMetadata: other } = await at(IRELAND, 'CreateKey', {});
	expect(other.MultiRegion).toBe(false);
	expect(other).not.toHaveProperty('MultiRegionConfiguration');
});

test('a replica is Creating for some seconds, then opens what the primary sealed, and the other way round', async () => {
	const { at, KeyId, key, advance, record } = await withPrimary();
	const made = await at(IRELAND, 'ReplicateKey', {
		KeyId,
		ReplicaRegion: VIRGINIA,
		Description: 'second',
		Tags: [{ TagKey: 'a', TagValue: 'b' }]
	});
	expect(made.ReplicaKeyMetadata).toMatchObject({
		KeyId,
		KeyState: 'Creating',
		Enabled: false,
		Description: 'second',
		MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA', PrimaryKey: { Region: IRELAND } }
	});
	expect(made.ReplicaKeyMetadata).not.toHaveProperty('CurrentKeyMaterialId');
	expect(made.ReplicaTags).toEqual([{ TagKey: 'a', TagValue: 'b' }]);
	expect(made.ReplicaPolicy).toContain('key-default-1');
	await expect(at(VIRGINIA, 'Encrypt', { KeyId, Plaintext: utf8('x') })).rejects.toThrow(
		`KMSInvalidStateException: ${made.ReplicaKeyMetadata.Arn} is creating.`
	);
	await advance('next-event');
	expect((await at(VIRGINIA, 'DescribeKey', { KeyId })).KeyMetadata).toMatchObject({
		KeyState: 'Enabled',
		CurrentKeyMaterialId: key.CurrentKeyMaterialId
	});
	expect(record(VIRGINIA)!.generations[0]!.token).not.toBe(record(IRELAND)!.generations[0]!.token);
	for (const [from, to] of [
		[IRELAND, VIRGINIA],
		[VIRGINIA, IRELAND]
	] as const) {
		const { CiphertextBlob } = await at(from, 'Encrypt', { KeyId, Plaintext: utf8('over the sea') });
		const opened = await at(to, 'Decrypt', { CiphertextBlob });
		expect(fromUtf8(opened.Plaintext)).toBe('over the sea');
		expect(opened.KeyId).toContain(`:${to}:`);
	}
	const { CiphertextBlob } = await at(IRELAND, 'Encrypt', { KeyId, Plaintext: utf8('x') });
	await expect(at(TOKYO, 'Decrypt', { CiphertextBlob })).rejects.toThrow('AccessDeniedException');
});

test('description, policy, tags, aliases and state of each are its own', async () => {
	const { at, KeyId, replicate } = await withPrimary();
	await replicate(VIRGINIA);
	await at(VIRGINIA, 'UpdateKeyDescription', { KeyId, Description: 'other' });
	await at(VIRGINIA, 'PutKeyPolicy', { KeyId, Policy: OTHER_POLICY });
	await at(VIRGINIA, 'TagResource', { KeyId, Tags: [{ TagKey: 'a', TagValue: '' }] });
	await at(VIRGINIA, 'DisableKey', { KeyId });
	expect((await at(IRELAND, 'DescribeKey', { KeyId })).KeyMetadata).toMatchObject({
		Description: 'first',
		KeyState: 'Enabled'
	});
	expect((await at(IRELAND, 'ListResourceTags', { KeyId })).Tags).toEqual([]);
	expect((await at(IRELAND, 'GetKeyPolicy', { KeyId })).Policy).toContain('key-default-1');
});

describe('ReplicateKey refuses', () => {
	test("a Region that has a key of the set, also one pending deletion, and the primary's own", async () => {
		const { at, KeyId, replicate } = await withPrimary();
		await replicate(VIRGINIA);
		await expect(replicate(VIRGINIA)).rejects.toThrow('AlreadyExistsException');
		await expect(replicate(IRELAND)).rejects.toThrow('AlreadyExistsException');
		await at(VIRGINIA, 'ScheduleKeyDeletion', { KeyId });
		await expect(replicate(VIRGINIA)).rejects.toThrow('AlreadyExistsException');
	});

	test('a replica, and a key of one Region', async () => {
		const { at, KeyId, replicate, record } = await withPrimary();
		await replicate(VIRGINIA);
		await expect(at(VIRGINIA, 'ReplicateKey', { KeyId, ReplicaRegion: TOKYO })).rejects.toThrow(
			`UnsupportedOperationException: ${record(VIRGINIA)!.arn} is not a multi-region primary key.`
		);
		const { KeyMetadata: single } = await at(IRELAND, 'CreateKey', {});
		await expect(at(IRELAND, 'ReplicateKey', { KeyId: single.KeyId, ReplicaRegion: TOKYO })).rejects.toThrow(
			`${single.Arn} is not a multi-region primary key.`
		);
		expect(record(TOKYO)).toBeUndefined();
	});
});

describe('rotation', () => {
	test('is set on the primary for all; the same material comes to every Region', async () => {
		const { at, KeyId, replicate, advance, materials, world } = await withPrimary();
		await replicate(VIRGINIA);
		for (const operation of ['EnableKeyRotation', 'DisableKeyRotation', 'RotateKeyOnDemand'] as const)
			await expect(at(VIRGINIA, operation, { KeyId })).rejects.toThrow('UnsupportedOperationException');
		await at(IRELAND, 'EnableKeyRotation', { KeyId, RotationPeriodInDays: 100 });
		expect(await at(VIRGINIA, 'GetKeyRotationStatus', { KeyId })).toMatchObject({
			KeyRotationEnabled: true,
			RotationPeriodInDays: 100
		});
		await at(IRELAND, 'RotateKeyOnDemand', { KeyId });
		expect(materials(VIRGINIA)).toEqual(materials(IRELAND));
		const { entry } = await advance(250 * DAY);
		// Told for each Region that gets it, as for a rotation on demand.
		expect(entry.trace.filter((step) => step.kind === 'hsm-rewrap')).toEqual([
			expect.objectContaining({ from: IRELAND, to: VIRGINIA, generations: 2 })
		]);
		expect(materials(IRELAND)).toHaveLength(4);
		expect(materials(VIRGINIA)).toEqual(materials(IRELAND));
		await replicate(TOKYO);
		expect(materials(TOKYO)).toEqual(materials(IRELAND));
		const set = [...world.state().sets.values()][0]!;
		expect(set.onDemandRotations).toBe(1);
		for (const key of world.state().keys.values()) {
			expect(key.rotation).toEqual(set.rotation);
			expect(key.onDemandRotations).toBe(1);
			expect(key.generations.map((one) => one.number)).toEqual([1, 2, 3, 4]);
		}
		const { CiphertextBlob } = await at(TOKYO, 'Encrypt', { KeyId, Plaintext: utf8('x') });
		expect((await at(VIRGINIA, 'Decrypt', { CiphertextBlob })).KeyMaterialId).toBe(materials(TOKYO)[3]);
	});

	test('goes on under the new primary', async () => {
		const { at, KeyId, replicate, advance, materials } = await withPrimary();
		await replicate(VIRGINIA);
		await at(IRELAND, 'EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
		await at(IRELAND, 'UpdatePrimaryRegion', { KeyId, PrimaryRegion: VIRGINIA });
		await advance(200 * DAY);
		expect(materials(VIRGINIA)).toHaveLength(3);
		expect(materials(IRELAND)).toEqual(materials(VIRGINIA));
		await at(VIRGINIA, 'RotateKeyOnDemand', { KeyId });
		await expect(at(IRELAND, 'RotateKeyOnDemand', { KeyId })).rejects.toThrow(
			'UnsupportedOperationException'
		);
		expect(materials(IRELAND)).toEqual(materials(VIRGINIA));
	});
});

test('the primary moves: both are Updating for some seconds, may be used, and look like replicas', async () => {
	const { at, KeyId, replicate, advance } = await withPrimary();
	await replicate(VIRGINIA);
	await replicate(TOKYO);
	expect(await at(IRELAND, 'UpdatePrimaryRegion', { KeyId, PrimaryRegion: VIRGINIA })).toEqual({});
	for (const where of [IRELAND, VIRGINIA]) {
		const { KeyMetadata } = await at(where, 'DescribeKey', { KeyId });
		expect(KeyMetadata).toMatchObject({
			KeyState: 'Updating',
			MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA' }
		});
		await at(where, 'Encrypt', { KeyId, Plaintext: utf8('x') });
		await expect(at(where, 'DisableKey', { KeyId })).rejects.toThrow('is updating.');
	}
	expect((await at(TOKYO, 'DescribeKey', { KeyId })).KeyMetadata.KeyState).toBe('Enabled');
	await advance('next-event');
	const types = [];
	for (const where of [IRELAND, VIRGINIA, TOKYO]) {
		const { KeyMetadata } = await at(where, 'DescribeKey', { KeyId });
		types.push([KeyMetadata.KeyState, KeyMetadata.MultiRegionConfiguration!.MultiRegionKeyType]);
	}
	expect(types).toEqual([
		['Enabled', 'REPLICA'],
		['Enabled', 'PRIMARY'],
		['Enabled', 'REPLICA']
	]);
	await expect(at(VIRGINIA, 'UpdatePrimaryRegion', { KeyId, PrimaryRegion: 'eu-central-1' })).rejects.toThrow(
		'NotFoundException'
	);
	await at(VIRGINIA, 'DisableKey', { KeyId });
	await expect(at(VIRGINIA, 'UpdatePrimaryRegion', { KeyId, PrimaryRegion: IRELAND })).rejects.toThrow(
		'DisabledException'
	);
});

describe('deletion', () => {
	test('of the primary waits for the last replica, and only then its own period begins', async () => {
		const { at, KeyId, replicate, advance, record, world } = await withPrimary();
		await replicate(VIRGINIA);
		await replicate(TOKYO);
		const scheduled = await at(IRELAND, 'ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
		expect(scheduled).toEqual({
			KeyId: record(IRELAND)!.arn,
			KeyState: 'PendingReplicaDeletion',
			PendingWindowInDays: 7
		});
		const described = (await at(IRELAND, 'DescribeKey', { KeyId })).KeyMetadata;
		expect(described.PendingDeletionWindowInDays).toBe(7);
		expect(described).not.toHaveProperty('DeletionDate');
		await expect(at(IRELAND, 'Encrypt', { KeyId, Plaintext: utf8('x') })).rejects.toThrow(
			'is pending deletion (or pending replica deletion).'
		);
		await at(VIRGINIA, 'Encrypt', { KeyId, Plaintext: utf8('x') });
		await at(VIRGINIA, 'ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
		await at(TOKYO, 'ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 8 });
		await advance(7 * DAY);
		expect(record(VIRGINIA)).toBeUndefined();
		expect(record(IRELAND)!.state).toBe('PendingReplicaDeletion');
		const before = world.state().time;
		await advance('next-event');
		expect(record(IRELAND)).toMatchObject({
			state: 'PendingDeletion',
			deletionAt: before + 8 * DAY
		});
		await advance(7 * DAY);
		expect(world.state().keys.size).toBe(0);
		expect(world.state().sets.size).toBe(0);
	});

	test('all of it in one advance', async () => {
		const { at, KeyId, replicate, advance, world } = await withPrimary();
		await replicate(VIRGINIA);
		await at(IRELAND, 'EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
		await at(IRELAND, 'ScheduleKeyDeletion', { KeyId });
		await at(VIRGINIA, 'ScheduleKeyDeletion', { KeyId });
		await advance(365 * DAY);
		expect(world.state().keys.size).toBe(0);
		expect(fold(emptyState(world.origin), world.timeline.path())).toEqual(world.state());
	});

	test('of the primary can be cancelled; a replica deleted is no related key any more', async () => {
		const { at, KeyId, replicate, advance, record } = await withPrimary();
		await replicate(VIRGINIA);
		await at(IRELAND, 'ScheduleKeyDeletion', { KeyId });
		await at(IRELAND, 'CancelKeyDeletion', { KeyId });
		expect(record(IRELAND)!.state).toBe('Disabled');
		await at(IRELAND, 'EnableKey', { KeyId });
		await at(VIRGINIA, 'ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
		await at(IRELAND, 'EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
		await advance(100 * DAY);
		expect(record(IRELAND)!.generations).toHaveLength(2);
		const { KeyMetadata } = await at(IRELAND, 'DescribeKey', { KeyId });
		expect(KeyMetadata.MultiRegionConfiguration!.ReplicaKeys).toEqual([]);
		await replicate(VIRGINIA);
		expect(record(VIRGINIA)!.generations).toHaveLength(2);
	});
});

test('what the calendar does to states is what the machine says', () => {
	expect(nextKeyState('Creating', 'replica.ready')).toBe('Enabled');
	expect(nextKeyState('Updating', 'primary.moved')).toBe('Enabled');
	expect(nextKeyState('PendingReplicaDeletion', 'replicas.deleted')).toBe('PendingDeletion');
});

test('the entry of a replication holds no key material, only tokens', async () => {
	const { at, KeyId, world } = await withPrimary();
	await at(IRELAND, 'ReplicateKey', { KeyId, ReplicaRegion: VIRGINIA });
	const entry = world.timeline.path().at(-1)!;
	expect(entry.trace.some((step) => step.kind === 'hsm-rewrap')).toBe(true);
	expect(entry.events.map((event) => event.type)).toEqual(['key.created', 'set.put']);
});

describe('new imported material of a set', () => {
	const first = new Uint8Array(32).fill(1);
	const second = new Uint8Array(32).fill(2);
	const LASTING = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const;

	async function importedPair() {
		const probe = testProbe();
		const { KeyMetadata } = await probe.does('CreateKey', { Origin: 'EXTERNAL', MultiRegion: true });
		const { KeyId } = KeyMetadata;
		await bringMaterial(probe, KeyId, first, HOME);
		await probe.does('ReplicateKey', { KeyId, ReplicaRegion: AWAY });
		await probe.runs(NEXT_EVENT);
		await bringMaterial(probe, KeyId, first, AWAY);
		const rotations = async (region: Region) => {
			const all = { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' } as const;
			const { Rotations } = await probe.does('ListKeyRotations', all, { region });
			return Rotations.map(({ KeyMaterialState, ImportState }) => `${KeyMaterialState} ${ImportState}`);
		};
		return { probe, KeyId, rotations };
	}

	test('is used nowhere until it is in every Region; then the primary rotates all', async () => {
		const { probe, KeyId, rotations } = await importedPair();
		await bringMaterial(probe, KeyId, second, HOME, { ...LASTING, ImportType: 'NEW_KEY_MATERIAL' });
		expect(await rotations(HOME)).toEqual([
			'CURRENT IMPORTED',
			'PENDING_MULTI_REGION_IMPORT_AND_ROTATION IMPORTED'
		]);
		expect(await rotations(AWAY)).toEqual([
			'CURRENT IMPORTED',
			'PENDING_MULTI_REGION_IMPORT_AND_ROTATION PENDING_IMPORT'
		]);
		expect(await probe.asks('RotateKeyOnDemand', { KeyId })).toMatchObject({
			ok: false,
			error: { code: 'KMSInvalidStateException' }
		});
		await bringMaterial(probe, KeyId, second, AWAY, { ...LASTING, ImportType: 'EXISTING_KEY_MATERIAL' });
		expect(await rotations(AWAY)).toEqual(['CURRENT IMPORTED', 'PENDING_ROTATION IMPORTED']);
		await probe.does('RotateKeyOnDemand', { KeyId });
		for (const region of [HOME, AWAY])
			expect(await rotations(region)).toEqual(['NON_CURRENT IMPORTED', 'CURRENT IMPORTED']);
		const sealed = await probe.does('Encrypt', { KeyId, Plaintext: first }, { region: AWAY });
		const { CiphertextBlob } = sealed;
		expect((await probe.does('Decrypt', { CiphertextBlob }, { region: HOME })).Plaintext).toEqual(first);
	});

	test('goes from every Region with that of the primary, and enters by the primary only', async () => {
		const { probe, KeyId, rotations } = await importedPair();
		const away = bringMaterial(probe, KeyId, second, AWAY, { ...LASTING, ImportType: 'NEW_KEY_MATERIAL' });
		await expect(away).rejects.toThrow('UnsupportedOperationException');
		const { KeyMaterialId } = await bringMaterial(probe, KeyId, second, HOME, {
			...LASTING,
			ImportType: 'NEW_KEY_MATERIAL'
		}).then(async () => {
			const { Rotations } = await probe.does('ListKeyRotations', {
				KeyId,
				IncludeKeyMaterial: 'ALL_KEY_MATERIAL'
			});
			return Rotations.at(-1)!;
		});
		await bringMaterial(probe, KeyId, second, AWAY);
		await probe.does('DeleteImportedKeyMaterial', { KeyId, KeyMaterialId });
		for (const region of [HOME, AWAY]) expect(await rotations(region)).toEqual(['CURRENT IMPORTED']);
	});

	test('a later replica waits for every material its primary ever had', async () => {
		const { probe, KeyId } = await importedPair();
		await bringMaterial(probe, KeyId, second, HOME, { ...LASTING, ImportType: 'NEW_KEY_MATERIAL' });
		await bringMaterial(probe, KeyId, second, AWAY);
		await probe.does('RotateKeyOnDemand', { KeyId });
		await probe.does('ReplicateKey', { KeyId, ReplicaRegion: FAR });
		await probe.runs(NEXT_EVENT);
		const state = async () =>
			(await probe.does('DescribeKey', { KeyId }, { region: FAR })).KeyMetadata.KeyState;
		await bringMaterial(probe, KeyId, second, FAR);
		expect(await state()).toBe('PendingImport');
		await bringMaterial(probe, KeyId, first, FAR);
		expect(await state()).toBe('Enabled');
	});
});
