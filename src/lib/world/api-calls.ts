/** Every API call of an entry, in order: a service's own first, then those to KMS that it led to. */
import type { Acting, Entry, Json } from '$lib/domain/entry';
import { SERVICES, type ApiCall, type ServiceName } from '$lib/domain/service';

export function callsOf(entry: Entry): readonly ApiCall[] {
	const { command, calls = [], outcome, trace } = entry;
	const { type } = command;
	if (type !== 'kms' && type !== 'service') return calls;
	const { caller, account, region, viaService } = command as unknown as Acting;
	const own: ApiCall = {
		source: type === 'kms' ? 'kms.amazonaws.com' : SERVICES[command.service as ServiceName].source,
		operation: command.operation as string,
		...{ caller, account, region },
		...(viaService !== undefined && { viaService }),
		input: command.input as Json,
		outcome,
		steps: [0, trace.length]
	};
	return [own, ...calls];
}
