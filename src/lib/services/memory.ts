/** A plaintext data key in the memory of a service: for how long is data, so that world time decides, not a timer. */
import type { ResourceRecord } from '$lib/domain/service';
import type { ServiceCall } from './service';

export type Memory = NonNullable<ResourceRecord['memory']>;

interface Holding {
	/** What the key is called: "table key". */
	readonly name: string;
	/** Where and how long, in words. */
	readonly where: string;
	/** Milliseconds of world time; absent: as long as the thing is in use. */
	readonly period?: number;
}

export function hold(call: ServiceCall, key: Uint8Array, { name, where, period }: Holding): Memory {
	call.trace.add({ kind: 'service-hold', what: call.trace.thing(key, 'data-key', { name }), where });
	return { wrapped: call.remember(key), ...(period !== undefined && { until: call.time + period }) };
}

export const isHeld = ({ time }: { readonly time: number }, memory: Memory | undefined): memory is Memory =>
	memory !== undefined && (memory.until === undefined || time < memory.until);

/** Undefined when the memory is empty or its time is over. */
export function recall(call: ServiceCall, memory: Memory | undefined, name: string): Uint8Array | undefined {
	if (!isHeld(call, memory)) return undefined;
	const key = call.recall(memory.wrapped);
	call.trace.add({
		kind: 'service-hold',
		what: call.trace.thing(key, 'data-key', { name }),
		where: 'no call to KMS'
	});
	return key;
}
