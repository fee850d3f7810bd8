import { describe, expect, it } from 'vitest';
import { captionText } from '$lib/flows/beat';
import { sceneOf, type SceneEntry } from '$lib/flows/scene';
import { createInProcessHsm } from '$lib/hsm/in-process';
import type { Command, Entry } from '$lib/domain/entry';
import { layoutOf } from '$lib/scene/geometry/layout';
import { spritesAt } from '$lib/scene/geometry/sprites';
import { execute } from '$lib/world/execute';
import { newOrigin } from '$lib/world/origins';
import { emptyState, fold } from '$lib/world/state';

const seed = new Uint8Array(32).fill(7);
const origin = newOrigin({ seed, name: 'test', id: 'test', startsAt: Date.UTC(2026, 0, 1) });
const acting = { caller: origin.caller, account: origin.account, region: origin.region };

function world() {
	const hsm = createInProcessHsm({ seed });
	const log: SceneEntry[] = [];
	let state = emptyState(origin);
	let parent: Entry | null = null;
	return {
		log,
		async run(command: Record<string, unknown>) {
			const before = state;
			const done: Awaited<ReturnType<typeof execute>> = await execute({
				origin,
				state,
				parent,
				// The test writes commands as plain data.
				command: { ...acting, ...command } as unknown as Command,
				hsm
			});
			state = fold(state, [done.entry]);
			parent = done.entry;
			log.push({ entry: done.entry, before, after: state });
			return done;
		}
	};
}

const plaintext = new TextEncoder().encode('A letter to the sea.');
const context = { purpose: 'letter' };

async function everything() {
	const { run, log } = world();
	const kms = (operation: string, input: object) => run({ type: 'kms', operation, input });
	const made = (await kms('CreateKey', {})).output as { KeyMetadata: { KeyId: string } };
	const KeyId = made.KeyMetadata.KeyId;
	await kms('CreateAlias', { AliasName: 'alias/letters', TargetKeyId: KeyId });
	const sealed = (
		await kms('Encrypt', { KeyId: 'alias/letters', Plaintext: plaintext, EncryptionContext: context })
	).output as { CiphertextBlob: Uint8Array };
	const { CiphertextBlob } = sealed;
	await kms('RotateKeyOnDemand', { KeyId });
	await kms('Decrypt', { CiphertextBlob, EncryptionContext: context });
	await kms('Decrypt', { CiphertextBlob, EncryptionContext: { purpose: 'other' } });
	const message = await run({
		type: 'client.seal',
		name: 'letter',
		plaintext,
		keyIds: ['alias/letters'],
		context
	});
	await run({ type: 'client.open', message: message.bytes, name: 'letter' });
	await kms('DisableKey', { KeyId });
	await kms('Decrypt', { CiphertextBlob, EncryptionContext: context });
	await kms('EnableKey', { KeyId });
	await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
	await run({ type: 'clock.advance', by: 'next-event' });
	await kms('Decrypt', { CiphertextBlob, EncryptionContext: context });
	return log;
}

describe('beats', () => {
	it('tell every entry in at most twelve sentences of at most twenty words', async () => {
		for (const entry of await everything()) {
			const { beats } = sceneOf([entry]);
			expect(beats.length).toBeGreaterThan(0);
			expect(beats.length).toBeLessThanOrEqual(12);
			for (const beat of beats) expect(captionText(beat).split(' ').length).toBeLessThanOrEqual(20);
		}
	});

	it('show every step of the trace once', async () => {
		for (const one of await everything()) {
			const shown = sceneOf([one]).beats.flatMap((beat) => beat.stepIndexes);
			expect(shown).toEqual(one.entry.trace.map((_, index) => index));
		}
	});

	it('show only bytes that the entry has', async () => {
		for (const one of await everything()) {
			const text = JSON.stringify(one.entry);
			for (const beat of sceneOf([one]).beats)
				for (const { thing } of beat.places) expect(text).toContain(thing.id);
		}
	});

	it('end a refused call with a stop that names the error', async () => {
		for (const one of await everything()) {
			const { outcome } = one.entry;
			const stop = sceneOf([one]).beats.at(-1)?.stop;
			expect(stop?.code).toBe(outcome.ok ? undefined : outcome.error.code);
		}
	});

	it('can be drawn at every moment, with key material in the HSM only', async () => {
		const scene = sceneOf(await everything());
		for (const size of [
			{ width: 1280, height: 500 },
			{ width: 360, height: 700 },
			{ width: 1280, height: 560, big: true }
		]) {
			const layout = layoutOf(scene, size);
			for (const index of scene.beats.keys())
				for (const t of [0, 0.5, 1])
					for (const sprite of spritesAt(scene, layout, index, t)) {
						expect(Number.isFinite(sprite.x + sprite.y)).toBe(true);
						if (sprite.thing.material === 'key-material') expect(sprite.lane).toBe('hsm');
					}
		}
	});
});

describe('when the calendar moves', () => {
	const rotating = async (keys: number, years: number) => {
		const { run, log } = world();
		const kms = (name: string, input: object) => run({ type: 'kms', operation: name, input });
		for (let i = 0; i < keys; i++) {
			const made = (await kms('CreateKey', {})).output as { KeyMetadata: { KeyId: string } };
			await kms('EnableKeyRotation', { KeyId: made.KeyMetadata.KeyId });
		}
		await run({ type: 'clock.advance', by: years * 366 * 86_400_000 });
		return sceneOf([log.at(-1)!]).beats;
	};

	it('the HSM makes the material of each key before that key grows, and holds it no longer', async () => {
		const beats = await rotating(2, 1);
		expect(
			beats.map(({ focus, hsmLit, keys }) => [focus, hsmLit, ...keys.map(({ rings }) => rings)])
		).toEqual([
			['kms', false, 1, 1],
			['hsm', false, 1, 1],
			['hsm', true, 1, 1],
			['kms', false, 2, 1],
			['hsm', false, 2, 1],
			['hsm', true, 2, 1],
			['kms', false, 2, 2]
		]);
		const held = beats.map(({ places }) => places.map(({ lane, thing }) => [lane, thing.label]));
		const made = [['hsm', 'generation 2']];
		expect(held).toEqual([[], [], made, [], [], made, []]);
	});

	it('many keys and years are told in a beat a key, with the HSM lit', async () => {
		const [clock, ...due] = await rotating(5, 3);
		expect(clock!.hsmLit).toBe(false);
		expect(due).toHaveLength(5);
		for (const [i, { hsmLit, keys, signals = [], signal }] of due.entries()) {
			expect([hsmLit, keys.filter(({ rings }) => rings === 4).length]).toEqual([true, i + 1]);
			expect([...signals, signal].map((one) => one?.to)).toContain('hsm');
			expect(captionText(due[i]!)).toMatch(/grows 3 rings: generation 4 is now current/);
		}
	});

	it('what the HSM made in three years is told as one', async () => {
		const [, , made] = await rotating(1, 3);
		expect(captionText(made!)).toBe(
			'The HSM makes key material, generations 2 to 4; it leaves only wrapped.'
		);
	});

	it.each([
		['RotateKey', 'EnableKeyRotation', { RotationPeriodInDays: 90 }, 90],
		['deletion', 'ScheduleKeyDeletion', { PendingWindowInDays: 7 }, 7]
	])('the clock moves first, and %s falls due after it', async (_, operation, more, days) => {
		const { run, log } = world();
		const kms = (name: string, input: object) => run({ type: 'kms', operation: name, input });
		const made = (await kms('CreateKey', {})).output as { KeyMetadata: { KeyId: string } };
		await kms(operation, { KeyId: made.KeyMetadata.KeyId, ...more });
		await run({ type: 'clock.advance', by: days * 86_400_000 });
		const { beats } = sceneOf([log.at(-1)!]);
		const [clock, ...later] = beats.map(({ keys: [key] }) => key!);
		const due = later.at(-1);
		expect(captionText(beats[0]!)).toMatch(/^The clock moves/);
		const deletes = operation === 'ScheduleKeyDeletion';
		expect([clock!.rings, clock!.state]).toEqual([1, deletes ? 'PendingDeletion' : 'Enabled']);
		expect(clock!.daysLeft).toBe(deletes ? 0 : undefined);
		expect([due!.rings, due!.state]).toEqual(deletes ? [1, 'deleted'] : [2, 'Enabled']);
	});
});
