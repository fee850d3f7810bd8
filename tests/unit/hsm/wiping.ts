/** Watches what is overwritten with zeros. Call it once, at the top of a test file. */
import { afterEach, beforeEach, vi } from 'vitest';
import { toHex } from '$lib/domain/bytes';

const fill = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), 'fill')!
	.value as Uint8Array['fill'];

export interface Wiping {
	clear(): void;
	/** Every value that was overwritten since, in hex. */
	all(): string[];
	/** Whether these bytes were, by whoever had them. */
	has(bytes: Uint8Array): boolean;
	/**
	 * Whether what `make` makes was, once it was made. Making it alone overwrites copies: a derivation, its own blocks.
	 * So they are made once more here, and more must have been overwritten than that does.
	 */
	hasMade(make: () => Uint8Array): boolean;
}

export function watchWiping(): Wiping {
	const times = new Map<string, number>();
	beforeEach(() => {
		times.clear();
		vi.spyOn(Uint8Array.prototype, 'fill').mockImplementation(function (
			this: Uint8Array,
			...to: Parameters<Uint8Array['fill']>
		) {
			if (to[0] === 0 && to.length === 1) {
				const was = toHex(this);
				times.set(was, (times.get(was) ?? 0) + 1);
			}
			return fill.apply(this, to);
		});
	});
	afterEach(() => void vi.restoreAllMocks());
	return {
		clear: () => times.clear(),
		all: () => [...times.keys()],
		has: (bytes) => times.has(toHex(bytes)),
		hasMade(make) {
			const before = new Map(times);
			const made = toHex(make());
			const then = before.get(made) ?? 0;
			const byMaking = (times.get(made) ?? 0) - then;
			return then > byMaking;
		}
	};
}
