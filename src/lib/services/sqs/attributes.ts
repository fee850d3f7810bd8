/** Attributes of a queue that have to do with encryption. Source: SQS API, CreateQueue (2026). */
import { optionalText } from '../input';
import { ServiceError, type ServiceCall } from '../service';
import type { QueueBody } from './records';

const DEFAULT_SECONDS = 300;

export function attributesOf(call: ServiceCall, before?: QueueBody): QueueBody {
	const keyId = optionalText(call, 'KmsMasterKeyId') ?? before?.keyId;
	const policy = optionalText(call, 'Policy') ?? before?.policy;
	return {
		reuseSeconds: secondsOf(call, before?.reuseSeconds ?? DEFAULT_SECONDS),
		...(keyId !== undefined && { keyId }),
		...(policy !== undefined && { policy })
	};
}

function secondsOf({ input }: ServiceCall, otherwise: number): number {
	const seconds = input['KmsDataKeyReusePeriodSeconds'] ?? otherwise;
	if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 60 && seconds <= 86_400)
		return seconds;
	throw new ServiceError(
		'InvalidParameter',
		`KmsDataKeyReusePeriodSeconds: expected 60 to 86,400, got ${JSON.stringify(seconds)}`,
		{ check: 'validation' }
	);
}
