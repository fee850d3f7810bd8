/** A parameter or a kind of key that an operation does not take. */
import { KmsError } from '$lib/domain/errors';
import { originOf, type KeyRecord } from '$lib/domain/key';

export const wrongOrigin = (key: KeyRecord): KmsError =>
	unsupported(
		`${key.arn} origin is ${originOf(key)} which is not valid for this operation.`,
		`the origin of the key is ${originOf(key)}`
	);

export const unsupported = (message: string, detail: string): KmsError =>
	new KmsError('UnsupportedOperationException', message, { check: 'unsupported', detail });
