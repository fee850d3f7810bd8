/** Milliseconds after which no frame is waited for: a tab or an embed that nobody sees has none. */
const UNSEEN = 100;

/** Runs something in the next frame, or a moment later where none comes. @returns what calls it off. */
export function nextFrame(run: () => void): () => void {
	const stop = (): void => {
		cancelAnimationFrame(frame);
		clearTimeout(timer);
	};
	const once = (): void => {
		stop();
		run();
	};
	const frame = requestAnimationFrame(once);
	const timer = setTimeout(once, UNSEEN);
	return stop;
}

/** Milliseconds after which a page that is never idle, as on a busy machine, does it all the same. */
const BUSY = 1000;
const waiting = new Set<() => void>();
let begun = false;

/**
 * Runs something when the page has nothing else to do, or soon where that is not told or does not come. What one such
 * job did is drawn before the next begins. @returns what calls it off.
 */
export function whenIdle(run: () => void): () => void {
	const job = (): void => run();
	waiting.add(job);
	begin();
	return () => waiting.delete(job);
}

function begin(): void {
	if (begun) return;
	begun = true;
	nextFrame(() =>
		nextFrame(() => {
			if (typeof requestIdleCallback === 'function') requestIdleCallback(one, { timeout: BUSY });
			else one();
		})
	);
}

function one(): void {
	begun = false;
	const [job] = waiting;
	if (!job) return;
	waiting.delete(job);
	if (waiting.size > 0) begin();
	job();
}
