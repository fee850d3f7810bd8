/** Walks a set of C2SP Wycheproof, group by group, and counts what was really run. */
import { describe, expect, it } from 'vitest';
import { named, sharedVectors } from './shared-vectors';

export interface WycheproofTest {
	readonly tcId: number;
	readonly comment?: string;
	readonly flags?: readonly string[];
	readonly result: 'valid' | 'invalid' | 'acceptable';
}
interface Set<G, T> {
	readonly testGroups: readonly (G & { readonly tests: readonly (T & WycheproofTest)[] })[];
}

/**
 * `run` gives whether the input was accepted (and was right), or undefined for a case that is not ours to judge.
 * `count`: how many cases must have been judged, so that a filter cannot quietly leave all of them out.
 */
export function wycheproof<G, T>(
	file: string,
	count: number,
	run: (test: T & WycheproofTest, group: G) => boolean | undefined | Promise<boolean | undefined>
): void {
	const set = sharedVectors(`wycheproof/${file}`) as Set<G, T> | undefined;
	describe.skipIf(!set)(named(`Wycheproof ${file}`, set), () => {
		it(`judges ${count} cases as published`, async () => {
			let judged = 0;
			const wrong: string[] = [];
			for (const group of set!.testGroups)
				for (const test of group.tests) {
					const accepted = await run(test, group);
					if (accepted === undefined) continue;
					judged++;
					if (test.result !== 'acceptable' && accepted !== (test.result === 'valid'))
						wrong.push(`tcId ${test.tcId} ${test.result}: ${test.comment ?? ''} [${test.flags?.join()}]`);
				}
			expect(wrong).toEqual([]);
			expect(judged).toBe(count);
		});
	});
}

/** False instead of an exception. */
export async function accepts(act: () => unknown): Promise<boolean> {
	try {
		return (await act()) !== false;
	} catch {
		return false;
	}
}
