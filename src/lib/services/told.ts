/** Steps of a service's trace that nearly every operation has. */
import type { Thing } from '$lib/domain/trace';
import type { ServiceCall } from './service';

export const asked = (call: ServiceCall, operation: string, ...carries: readonly Thing[]): void =>
	call.trace.add({ kind: 'request', from: 'caller', to: 'service', operation, carries });
export const answered = (call: ServiceCall, operation: string, ...carries: readonly Thing[]): void =>
	call.trace.add({ kind: 'answer', from: 'service', to: 'caller', operation, carries });
export const noted = (call: ServiceCall, ref: string, change: string): void =>
	call.trace.add({ kind: 'service-note', ref, change });
