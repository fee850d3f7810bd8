/** What services keep, read and written with the body that the service gave it. */
import type { Due, ResourceRecord, ServiceErrorCode } from '$lib/domain/service';
import { ServiceError, type ServiceCall } from './service';

interface NewRecord<Body>
	extends
		Pick<ResourceRecord, 'arn' | 'type' | 'name'>,
		Partial<Pick<ResourceRecord, 'account' | 'region' | 'sealed' | 'status' | 'watch' | 'memory'>> {
	readonly body: Body;
	readonly due?: Due<Body>;
}

/** In the account and Region of whoever asks, unless it says others. */
export function putNew<Body>(call: ServiceCall, record: NewRecord<Body>): ResourceRecord<Body> {
	const { account, region } = call.acting;
	return put(call, { account, region, sealed: [], ...record, service: call.service, at: call.time });
}
export function put<Body>(call: ServiceCall, record: ResourceRecord<Body>): ResourceRecord<Body> {
	// Bodies are JSON by construction; the state does not know which service's.
	call.put(record as unknown as ResourceRecord);
	return record;
}

interface Missing {
	readonly code: ServiceErrorCode;
	readonly message: string;
	readonly status?: number;
}

/** @throws ServiceError with what the service says of things that are not there. */
export function find<Body>(
	call: Pick<ServiceCall, 'state'>,
	{ arn, type }: { readonly arn: string; readonly type: string },
	{ code, message, status = 400 }: Missing
): ResourceRecord<Body> {
	const found = call.state().resources.get(arn);
	if (found?.type !== type) throw new ServiceError(code, message, { status });
	return found as unknown as ResourceRecord<Body>;
}

export function refuseTaken(call: ServiceCall, arn: string, code: ServiceErrorCode, message: string): void {
	if (call.state().resources.has(arn)) throw new ServiceError(code, message, { status: 400 });
}

/** An ARN in the account and Region of whoever asks. */
export const arnHere = ({ acting, service }: ServiceCall, resource: string): string =>
	`arn:aws:${service}:${acting.region}:${acting.account}:${resource}`;
