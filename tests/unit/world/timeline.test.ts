import { expect, test } from 'vitest';
import type { Entry } from '$lib/domain/entry';
import { Timeline } from '$lib/world/timeline';

/** Only what the tree reads; an entry that only looked has no events, so that undo passes over it. */
const entry = (id: string, parent: string | null): Entry => ({
	id,
	parent,
	at: 0,
	command: {},
	outcome: { ok: true, result: null },
	events: id.startsWith('look') ? [] : [{ type: 'clock.moved', to: 1 }],
	trace: []
});

test('after looking at one branch, redo on another leads along the other', () => {
	const timeline = new Timeline({ startsAt: 0 });
	for (const [id, parent] of [
		['root', null],
		['left', 'root'],
		['look left', 'left'],
		['left tip', 'look left'],
		['right', 'root']
	] as const)
		timeline.append(entry(id, parent));
	timeline.seek('left tip');
	expect([timeline.undo(), timeline.undo()]).toEqual(['look left', 'root']);
	expect([timeline.redo(), timeline.redo()]).toEqual(['look left', 'left tip']);
});
