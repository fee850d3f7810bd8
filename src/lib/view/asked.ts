/** Whether an entry asked for permissions: what a page needs to offer the explanation. */
import type { Entry } from '$lib/domain/entry';

/** Whether a permission was asked for in the entry, and how it ended. */
export function askedIn(entry: Entry | undefined): 'allowed' | 'refused' | undefined {
	const steps = entry?.trace.filter((step) => step.kind === 'authorize') ?? [];
	if (steps.length === 0) return undefined;
	return steps.some((step) => step.kind === 'authorize' && !step.decision.allowed) ? 'refused' : 'allowed';
}
