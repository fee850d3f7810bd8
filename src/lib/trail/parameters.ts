/**
 * What of a request and an answer CloudTrail writes. Never plaintext, ciphertext, keys, signatures or tokens; always
 * the encryption context, in clear text.
 * Source: KMS Developer Guide, "Logging AWS KMS API calls", examples of log entries (2026).
 */
import type { Json } from '$lib/domain/entry';

type Members = Record<string, Json>;

/** Members that no record has. */
const OMITTED: ReadonlySet<string> = new Set([
	'Plaintext',
	'CiphertextBlob',
	'Message',
	'Signature',
	'Mac',
	'PublicKey',
	'PrivateKeyPlaintext',
	'PrivateKeyCiphertextBlob',
	'SharedSecret',
	'SharedSecretCiphertextBlob',
	'ImportToken',
	'EncryptedKeyMaterial',
	'GrantTokens',
	'GrantToken',
	'KeyStorePassword',
	'XksProxyAuthenticationCredential',
	'TrustAnchorCertificate',
	'Recipient',
	'NextMarker'
]);
const DATES: ReadonlySet<string> = new Set(['CreationDate', 'DeletionDate', 'ValidTo']);

const READING =
	/^(Describe|Get|List|Encrypt|Decrypt|ReEncrypt|Generate|Sign|Verify|Derive|Encapsulate|Decapsulate)/;
export const isReadOnly = (operation: string): boolean => READING.test(operation);

/** `Nov 23, 2026, 10:00:00 AM`, UTC. `time` in seconds or milliseconds. */
export const dateText = (time: number): string =>
	new Date(time < 1e11 ? time * 1000 : time).toLocaleString('en-US', {
		timeZone: 'UTC',
		...{ year: 'numeric', month: 'short', day: 'numeric' },
		...{ hour: 'numeric', minute: '2-digit', second: '2-digit' }
	});

/** Names with a small first letter, as the record has them: `aWSAccountId`. Maps of a person keep their names. */
function written(value: Json, member = ''): Json {
	if (typeof value === 'number' && DATES.has(member)) return dateText(value);
	if (Array.isArray(value)) return (value as readonly Json[]).map((one) => written(one));
	if (value === null || typeof value !== 'object') return value;
	const isMap = /Context|^Tags$|Subset$|Equals$/.test(member);
	return Object.fromEntries(
		Object.entries(value)
			.filter(([name]) => isMap || !OMITTED.has(name))
			.map(([name, inner]) => [
				isMap ? name : name.charAt(0).toLowerCase() + name.slice(1),
				isMap ? inner : written(inner, name)
			])
	);
}

const SYMMETRIC = 'SYMMETRIC_DEFAULT';
/** What KMS writes though the caller did not send it. */
const FILLED: Readonly<Record<string, Members>> = {
	Encrypt: { encryptionAlgorithm: SYMMETRIC },
	Decrypt: { encryptionAlgorithm: SYMMETRIC },
	ReEncrypt: { sourceEncryptionAlgorithm: SYMMETRIC, destinationEncryptionAlgorithm: SYMMETRIC },
	CreateKey: {
		description: '',
		origin: 'AWS_KMS',
		keySpec: SYMMETRIC,
		customerMasterKeySpec: SYMMETRIC,
		keyUsage: 'ENCRYPT_DECRYPT',
		bypassPolicyLockoutSafetyCheck: false,
		multiRegion: false
	},
	PutKeyPolicy: { policyName: 'default', bypassPolicyLockoutSafetyCheck: false },
	ScheduleKeyDeletion: { pendingWindowInDays: 30 }
};

export function requestParametersOf(operation: string, input: Json): Members | null {
	if (operation === 'RetireGrant' || input === null || typeof input !== 'object') return null;
	const all = { ...FILLED[operation], ...(written(input) as Members) };
	if (operation === 'CreateKey' && typeof all['keySpec'] === 'string')
		all['customerMasterKeySpec'] = all['keySpec'];
	return Object.keys(all).length > 0 ? all : null;
}

const WITHOUT_ANSWER: ReadonlySet<string> = new Set(['CreateAlias', 'UpdateAlias', 'DeleteAlias']);

export function responseElementsOf(
	operation: string,
	result: Json,
	keyArn: string | undefined
): Members | null {
	if (isReadOnly(operation) || WITHOUT_ANSWER.has(operation)) return null;
	const answer = result !== null && typeof result === 'object' ? (written(result) as Members) : {};
	// Since December 2022 KMS adds the key where the answer itself is empty.
	const all = { ...(keyArn !== undefined && !('keyMetadata' in answer) && { keyId: keyArn }), ...answer };
	if (typeof all['keyId'] === 'string' && keyArn?.endsWith(`/${all['keyId']}`)) all['keyId'] = keyArn;
	return Object.keys(all).length > 0 ? all : null;
}
