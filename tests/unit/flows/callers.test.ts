/** Several people in one scene: each is named, and has in hand only what was handed to them. */
import { expect, test } from 'vitest';
import { fromHex } from '$lib/domain/bytes';
import type { Entry } from '$lib/domain/entry';
import { callerOf } from '$lib/flows/callers';
import { sceneOf } from '$lib/flows/scene';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { scenarioById } from '$lib/scenarios';
import { playScenario } from '$lib/scenarios/run';

async function sceneFor(id: string) {
	const scenario = scenarioById(id)!;
	const { played } = await playScenario(scenario, createInProcessHsm({ seed: fromHex(scenario.seed) }));
	return sceneOf(
		played.map(({ entry, before, after, step }) => ({ entry, before, after, phase: step.phase }))
	);
}

test('what one person opened does not lie with another', async () => {
	const { beats } = await sceneFor('custom-policy');
	const refused = beats.filter((beat) => beat.phase === 'The administrator may not');
	expect(refused.length).toBeGreaterThan(0);
	for (const { caller, places } of refused) {
		expect(caller?.name).toBe('KeyAdministrator');
		expect(places.filter((one) => one.lane === 'caller').map((one) => one.thing.material)).not.toContain(
			'plaintext'
		);
	}
	const inside = beats.filter((beat) => beat.phase === 'And is in').at(-1)!;
	expect(inside.places.some((one) => one.lane === 'caller' && one.thing.material === 'plaintext')).toBe(true);
});

test('a call from another account names both accounts', async () => {
	const scene = await sceneFor('cross-account');
	expect(scene.account).toBe('111122223333');
	expect(scene.beats[0]?.caller).toEqual({ name: 'Bob', account: '444455556666' });
	expect(scene.beats[0]?.caption.map((part) => part.text).join('')).toMatch(/^Bob asks KMS/);
});

test.each([
	['cloudtrail.amazonaws.com', 'AWS CloudTrail'],
	['logs.eu-west-1.amazonaws.com', 'logs.eu-west-1.amazonaws.com']
])('a service in its own name is the subject of what it asks: %s', (caller, name) => {
	const entry = { command: { caller, account: '111122223333' } } as unknown as Entry;
	expect(callerOf(entry)).toEqual({ name, account: '111122223333' });
});
