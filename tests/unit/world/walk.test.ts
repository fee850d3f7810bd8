import { expect, test } from 'vitest';
import { fold, emptyState } from '$lib/world/state';
import { fromUtf8, toBase64, toHex, utf8 } from '$lib/domain/bytes';
import { DAY, type KeyRecord } from '$lib/domain/key';
import { testWorld } from './world';

test('what was sealed opens after rotations, and the blob names the generation', async () => {
	const world = testWorld();
	const { KeyMetadata: key } = await world.kms('CreateKey', { Description: 'first' });
	await world.kms('EnableKeyRotation', { KeyId: key.KeyId, RotationPeriodInDays: 90 });
	const sealed = await world.kms('Encrypt', {
		KeyId: key.KeyId,
		Plaintext: utf8('hello'),
		EncryptionContext: { a: 'b' }
	});
	await world.run({ type: 'clock.advance', by: 365 * DAY, ...world.acting });
	expect([...world.state().keys.values()][0]!.generations).toHaveLength(5);
	const opened = await world.kms('Decrypt', {
		CiphertextBlob: sealed.CiphertextBlob,
		EncryptionContext: { a: 'b' }
	});
	expect(fromUtf8(opened.Plaintext)).toBe('hello');
	expect(opened.KeyMaterialId).toBe(key.CurrentKeyMaterialId);
	await expect(
		world.kms('Decrypt', { CiphertextBlob: sealed.CiphertextBlob, EncryptionContext: { a: 'c' } })
	).rejects.toThrow('InvalidCiphertextException');
});

test('what the calendar rotates is told once a key, with the material that is current now', async () => {
	const world = testWorld();
	const { KeyMetadata: key } = await world.kms('CreateKey', {});
	await world.kms('EnableKeyRotation', { KeyId: key.KeyId, RotationPeriodInDays: 90 });
	await world.run({ type: 'clock.advance', by: 365 * DAY, ...world.acting });
	const [{ arn, generations }] = [...world.state().keys.values()] as [KeyRecord];
	const { trace } = world.timeline.path().at(-1)!;
	expect(trace.map(({ kind }) => kind)).toEqual(['clock', 'request', 'hsm-generate-material', 'rotation']);
	expect(trace[2]).toEqual({
		kind: 'hsm-generate-material',
		keyArn: arn,
		materialId: generations.at(-1)!.materialId,
		generation: 5,
		count: 4
	});
});

test('a disabled key refuses, a scheduled one too; the rescue ends in Disabled; deletion is the end', async () => {
	const world = testWorld();
	const { KeyMetadata: key } = await world.kms('CreateKey', {});
	const sealed = await world.kms('Encrypt', { KeyId: key.KeyId, Plaintext: utf8('x') });
	await world.kms('DisableKey', { KeyId: key.KeyId });
	await expect(world.kms('Encrypt', { KeyId: key.KeyId, Plaintext: utf8('x') })).rejects.toThrow(
		`DisabledException: ${key.Arn} is disabled.`
	);
	await world.kms('ScheduleKeyDeletion', { KeyId: key.KeyId, PendingWindowInDays: 7 });
	await expect(world.kms('Decrypt', sealed)).rejects.toThrow('is pending deletion.');
	await world.kms('CancelKeyDeletion', { KeyId: key.KeyId });
	await expect(world.kms('Decrypt', { CiphertextBlob: sealed.CiphertextBlob })).rejects.toThrow(
		'DisabledException'
	);
	await world.kms('EnableKey', { KeyId: key.KeyId });
	await world.kms('Decrypt', { CiphertextBlob: sealed.CiphertextBlob });
	await world.kms('ScheduleKeyDeletion', { KeyId: key.KeyId });
	await world.run({ type: 'clock.advance', by: 'next-event', ...world.acting });
	expect(world.state().keys.size).toBe(0);
	await expect(world.kms('DescribeKey', { KeyId: key.KeyId })).rejects.toThrow('NotFoundException');
	await expect(world.kms('Decrypt', { CiphertextBlob: sealed.CiphertextBlob })).rejects.toThrow(
		'AccessDeniedException'
	);
});

test('a rotation missed while disabled happens at once when the key is enabled', async () => {
	const world = testWorld();
	const { KeyMetadata: key } = await world.kms('CreateKey', {});
	await world.kms('EnableKeyRotation', { KeyId: key.KeyId, RotationPeriodInDays: 90 });
	await world.kms('DisableKey', { KeyId: key.KeyId });
	await world.run({ type: 'clock.advance', by: 200 * DAY, ...world.acting });
	expect([...world.state().keys.values()][0]!.generations).toHaveLength(1);
	await world.kms('EnableKey', { KeyId: key.KeyId });
	expect([...world.state().keys.values()][0]!.generations).toHaveLength(2);
});

test('an envelope of the person’s own text opens again; moved to another key its body stays', async () => {
	const world = testWorld();
	const { KeyMetadata: one } = await world.kms('CreateKey', {});
	const { KeyMetadata: two } = await world.kms('CreateKey', {});
	const sealed = await world.run({
		type: 'client.seal',
		name: 'note',
		plaintext: utf8('my own text'),
		keyIds: [one.KeyId, two.KeyId],
		context: { purpose: 'test' },
		...world.acting
	});
	expect(sealed.entry.outcome.ok).toBe(true);
	const [item] = [...world.state().items.values()];
	expect(item!.wrapped).toHaveLength(2);
	const opened = await world.run({
		type: 'client.open',
		message: sealed.bytes!,
		name: 'note',
		...world.acting
	});
	expect(fromUtf8(opened.bytes!)).toBe('my own text');
	const moved = await world.run({
		type: 'client.move',
		itemId: item!.id,
		toKeyId: two.KeyId,
		...world.acting
	});
	expect(moved.entry.outcome.ok).toBe(true);
	await world.kms('DisableKey', { KeyId: one.KeyId });
	const again = await world.run({
		type: 'client.open',
		message: moved.bytes!,
		name: 'note',
		...world.acting
	});
	expect(fromUtf8(again.bytes!)).toBe('my own text');
});

test('the fold of the log is the state; the same act from the same past is the same entry; undo and fork keep both futures', async () => {
	const world = testWorld();
	const { KeyMetadata: key } = await world.kms('CreateKey', {});
	await world.kms('RotateKeyOnDemand', { KeyId: key.KeyId });
	await world.kms('DescribeKey', { KeyId: key.KeyId });
	const tip = world.timeline.head;
	expect(fold(emptyState(world.origin), world.timeline.path())).toEqual(world.state());
	world.timeline.undo();
	expect([...world.state().keys.values()][0]!.generations).toHaveLength(1);
	const again = await world.run({
		type: 'kms',
		operation: 'RotateKeyOnDemand',
		input: { KeyId: key.KeyId },
		...world.acting
	});
	expect(world.timeline.entryAt(again.entry.id)).toEqual(again.entry);
	world.timeline.undo();
	await world.kms('DisableKey', { KeyId: key.KeyId });
	expect(world.timeline.branches()).toHaveLength(2);
	world.timeline.seek(tip);
	expect([...world.state().keys.values()][0]!.generations).toHaveLength(2);
});

test('no entry holds a plaintext or a data key: raw, hex or base64', async () => {
	const world = testWorld();
	const { KeyMetadata: key } = await world.kms('CreateKey', {});
	const secret = utf8('a planted secret, long enough to search for');
	await world.kms('Encrypt', { KeyId: key.KeyId, Plaintext: secret });
	const { Plaintext: dataKey } = await world.kms('GenerateDataKey', { KeyId: key.KeyId, KeySpec: 'AES_256' });
	await world.run({
		type: 'client.seal',
		name: 'note',
		plaintext: secret,
		keyIds: [key.KeyId],
		context: {},
		...world.acting
	});
	const saved = JSON.stringify(world.timeline.path());
	for (const bytes of [secret, dataKey])
		for (const form of [toHex(bytes), toBase64(bytes).replace(/=+$/, ''), String.fromCharCode(...bytes)])
			expect(saved).not.toContain(form);
});

test('a long file is in the log by its hash only, sealed and opened', async () => {
	const world = testWorld();
	const { KeyMetadata: key } = await world.kms('CreateKey', {});
	const plaintext = new Uint8Array(300_000).fill(65);
	const sealed = await world.run({
		type: 'client.seal',
		name: 'long.txt',
		plaintext,
		keyIds: [key.KeyId],
		context: {},
		...world.acting
	});
	const opened = await world.run({
		type: 'client.open',
		message: sealed.bytes!,
		name: 'long.txt',
		...world.acting
	});
	expect(opened.bytes).toEqual(plaintext);
	expect(opened.entry.command['message']).toMatchObject({ $payload: { length: sealed.bytes!.length } });
	expect(JSON.stringify(world.timeline.path()).length).toBeLessThan(40_000);
});
