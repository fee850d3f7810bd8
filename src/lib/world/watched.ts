/**
 * How a thing of a service falls with its key, on the calendar. A resource that says `watch` is looked at at fixed
 * times; what the service finds, and what follows after days, falls due like a rotation does. The rules are data
 * (`facts/key-watches.ts`), so the calendar needs no code of a service. What only ends with a memory (a cached table
 * key, a bucket-level key, a warm function) needs no calendar: the service compares `memory.until` when it is asked.
 */
import type { WorldEvent, WorldState } from '$lib/domain/entry';
import type { KeyArn } from '$lib/domain/ids';
import type { ResourceRecord } from '$lib/domain/service';
import type { TraceStep } from '$lib/domain/trace';
import { KEY_WATCHES, nextLook, type KeyWatchRule } from '$lib/facts/key-watches';

export interface Watched {
	readonly what: 'watched';
	readonly at: number;
	/** As it will be. */
	readonly resource: ResourceRecord;
	/** What its service found, in words. */
	readonly change: string;
	readonly failed: boolean;
}

const ruleOf = ({ service, type }: ResourceRecord): KeyWatchRule | undefined =>
	KEY_WATCHES[`${service} ${type}`];

/** What each watched resource has ahead, as far as it can be seen from now. */
export function watchedDues(state: WorldState): readonly Watched[] {
	return [...state.resources.values()].flatMap((resource) => dueOf(state, resource) ?? []);
}

function dueOf(state: WorldState, resource: ResourceRecord): Watched | undefined {
	const { watch } = resource;
	const rule = ruleOf(resource);
	if (!watch || !rule || watch.over) return undefined;
	const usable = isUsable(state, watch);
	if (watch.lostAt === undefined)
		return usable ? undefined : lost(resource, rule, nextLook(rule, resource.memory, state.time));
	const at = nextLook(rule, resource.memory, state.time);
	if (usable && rule.well !== undefined && at < watch.lostAt + rule.overAfter)
		return well(resource, rule, rule.well, at);
	return over(resource, rule, Math.max(state.time, watch.lostAt + rule.overAfter));
}

const isUsable = (
	{ keys, grants }: WorldState,
	{ keyArn, grantId }: NonNullable<ResourceRecord['watch']>
): boolean => keys.get(keyArn)?.state === 'Enabled' && (grantId === undefined || grants.has(grantId));

/** The service lets go of the data key, too. */
function lost({ memory: _wiped, ...resource }: ResourceRecord, rule: KeyWatchRule, at: number): Watched {
	return {
		...{ what: 'watched', at, failed: true },
		resource: { ...resource, status: rule.lost, watch: { ...resource.watch!, lostAt: at } },
		change: `cannot use its key: the ${rule.thing} is ${rule.lost} now`
	};
}

const over = (resource: ResourceRecord, rule: KeyWatchRule, at: number): Watched => ({
	...{ what: 'watched', at, failed: true },
	resource: { ...resource, status: rule.over, watch: { ...resource.watch!, over: true } },
	change: `has been without its key for too long: the ${rule.thing} is ${rule.over} now`
});

function well(resource: ResourceRecord, rule: KeyWatchRule, status: string, at: number): Watched {
	const { lostAt: _past, ...watch } = resource.watch!;
	return {
		...{ what: 'watched', at, failed: false },
		resource: { ...resource, status, watch },
		change: `can use its key again: the ${rule.thing} is ${status}`
	};
}

/** What the service's finding leads to, without anybody's doing. */
export function afterWatched({ resource }: Watched): Watched | undefined {
	const { watch } = resource;
	const rule = ruleOf(resource);
	if (!rule || watch?.lostAt === undefined || watch.over) return undefined;
	return over(resource, rule, watch.lostAt + rule.overAfter);
}

/** The key has just been lost on the way. */
export function watchersOf(state: WorldState, keyArn: KeyArn, at: number): readonly Watched[] {
	return [...state.resources.values()].flatMap((resource) => {
		const rule = ruleOf(resource);
		const standing = resource.watch?.keyArn === keyArn && resource.watch.lostAt === undefined;
		return rule && standing ? lost(resource, rule, nextLook(rule, resource.memory, at)) : [];
	});
}

export const watchedEvents = ({ resource }: Watched): readonly WorldEvent[] => [
	{ type: 'resource.put', resource }
];
export const watchedSteps = ({ resource, change, failed }: Watched): readonly TraceStep[] => [
	{ kind: 'service-note', ref: resource.name, change, ...(failed && { failed }) }
];
