/** A scene is watched to its end: it opens with what there is, tells every step once, and is short. */
import { describe, expect, test } from 'vitest';
import { fromHex } from '$lib/domain/bytes';
import { captionText } from '$lib/flows/beat';
import { ROOM } from '$lib/flows/words';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { scenarioById, SCENARIOS, type Scenario } from '$lib/scenarios';
import { RSA_TEST_KEYS } from '$lib/scenarios/rsa-test-keys';
import { sceneOfScenario } from '$lib/view/play';

const play = (scenario: Scenario) =>
	sceneOfScenario(
		scenario,
		createInProcessHsm({ seed: fromHex(scenario.seed), rsaTestKeys: scenario.makesRsaKeys && RSA_TEST_KEYS })
	);
const sceneFor = async (id: string) => (await play(scenarioById(id)!)).scene;

describe.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))('%s', (_, scenario) => {
	test('opens with who and what is there, and tells every step of every entry once', async () => {
		const { scene, played } = await play(scenario);
		const [opening, ...beats] = scene.beats;
		expect(captionText(opening!)).toBe(scenario.question);
		expect(opening!.moves).toEqual([]);
		expect(Object.values(opening!.people ?? {})).toHaveLength(1);
		for (const { arn, state, rings } of opening!.keys) {
			const key = played.played[0]!.before.keys.get(arn);
			expect([state, rings]).toEqual([key?.state, key?.generations.length]);
		}
		for (const { entry } of played.played)
			expect(beats.filter((beat) => beat.entryId === entry.id).flatMap((beat) => beat.stepIndexes)).toEqual(
				entry.trace.map((_, index) => index)
			);
	});

	test('takes at most thirty beats, each of two lines on a phone', async () => {
		const { beats } = await sceneFor(scenario.id);
		expect(beats.length).toBeLessThanOrEqual(30);
		if (scenario.steps.length < 3) expect(beats.length).toBeLessThanOrEqual(8);
		for (const beat of beats) expect(captionText(beat).length, captionText(beat)).toBeLessThanOrEqual(ROOM);
	});
});

test('a call that is told in one beat shows the HSM at work, with the generation that it used', async () => {
	const { beats, lanes } = await sceneFor('s3-variants');
	expect(lanes.map(({ id }) => id)).toContain('hsm');
	const whole = beats.filter(({ signals }) => signals?.some(({ to }) => to === 'hsm'));
	expect(whole.length).toBeGreaterThan(0);
	for (const { hsmLit, keys } of whole) expect([hsmLit, keys[0]?.lit]).toEqual([true, 1]);
});

test('new key material is made in the lit HSM before the key has its ring', async () => {
	const { beats } = await sceneFor('decrypt-older-generation');
	const made = beats.findIndex((beat) => captionText(beat).startsWith('The HSM makes key material'));
	const [making, grown, again] = beats.slice(made);
	expect([making!.hsmLit, making!.focus, making!.keys[0]!.rings]).toEqual([true, 'hsm', 1]);
	expect(making!.places.map(({ lane, thing }) => [lane, thing.label])).toContainEqual([
		'hsm',
		'generation 2'
	]);
	expect([grown!.hsmLit, grown!.keys[0]!.rings]).toEqual([false, 2]);
	// Told in one beat, it shows all of it.
	expect([again!.hsmLit, again!.keys[0]!.rings, again!.keys[0]!.lit]).toEqual([true, 3, 3]);
	expect(captionText(again!)).toBe(
		'Alice asks KMS to rotate alias/invitations now: generation 3 is current.'
	);
});

test('so it is when the calendar brings it', async () => {
	for (const id of ['rotate', 'automatic-rotation']) {
		const { beats, phases } = await sceneFor(id);
		const { start, length } = phases.find(({ name }) => /[Tt]ime passes|years pass/.test(name))!;
		const [clock, ...due] = beats.slice(start, start + length);
		expect(clock!.hsmLit, id).toBe(false);
		expect(due.filter(({ hsmLit }) => hsmLit).length, id).toBe(id === 'rotate' ? 1 : 2);
		expect(due.at(-1)!.places.filter(({ lane }) => lane === 'hsm')).toEqual([]);
	}
});

test('of several generations the caption names the one in use', async () => {
	const texts = async (id: string): Promise<string[]> => (await sceneFor(id)).beats.map(captionText);
	expect(await texts('rotate')).toContain(
		'Under generation 3, the HSM encrypts the plaintext into ciphertext.'
	);
	expect(await texts('decrypt-older-generation')).toContain(
		'The tag matches: generation 1 opens the ciphertext to the plaintext.'
	);
	expect(await texts('direct-encrypt')).toContain('The HSM encrypts the plaintext into ciphertext.');
});

test('the wiping of the data key is said with what follows it', async () => {
	const { beats } = await sceneFor('envelope-seal');
	expect(captionText(beats.at(-1)!)).toBe('The data key is wiped; the message goes to the data store.');
});

test('RSA ciphertext of another key is not called malformed', async () => {
	const { beats } = await sceneFor('manual-rotation');
	const halted = beats.find((beat) => beat.halt?.word === 'does not open');
	expect(captionText(halted!)).toBe('The ciphertext does not open under this private key.');
	expect([halted!.stop!.lane, halted!.stop!.check]).toEqual(['hsm', 'key-material']);
});

test('what was sealed before the scene lies there, under its seal', async () => {
	const { beats } = await sceneFor('schedule-deletion');
	const [opening] = beats;
	expect(
		opening!.places.map(({ lane, thing }) => [lane, thing.material, thing.sealedBy?.generation])
	).toEqual([['caller', 'ciphertext', 1]]);
	expect(opening!.fates).toBeUndefined();
	const arn = opening!.keys[0]!.arn;
	const scheduled = beats.findIndex(({ keys }) => keys[0]?.state === 'PendingDeletion');
	expect(beats.slice(1, scheduled).every((beat) => beat.fates === undefined)).toBe(true);
	for (const beat of beats.slice(scheduled)) expect(beat.fates).toEqual({ [arn]: 'warned' });
});

test('what was told once is told short, and opens to what it is made of', async () => {
	const { beats } = await sceneFor('encrypted-volume');
	const opened = beats.filter(({ within = [] }) => within.includes('The HSM returns the data key to KMS.'));
	expect(opened).toHaveLength(2);
	const [first, second] = opened;
	expect(second!.stepIndexes.length).toBeGreaterThan(first!.stepIndexes.length);
	expect(captionText(second!)).toBe('EC2 asks KMS to decrypt the encrypted data key, and gets the data key.');
});
