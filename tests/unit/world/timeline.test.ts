import { expect, test } from 'vitest';
import type { Entry } from '$lib/domain/entry';
import { Timeline } from '$lib/world/timeline';

/** Only what the tree reads; each entry moves the clock, so that undo stops at it. */
const entry = (id: string, parent: string | null): Entry => ({
	id,
	parent,
	at: 0,
	command: {},
	outcome: { ok: true, result: null },
	events: [{ type: 'clock.moved', to: 1 }],
	trace: []
});

test('after looking at one branch, redo on another leads along the other', () => {
	const timeline = new Timeline({ startsAt: 0 });
	for (const [id, parent] of [
		['root', null],
		['left', 'root'],
		['left tip', 'left'],
		['right', 'root']
	] as const)
		timeline.append(entry(id, parent));
	timeline.seek('left tip');
	expect([timeline.undo(), timeline.undo()]).toEqual(['left', 'root']);
	expect([timeline.redo(), timeline.redo()]).toEqual(['left', 'left tip']);
});
