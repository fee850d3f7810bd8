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

/** Runs something when the page has nothing else to do, or soon where that is not told. @returns what calls it off. */
export function whenIdle(run: () => void): () => void {
	if (typeof requestIdleCallback !== 'function') {
		const timer = setTimeout(run, UNSEEN);
		return () => clearTimeout(timer);
	}
	const idle = requestIdleCallback(run);
	return () => cancelIdleCallback(idle);
}
