/** Who used a key: what the trail of its owner says of it, gathered by who asked and through which service. */
import { serviceOf, whoOf } from './filter';
import type { Trailed } from './record';

export interface KeyUser {
	readonly who: string;
	/** Who stood between, as `serviceOf` names it. */
	readonly service: string;
	/** How often, by event name, most first. */
	readonly events: readonly (readonly [name: string, count: number])[];
	readonly refused: number;
	readonly last: Trailed;
}

/** `records` of one trail, oldest first. Latest user first. */
export function usersOf(records: readonly Trailed[], keyArn: string): readonly KeyUser[] {
	const users = new Map<string, { events: Map<string, number>; refused: number; last: Trailed }>();
	for (const one of records) {
		if (!one.record.resources?.some(({ ARN }) => ARN === keyArn)) continue;
		const id = `${whoOf(one.record)}\n${serviceOf(one)}`;
		const user = users.get(id) ?? { events: new Map<string, number>(), refused: 0, last: one };
		// Who comes again moves to the end.
		users.delete(id);
		users.set(id, user);
		user.last = one;
		if (one.record.errorCode !== undefined) user.refused += 1;
		user.events.set(one.record.eventName, (user.events.get(one.record.eventName) ?? 0) + 1);
	}
	return [...users.values()].reverse().map(({ events, refused, last }) => ({
		who: whoOf(last.record),
		service: serviceOf(last),
		events: [...events].sort((a, b) => b[1] - a[1]),
		refused,
		last
	}));
}
