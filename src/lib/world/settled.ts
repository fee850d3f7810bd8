/**
 * What a service has accepted and could not do: it answered before it asked KMS, so the failure shows seconds later, on
 * the calendar, as something that the service finds by itself. The resource says what becomes of it (`due`).
 */
import type { WorldEvent, WorldState } from '$lib/domain/entry';
import type { ResourceRecord } from '$lib/domain/service';
import type { TraceStep } from '$lib/domain/trace';

export interface Settled {
	readonly what: 'settled';
	readonly at: number;
	/** As it will be. */
	readonly resource: ResourceRecord;
	readonly change: string;
}

export const settledDues = ({ resources, time }: WorldState): readonly Settled[] =>
	[...resources.values()].flatMap(({ due, ...resource }): Settled | [] => {
		if (!due) return [];
		const { at, change, status = resource.status } = due;
		return {
			...{ what: 'settled', at: Math.max(at, time), change },
			resource: {
				...resource,
				...(status !== undefined && { status }),
				body: { ...resource.body, ...(due.body as ResourceRecord['body']) }
			}
		};
	});

export const settledEvents = ({ resource }: Settled): readonly WorldEvent[] => [
	{ type: 'resource.put', resource }
];
export const settledSteps = ({ resource, change }: Settled): readonly TraceStep[] => [
	{ kind: 'service-note', ref: resource.name, change, failed: true }
];
