/**
 * One writer a world, by the Web Locks of the origin (W3C Web Locks API). Whoever holds the world's lock writes; all
 * others wait for it, so that the browser itself makes one of them the writer when the first is closed or crashes.
 */
export type Role = 'writer' | 'follower' | 'unguarded';

export interface WorldLock {
	readonly role: Role;
	/** Takes the lock from whoever has it; `onrole` says when. */
	takeOver(): void;
	release(): void;
}

interface Wanted {
	readonly world: string;
	/** Undefined where the browser has none. */
	readonly locks: LockManager | undefined;
	/** Told of each change after the first answer. */
	readonly onrole: (role: Role) => void;
}

const lockName = (world: string): string => `glass-kms.world.${world}`;
const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** Settles once it is known who writes. */
export async function lockWorld({ world, locks, onrole }: Wanted): Promise<WorldLock> {
	const name = lockName(world);
	let role: Role = locks ? 'follower' : 'unguarded';
	let known = false;
	let released = false;
	let waiting: AbortController | undefined;
	let letGo = (): void => {};
	let asked = 0;

	function become(to: Role): void {
		if (released || role === to) return;
		role = to;
		if (known) onrole(to);
	}
	const hold = (): Promise<void> =>
		new Promise((done) => {
			letGo = done;
			become('writer');
		});
	async function ask(options: LockOptions, answered = (): void => {}): Promise<void> {
		const turn = ++asked;
		let held = false;
		try {
			await locks?.request(name, options, (lock) => {
				held = lock !== null && !released;
				const until = held ? hold() : undefined;
				answered();
				return until;
			});
		} catch (error) {
			if (!held && !isAbort(error)) become('unguarded');
		}
		answered();
		// A lock that ends before it is released was stolen.
		if (!held || released || turn !== asked) return;
		become('follower');
		wait();
	}
	function wait(): void {
		waiting = new AbortController();
		void ask({ signal: waiting.signal });
	}

	if (locks) await new Promise<void>((answered) => void ask({ ifAvailable: true }, answered));
	known = true;
	if (role === 'follower') wait();
	return {
		get role() {
			return role;
		},
		takeOver() {
			if (role !== 'follower') return;
			waiting?.abort();
			void ask({ steal: true });
		},
		release() {
			released = true;
			waiting?.abort();
			letGo();
		}
	};
}

/** Whether any tab writes in the world now; false where the browser cannot say. */
export async function isWrittenElsewhere(world: string): Promise<boolean> {
	if (typeof navigator === 'undefined' || !navigator.locks) return false;
	const { held = [] } = await navigator.locks.query();
	return held.some((lock) => lock.name === lockName(world));
}
