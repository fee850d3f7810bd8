/** What waits for an idle page is done on one that never is, too: the sentence for screen readers is such a job. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenIdle } from '$lib/scene/next-frame';

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16));
	vi.stubGlobal('cancelAnimationFrame', clearTimeout);
	// As in a browser that is always busy: only who gave a time is called.
	vi.stubGlobal('requestIdleCallback', (run: () => void, options?: { timeout?: number }) => {
		if (options?.timeout !== undefined) setTimeout(run, options.timeout);
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

test('all of it, in its order, unless it was called off', () => {
	const done: number[] = [];
	whenIdle(() => done.push(1));
	const callOff = whenIdle(() => done.push(2));
	whenIdle(() => done.push(3));
	callOff();
	expect(done).toEqual([]);
	vi.advanceTimersByTime(5000);
	expect(done).toEqual([1, 3]);
});
