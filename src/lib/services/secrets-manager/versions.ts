/**
 * A value under a data key of its own. Source: Secrets Manager User Guide, "Secret encryption and decryption" (2026).
 * The context binds the ciphertext to the secret and to this version of it.
 */
import { fromBase64, fromUtf8, toBase64, toHex, utf8 } from '$lib/domain/bytes';
import { newDataKey, openDataKey } from '../data-keys';
import { put, putNew } from '../records';
import { laidDown, letGo, open, seal } from '../sealing';
import type { ServiceCall } from '../service';
import {
	DEFAULT_KEY,
	staged,
	versionArn,
	versionsOf,
	type Secret,
	type Stage,
	type Version
} from './records';
import { ON_READ, ON_WRITE } from './refusals';

const contextOf = (secret: Secret, versionId: string) => ({
	SecretARN: secret.arn,
	SecretVersionId: versionId
});
const what = (secret: Secret) => ({ name: 'encrypted secret', label: secret.name });
export const keyOf = ({ body }: Secret): string => body.keyId ?? DEFAULT_KEY;

export function newVersionId(call: ServiceCall): string {
	const hex = toHex(call.random(16));
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Whether the caller can use the key at all: a data key made and opened, thrown away, and marked as such. */
export async function validateKeyAccess(call: ServiceCall, secret: Secret): Promise<void> {
	const context = contextOf(secret, 'RequestToValidateKeyAccess');
	const { key, sealed } = await newDataKey(call, { keyId: keyOf(secret), context, refusals: ON_WRITE });
	(await openDataKey(call, sealed, { refusals: ON_WRITE })).fill(0);
	letGo(call, key);
}

async function encrypt(call: ServiceCall, secret: Secret, versionId: string, value: Uint8Array) {
	const context = contextOf(secret, versionId);
	const { key, sealed } = await newDataKey(call, { keyId: keyOf(secret), context, refusals: ON_WRITE });
	const ciphertext = seal(call, key, value, what(secret));
	letGo(call, key);
	laidDown(call, ciphertext, what(secret));
	return { sealed: [sealed], ciphertext: toBase64(ciphertext) };
}

export async function decrypt(call: ServiceCall, secret: Secret, version: Version): Promise<Uint8Array> {
	const [sealed] = version.sealed;
	if (!sealed) throw new Error('expected a version with an encrypted data key');
	const key = await openDataKey(call, sealed, { refusals: ON_READ });
	const value = open(call, key, fromBase64(version.body.ciphertext), what(secret));
	letGo(call, key);
	return value;
}

/** A new version; labels that another version had move here, and what was current is previous now. */
export async function addVersion(
	call: ServiceCall,
	secret: Secret,
	value: string,
	stages: readonly Stage[] = ['AWSCURRENT']
): Promise<string> {
	const versionId = newVersionId(call);
	const { sealed, ciphertext } = await encrypt(call, secret, versionId, utf8(value));
	const before = versionsOf(call, secret);
	const current = stages.includes('AWSCURRENT') ? staged(before, 'AWSCURRENT') : undefined;
	for (const one of before) {
		const kept = one.body.stages.filter(
			(stage) => !stages.includes(stage) && !(current && stage === 'AWSPREVIOUS')
		);
		const now = one === current ? [...kept, 'AWSPREVIOUS'] : kept;
		if (now.join() !== one.body.stages.join()) put(call, { ...one, body: { ...one.body, stages: now } });
	}
	const { account, region } = secret;
	putNew(call, {
		...{ account, region, sealed },
		arn: versionArn(secret.arn, versionId),
		type: 'secret-version',
		name: `${secret.name}, version ${versionId.slice(0, 8)}`,
		body: { secret: secret.arn, versionId, stages, ciphertext }
	});
	return versionId;
}

/** The same value under the secret's key of now. */
export async function reEncrypt(call: ServiceCall, secret: Secret, version: Version): Promise<void> {
	const value = await decrypt(call, secret, version);
	const { sealed, ciphertext } = await encrypt(call, secret, version.body.versionId, value);
	put(call, { ...version, sealed, body: { ...version.body, ciphertext } });
}

export const textIn = (value: Uint8Array): string => fromUtf8(value);
