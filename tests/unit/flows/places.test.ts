/** Accounts and Regions on the stage: one lane an actor in one place, a second one for a second place. */
import { expect, test } from 'vitest';
import { fromHex } from '$lib/domain/bytes';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { scenarioById } from '$lib/scenarios';
import { layoutOf } from '$lib/scene/geometry/layout';
import { borderOf } from '$lib/scene/geometry/route';
import { sceneOfScenario } from '$lib/view/play';

async function sceneFor(id: string) {
	const scenario = scenarioById(id)!;
	return (await sceneOfScenario(scenario, createInProcessHsm({ seed: fromHex(scenario.seed) }))).scene;
}

test('a scene in one account and Region has one lane an actor, called as the actor', async () => {
	const { lanes } = await sceneFor('envelope-seal');
	expect(lanes.map((lane) => lane.id)).toEqual(['caller', 'sdk', 'kms', 'hsm', 'store']);
	expect(lanes.map((lane) => lane.region)).toEqual(['', '', 'eu-west-1', 'eu-west-1', 'eu-west-1']);
});

test('a caller of another account has a lane there, and the call crosses the border with a gate', async () => {
	const scene = await sceneFor('cross-account');
	expect(scene.lanes.map(({ id, account }) => [id, account])).toEqual([
		['caller', '444455556666'],
		['caller@111122223333', '111122223333'],
		['kms', '111122223333'],
		['hsm', '111122223333']
	]);
	const crossings = scene.beats.flatMap((beat) => beat.crossing ?? []);
	expect(crossings[0]).toEqual({ from: 'caller', to: 'kms' });
	expect(new Set(crossings.map((one) => one.allowed))).toEqual(new Set([undefined, false, true]));
	for (const size of [
		{ width: 1280, height: 560 },
		{ width: 360, height: 700 }
	]) {
		const layout = layoutOf(scene, size);
		const border = borderOf(layout, 'caller', 'kms')!;
		const [first, second] = layout.accounts;
		expect(border.y).toBeGreaterThanOrEqual(first!.y + first!.h);
		expect(border.y).toBeLessThanOrEqual(second!.y);
	}
});
