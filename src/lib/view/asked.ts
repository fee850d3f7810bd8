/** Whether an entry asked for permissions, and what a page calls the explanation. */
import type { Entry } from '$lib/domain/entry';

/** Whether a permission was asked for in the entry, and how it ended. */
export function askedIn(entry: Entry | undefined): 'allowed' | 'refused' | undefined {
	const steps = entry?.trace.filter((step) => step.kind === 'authorize') ?? [];
	if (steps.length === 0) return undefined;
	return steps.some((step) => step.kind === 'authorize' && !step.decision.allowed) ? 'refused' : 'allowed';
}

/** What policies allow may still fail, by the state of a key for one: then nobody asks why it was allowed. */
export function questionOf(entry: Entry | undefined): string {
	if (askedIn(entry) === 'refused') return 'Why was this refused?';
	return entry?.outcome.ok ? 'Why was this allowed?' : 'What did the policies say?';
}
