/** The last use of a key, read from the log: no entry is written to remember it. */
import type { Entry } from '$lib/domain/entry';
import type { KeyArn } from '$lib/domain/ids';
import type { KeyLastUse } from '$lib/domain/last-usage';
import { USING_OPERATIONS } from '$lib/facts/last-usage';
import type { Log } from './work';

/** From `last` back to the first entry. */
export function lastUsageOf(log: Log, last: Entry | null, arn: KeyArn): KeyLastUse | undefined {
	for (let entry = last ?? undefined; entry; entry = log.entryAt(entry.parent)) {
		const operation = usesOf(entry, arn).at(-1);
		if (operation !== undefined) return { operation, at: entry.at, entryId: entry.id };
	}
	return undefined;
}

/** The calls of an entry that used the key and were answered well; a client command makes several. */
function usesOf({ trace }: Entry, arn: KeyArn): readonly string[] {
	const uses: string[] = [];
	let names = false;
	for (const step of trace) {
		if (step.kind === 'request' && step.to === 'kms') names = false;
		else if (step.kind === 'resolve') names ||= step.keyArn === arn;
		else if (step.kind === 'answer' && step.from === 'kms' && !step.error)
			if (names && USING_OPERATIONS.has(step.operation)) uses.push(step.operation);
	}
	return uses;
}
