/** Who sends a request, and to which Region: from its signature, never from what it says of itself. */
import type { Acting } from '$lib/domain/entry';
import type { AccessKey, Principal } from './principals';
import { checkSignature, readAuthorization, type SignedRequest } from './sigv4';
import { WireError } from './wire-error';

export interface Authentication {
	readonly keys: readonly AccessKey[];
	/** `--any-credentials`: whoever signs with whatever is this principal. */
	readonly anyone?: Principal;
}

/** @throws WireError as AWS refuses before the service sees a request */
export function authenticate(request: SignedRequest, { keys, anyone }: Authentication, now: number): Acting {
	const authorization = readAuthorization(request.headers);
	const { region } = authorization;
	if (anyone) return { caller: anyone.arn, account: anyone.account, region };
	const key = keys.find((one) => one.id === authorization.keyId);
	// No key here is temporary: a session token belongs to another key, most likely a real one left in the environment.
	if (!key || request.headers['x-amz-security-token'] !== undefined)
		throw new WireError(
			'UnrecognizedClientException',
			'The security token included in the request is invalid.'
		);
	checkSignature({ request, authorization, secret: key.secret, now });
	return { caller: key.arn, account: key.account, region };
}
