/** What lies where between the steps: what was sent has arrived, what is said to be held is there, and in whose hands. */
import { describe, expect, test } from 'vitest';
import { fromHex } from '$lib/domain/bytes';
import { actorOf, captionText, type Beat } from '$lib/flows/beat';
import { inFull } from '$lib/flows/words';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { scenarioById } from '$lib/scenarios';
import { rsaTestKeysOf } from '$lib/scenarios/test-keys';
import { callingAt, serviceAt } from '$lib/scene/geometry/people';
import { layoutOf } from '$lib/scene/geometry/layout';
import { castOf } from '$lib/scene/geometry/sprites';
import { sceneOfScenario } from '$lib/view/play';

async function play(id: string) {
	const scenario = scenarioById(id)!;
	const rsaTestKeys = await rsaTestKeysOf(scenario);
	const hsm = createInProcessHsm({ seed: fromHex(scenario.seed), ...(rsaTestKeys && { rsaTestKeys }) });
	const { scene, played } = await sceneOfScenario(scenario, hsm);
	const traces = new Map(played.timeline.entries.map((entry) => [entry.id, entry.trace]));
	const stepsOf = (beat: Beat) => beat.stepIndexes.map((index) => traces.get(beat.entryId)![index]!);
	return { scene, stepsOf };
}
const holds = (beat: Beat, actor: string, id: string): boolean =>
	beat.places.some(({ lane, thing }) => actorOf(lane) === actor && thing.id === id);

const SCENES = [
	'direct-encrypt',
	'imported-key-expires',
	'multi-region-key',
	'read-without-decrypt',
	's3-variants',
	'encrypted-volume',
	'server-side-and-client-side',
	'rds-instance',
	'dead-key'
];

/** Here people only put things there. */
const NOTHING_BACK: ReadonlySet<string> = new Set(['s3-variants', 'rds-instance']);

describe.each(SCENES)('%s', (id) => {
	test('what comes back to a person is seen on its way, also where they have it already', async () => {
		const { scene, stepsOf } = await play(id);
		let seen = 0;
		for (const beat of scene.beats)
			for (const step of stepsOf(beat)) {
				if (step.kind !== 'answer' || step.to !== 'caller') continue;
				for (const { id: thing } of step.carries) {
					seen++;
					expect(holds(beat, 'caller', thing)).toBe(true);
					expect(beat.moves.some((move) => move.thing.id === thing && actorOf(move.to) === 'caller')).toBe(
						true
					);
				}
			}
		expect(seen > 0).toBe(!NOTHING_BACK.has(id));
	});

	test('what a service goes on holding lies with it, until it is wiped', async () => {
		const { scene, stepsOf } = await play(id);
		const held = new Map<string, string>();
		let service: string | undefined;
		for (const beat of scene.beats) {
			if (beat.service !== undefined) service = beat.service;
			for (const step of stepsOf(beat)) {
				if (step.kind === 'service-hold' && service) held.set(step.what.id, service);
				if (step.kind === 'service-wipe') held.delete(step.what.id);
				// What time does to memory is no step.
				if (step.kind === 'clock') held.clear();
			}
			for (const [thing, by] of held)
				if (by === service) expect(holds(beat, 'service', thing), `beat ${beat.id}`).toBe(true);
		}
	});

	test('nothing lies with the Encryption SDK when another call begins', async () => {
		const { scene, stepsOf } = await play(id);
		for (const beat of scene.beats) {
			const [first] = stepsOf(beat);
			if (first?.kind !== 'request' || first.from !== 'caller' || beat.stepIndexes[0] !== 0) continue;
			expect(beat.places.filter(({ lane }) => actorOf(lane) === 'sdk')).toEqual([]);
		}
	});
});

test('what the Encryption SDK opens is not with the caller before it is returned, when the data key is gone', async () => {
	const { scene, stepsOf } = await play('envelope-open');
	const opening = scene.beats.findIndex((beat) => stepsOf(beat).some(({ kind }) => kind === 'client-open'));
	const [opened, returned] = [scene.beats[opening]!, scene.beats.at(-1)!];
	const output = stepsOf(opened).flatMap((step) =>
		step.kind === 'client-open' ? (step.output ?? []) : []
	)[0]!;
	expect(holds(opened, 'caller', output.id)).toBe(false);
	expect(holds(returned, 'caller', output.id)).toBe(true);
	expect(returned.places.some(({ thing }) => thing.material === 'data-key')).toBe(false);
	expect(captionText(returned)).toBe(
		'The data key is wiped; the Encryption SDK returns the plaintext to Alice.'
	);
});

test('a thing that is sent to one who has it moves there, and rests as one', async () => {
	const { scene } = await play('direct-encrypt');
	const layout = layoutOf(scene, { width: 1280, height: 500 });
	const last = scene.beats.length - 1;
	const { parts, trails } = castOf(scene, layout, last);
	const plaintexts = parts.filter(({ thing, lane }) => lane === 'caller' && thing.material === 'plaintext');
	expect(plaintexts.map(({ stays }) => stays)).toEqual([true, false]);
	const [there, comes] = plaintexts.map(({ pose }) => pose);
	expect(comes!(0.4).opacity).toBe(1);
	expect(comes!(0.4).x).toBeGreaterThan(there!(0.4).x + 50);
	expect(comes!(1).opacity).toBe(0);
	const { points } = trails.find(({ thing }) => thing.material === 'plaintext')!.route;
	expect(points.at(-1)).toMatchObject({ x: there!(1).x, y: there!(1).y });
});

test('what ReEncrypt opened is in the HSM until it is wiped there, and no hash of it is known', async () => {
	const { scene } = await play('re-encrypt');
	const inside = scene.beats.flatMap(({ places }) =>
		places.filter(({ lane, thing }) => actorOf(lane) === 'hsm' && thing.material === 'plaintext')
	);
	const [first] = inside;
	expect(inside).toHaveLength(2);
	expect(inFull(first!.thing)).toBe('plaintext (30 B)');
	expect(scene.beats.at(-1)!.wiped).toContain(first!.thing.id);
	for (const { places } of scene.beats)
		expect(places.some(({ lane, thing }) => actorOf(lane) !== 'hsm' && thing.material === 'plaintext')).toBe(
			false
		);
});

test('a lane is called after whoever acts outside AWS', async () => {
	const { scene } = await play('key-agreement');
	const at = scene.beats.findIndex(({ phase }) => phase === 'The partner’s pair');
	expect(at).toBeGreaterThan(0);
	expect(callingAt(scene, at)('caller')).toBe('The partner');
	expect(callingAt(scene, at - 1)('caller')).toBe('Alice');
});

test('a lane of services is called after the one that acted last, or after the first', async () => {
	const { scene } = await play('dead-key');
	expect(serviceAt(scene, 0)).toBe('s3');
	for (const [index, { service }] of scene.beats.entries())
		if (service) expect(serviceAt(scene, index)).toBe(service);
});

test('what is made of a thing goes when that has come, and a thing in passing is there once', async () => {
	const { scene } = await play('encrypted-volume');
	const layout = layoutOf(scene, { width: 1280, height: 500 });
	const at = scene.beats.findIndex(({ phase }) => phase === 'Read while it is attached');
	const read = scene.beats.findIndex(({ moves }, i) => i >= at && moves.some(({ to }) => to === 'caller'));
	const { parts } = castOf(scene, layout, read);
	const comes = parts.find(({ thing, lane }) => lane === 'service' && thing.material === 'ciphertext')!;
	const goes = parts.find(
		({ thing, lane, stays }) => lane === 'caller' && !stays && thing.material === 'plaintext'
	)!;
	expect(comes.pose(0.5).x).toBeCloseTo(goes.pose(0.5).x);
	expect(goes.pose(0.4)).toMatchObject({ opacity: 0, x: goes.pose(0).x });
	expect(goes.pose(0.75).x).toBeLessThan(goes.pose(0.5).x);

	const returned = (await play('direct-encrypt')).scene;
	const places = layoutOf(returned, { width: 1280, height: 500 });
	const last = returned.beats.length - 1;
	const flying = castOf(returned, places, last).parts.filter(({ travels }) => travels);
	expect(flying.map(({ lane, thing }) => `${thing.material} to ${lane}`)).toEqual(['plaintext to caller']);
});
