/** Steps that ask an AWS service. */
import type { ServiceName } from '$lib/domain/service';
import { TEXT } from './parts';
import { keyIdAt, type ScenarioStep, type SoFar } from './scenario';
import type { Command } from '$lib/domain/entry';

type Input = Readonly<Record<string, unknown>>;

export const asks =
	(service: ServiceName, operation: string, input: Input | ((so: SoFar) => Input)) =>
	(so: SoFar): Command => ({
		type: 'service',
		service,
		operation,
		input: typeof input === 'function' ? input(so) : input,
		...so.acting
	});

export const BUCKET = 'museum-letters';
export const createBucket: ScenarioStep = {
	phase: 'Make a bucket',
	command: asks('s3', 'CreateBucket', { Bucket: BUCKET })
};
/** `encryption`: who has the key that the object's key is wrapped by. */
export const putObject = (
	phase: string,
	key: string,
	encryption: 'AES256' | 'aws:kms' | 'aws:kms:dsse',
	more: Input = {}
): ScenarioStep => ({
	phase,
	command: asks('s3', 'PutObject', (so) => ({
		Bucket: BUCKET,
		Key: key,
		Body: TEXT,
		ServerSideEncryption: encryption,
		...(encryption !== 'AES256' && { SSEKMSKeyId: keyIdAt(so, 0) }),
		...more
	}))
});
export const getObject = (
	phase: string,
	key: string,
	by: (command: (so: SoFar) => Command) => (so: SoFar) => Command = (command) => command,
	fails?: string
): ScenarioStep => ({
	phase,
	...(fails !== undefined && { fails }),
	command: by(asks('s3', 'GetObject', { Bucket: BUCKET, Key: key }))
});

/** The bytes that a GetObject before answered. */
export function answeredBody(so: SoFar, step: string): Uint8Array {
	const body = so.done.get(step)?.answer?.['Body'];
	if (body instanceof Uint8Array) return body;
	throw new Error(`expected an object from the step "${step}"`);
}
