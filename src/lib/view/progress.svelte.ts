/** How far somebody has come on the path: earned by doing, kept in this browser where it lets us, else for this visit. */
import { untrack } from 'svelte';

export type Mark = 'seen' | 'done';
type Marks = Readonly<Record<string, Mark>>;

const NAME = 'glass-kms.progress';
const isMark = (value: unknown): value is Mark => value === 'seen' || value === 'done';

function read(): Marks {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(NAME) ?? '{}');
		if (typeof kept !== 'object' || kept === null) return {};
		return Object.fromEntries(Object.entries(kept).filter((pair): pair is [string, Mark] => isMark(pair[1])));
	} catch {
		return {};
	}
}

export class Progress {
	#marks: Marks = $state.raw({});

	/** Reads what was kept, and follows what other tabs earn. Call it in the browser; returns the clean-up. */
	start(): () => void {
		// Marks are earned in effects, too: what writes them never reads them as a dependency.
		const load = (): void => void (this.#marks = { ...untrack(() => this.#marks), ...read() });
		const follow = (event: StorageEvent): void => {
			if (event.key === NAME) this.#marks = read();
		};
		load();
		addEventListener('storage', follow);
		return () => removeEventListener('storage', follow);
	}
	/** `seen`: the scene was seen to its end. `done`: its goal was reached, which is more. */
	of(scene: string): Mark | undefined {
		return this.#marks[scene];
	}
	get count(): number {
		return Object.keys(this.#marks).length;
	}
	earn(scene: string, mark: Mark): void {
		const marks = { ...read(), ...untrack(() => this.#marks) };
		if (marks[scene] === 'done' || marks[scene] === mark) return;
		this.#keep({ ...marks, [scene]: mark });
	}
	reset(): void {
		this.#keep({});
	}

	#keep(marks: Marks): void {
		this.#marks = marks;
		try {
			localStorage.setItem(NAME, JSON.stringify(marks));
		} catch {
			// Storage denied: the marks hold for this visit.
		}
	}
}

export const progress = new Progress();
