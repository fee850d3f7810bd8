/** A decision as gates: one Deny shuts what was open, a missing yes leaves an empty gate, a bucket has a gate of its own. */
import { expect, test } from 'vitest';
import { fromHex } from '$lib/domain/bytes';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { permitResource } from '$lib/policy/permit-resource';
import { scenarioById } from '$lib/scenarios';
import { gateRow } from '$lib/scene/geometry/gates';
import { laneOf, layoutOf } from '$lib/scene/geometry/layout';
import { sceneOfScenario } from '$lib/view/play';
import { policyWorldOf } from '$lib/world/policy-world';

async function sceneFor(id: string) {
	const scenario = scenarioById(id)!;
	const hsm = createInProcessHsm({ seed: fromHex(scenario.seed) });
	return sceneOfScenario(scenario, hsm);
}

test('an explicit Deny slams every gate that was open', async () => {
	const { scene } = await sceneFor('explicit-deny');
	const denied = scene.beats.findLast(({ gates }) => gates.length > 0)!;
	expect(
		denied.gates.map(({ label, outcome, slammed, decides }) => [label, outcome, slammed, decides])
	).toEqual([
		['RCP', 'open', true, false],
		['SCP', 'open', true, false],
		['Key policy', 'shut', undefined, true]
	]);
	const layout = layoutOf(scene, { width: 1280, height: 560 });
	expect(gateRow(denied.gates, laneOf(layout, 'kms'), layout).note?.text).toBe('one Deny shuts all');
});

test('a missing yes slams nothing', async () => {
	const { scene } = await sceneFor('cross-account');
	const refused = scene.beats.filter(({ stop }) => stop).flatMap(({ gates }) => gates);
	expect(refused.some(({ outcome, decides }) => outcome === 'empty' && decides)).toBe(true);
	expect(refused.filter(({ slammed }) => slammed)).toEqual([]);
});

test('the policy of a bucket is a gate of its own, also where there is none', async () => {
	const { scene } = await sceneFor('bucket-policy-and-key-policy');
	const asked = scene.beats.find(({ gates }) => gates.some(({ lane }) => lane === 'service'))!;
	const own = asked.gates.filter(({ lane }) => lane === 'service');
	expect(own.map(({ label, outcome, decides }) => [label, outcome, decides])).toEqual([
		['Bucket policy', 'empty', false],
		['SCP', 'open', false],
		['IAM', 'open', true]
	]);
});

test("a bucket policy's Deny overrules IAM", async () => {
	const { played } = await sceneFor('bucket-policy-and-key-policy');
	const world = policyWorldOf(played.timeline.stateAt(played.timeline.head));
	const { allowed, decidedBy, walk } = permitResource(world, {
		caller: 'arn:aws:iam::111122223333:user/Alice',
		action: 's3:GetObject',
		resourceArn: 'arn:aws:s3:::museum-letters/with-s3.txt',
		owner: '111122223333',
		region: 'eu-west-1',
		time: 0,
		policy: JSON.stringify({
			Version: '2012-10-17',
			Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }]
		})
	});
	expect([allowed, decidedBy]).toEqual([false, 'resourcePolicy']);
	expect(walk).toEqual([
		{ gate: 'resourcePolicy', side: 'key', says: 'denies' },
		{ gate: 'scp', side: 'caller', says: 'allows', overruled: true },
		{ gate: 'iamPolicy', side: 'caller', says: 'allows', overruled: true }
	]);
});
