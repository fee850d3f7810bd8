import { expect, test } from 'vitest';
import { KEY_LIFE } from '$lib/machines/key-life';
import { reachable, transitionsOf } from '$lib/machines/transitions';
import { stateArcs } from '$lib/scene/geometry/state-arcs';

test("the arrows are those of the machine's own definition, guarded ones too", () => {
	const arrows = transitionsOf(KEY_LIFE);
	expect(arrows).toContainEqual({ from: 'PendingDeletion', event: 'deadline.reached', to: 'deleted' });
	expect(arrows).toHaveLength(
		Object.values(KEY_LIFE.states).reduce(
			(sum, state) => sum + ('on' in state ? Object.keys(state.on).length : 0),
			0
		)
	);
	expect(reachable(['Disabled'], [{ from: 'Disabled', event: 'e', to: 'Enabled' }])).toEqual([
		'Disabled',
		'Enabled'
	]);
});

test('an arc ends at the state it leads to, and there and back are two', () => {
	const column = {
		states: [
			{ name: 'Enabled', y: 16 },
			{ name: 'Disabled', y: 48 },
			{ name: 'PendingDeletion', y: 80 }
		],
		arrows: [
			{ from: 'Enabled', to: 'Disabled' },
			{ from: 'Disabled', to: 'Enabled' },
			{ from: 'Enabled', to: 'PendingDeletion' },
			{ from: 'Enabled', to: 'Enabled' }
		],
		gutter: 56
	};
	const arcs = stateArcs(column);
	expect(arcs.map(({ from, to }) => `${from} ${to}`)).toEqual([
		'Enabled Disabled',
		'Disabled Enabled',
		'Enabled PendingDeletion'
	]);
	expect(new Set(arcs.map(({ path }) => path)).size).toBe(3);
	expect(arcs[0]!.path).toMatch(/^M56 21C.* 51 43$/);
});
