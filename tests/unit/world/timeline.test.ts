import fc from 'fast-check';
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

const deed = fc.oneof(
	fc.record({ deed: fc.constant('append' as const), after: fc.option(fc.nat(50)), looks: fc.boolean() }),
	fc.record({ deed: fc.constant('seek' as const), to: fc.nat(50) }),
	fc.record({ deed: fc.constantFrom('undo' as const, 'redo' as const) })
);

test('whatever was done before, path, tips and undo are what walking the tree gives', () => {
	fc.assert(
		fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
			const timeline = new Timeline({ startsAt: 0 });
			const ids: string[] = [];
			for (const one of deeds) {
				// A path that was asked for is carried on; one that was not is walked.
				const before = timeline.path();
				expect(before.map(({ parent }) => parent)).toEqual(
					[null, ...before.map(({ id }) => id)].slice(0, before.length)
				);
				if (one.deed === 'append') {
					const parent = one.after === null ? timeline.head : (ids[one.after % (ids.length + 1)] ?? null);
					const id = `${one.looks ? 'look' : 'act'} ${ids.length}`;
					timeline.append(entry(id, parent));
					ids.push(id);
				} else if (one.deed === 'seek') timeline.seek(ids[one.to % (ids.length + 1)] ?? null);
				else timeline[one.deed]();

				const path = timeline.path().map(({ id }) => id);
				timeline.seek(timeline.head);
				expect(path).toEqual(timeline.path().map(({ id }) => id));
				expect(timeline.head === null || path.includes(timeline.head)).toBe(true);
				expect(timeline.branches()).toEqual(ids.filter((id) => timeline.children(id).length === 0));
				let at = timeline.entryAt(timeline.head);
				while (at?.events.length === 0) at = timeline.entryAt(at.parent);
				expect(timeline.canUndo).toBe(at !== undefined);
			}
		})
	);
});
