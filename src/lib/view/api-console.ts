/**
 * Any operation as JSON, as it goes over the wire: bytes are base64. A template has what must be there, and what the
 * answers before gave: so Sign leads to Verify, and GetParametersForImport to ImportKeyMaterial.
 */
import { fromBase64, toBase64, utf8 } from '$lib/domain/bytes';
import type { WorldState } from '$lib/domain/entry';
import { specOf, usageOf, type KeyRecord } from '$lib/domain/key';
import type { OperationName } from '$lib/domain/operations';
import { CONSTRAINTS, type Constraint } from '$lib/facts/constraints';
import { KEY_SPEC_FACTS } from '$lib/facts/key-specs';

type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };
export type Wire = Readonly<Record<string, Json>>;

export const OPERATION_NAMES = Object.keys(CONSTRAINTS).sort() as readonly OperationName[];

const constraintsOf = (operation: OperationName): Readonly<Record<string, Constraint>> =>
	CONSTRAINTS[operation];

export interface TemplateFrom {
	readonly state: WorldState;
	/** The key that calls are about. */
	readonly key?: KeyRecord | undefined;
	/** Members of the answers so far, the last of each name. */
	readonly answered: Readonly<Record<string, Json>>;
}

/** Names under which an answer comes back as input. */
const FROM_ANSWER: Readonly<Record<string, string>> = { DestinationKeyId: 'KeyId', SourceKeyId: 'KeyId' };
/** What is worth having besides what must be there. */
const WELCOME: Readonly<Partial<Record<OperationName, readonly string[]>>> = {
	CreateKey: ['Description', 'KeySpec', 'KeyUsage'],
	Decrypt: ['CiphertextBlob'],
	ReEncrypt: ['CiphertextBlob'],
	GenerateDataKey: ['KeySpec'],
	GenerateDataKeyWithoutPlaintext: ['KeySpec'],
	GenerateRandom: ['NumberOfBytes'],
	DeriveSharedSecret: ['PublicKey'],
	ImportKeyMaterial: ['ImportToken', 'EncryptedKeyMaterial', 'ExpirationModel'],
	CreateGrant: ['GranteePrincipal'],
	RetireGrant: ['GrantToken'],
	RevokeGrant: ['GrantId'],
	CreateCustomKeyStore: ['CloudHsmClusterId', 'TrustAnchorCertificate', 'KeyStorePassword']
};

export function templateOf(operation: OperationName, from: TemplateFrom): Wire {
	const members = Object.entries(constraintsOf(operation)).filter(
		([member, of]) => of.required ?? WELCOME[operation]?.includes(member)
	);
	return Object.fromEntries(members.map(([member, of]) => [member, valueFor(operation, member, of, from)]));
}

/** The members that may be added, in the order of the table. */
export const optionalMembers = (operation: OperationName): readonly string[] =>
	Object.entries(constraintsOf(operation)).flatMap(([member, of]) => (of.required ? [] : [member]));

export function valueFor(
	operation: OperationName,
	member: string,
	of: Constraint,
	{ state, key, answered }: TemplateFrom
): Json {
	const special = specialFor(operation, member, key, state);
	if (special !== undefined) return special;
	const name = FROM_ANSWER[member] ?? member;
	const before =
		answered[name] ?? (member === 'CiphertextBlob' ? answered.PrivateKeyCiphertextBlob : undefined);
	if (before !== undefined && member !== 'KeyId') return before;
	if (of.values?.[0] !== undefined) return algorithmFor(member, of, key) ?? of.values[0];
	switch (of.type) {
		case 'integer':
			return Math.max(of.min ?? 1, member === 'NumberOfBytes' ? 32 : 1);
		case 'boolean':
			return true;
		case 'blob':
			return toBase64(utf8('Meet me at the museum at noon.'));
		case 'map':
			return { purpose: 'note' };
		case 'timestamp':
			return state.time / 1000 + 86_400;
		case 'list':
			return of.items ? [valueFor(operation, '', of.items, { state, key, answered })] : [];
		case 'structure':
			return Object.fromEntries(
				Object.entries(of.members ?? {}).map(([inner, what]) => [
					inner,
					valueFor(operation, inner, what, { state, key, answered })
				])
			);
		case 'string':
			return member === 'TagKey' ? 'team' : member === 'TagValue' ? 'post' : 'text';
	}
}

function specialFor(
	operation: OperationName,
	member: string,
	key: KeyRecord | undefined,
	state: WorldState
): Json | undefined {
	switch (member) {
		case 'KeyId':
		case 'TargetKeyId':
		case 'DestinationKeyId':
			return key?.keyId ?? '';
		case 'AliasName':
			return operation === 'CreateAlias'
				? 'alias/another'
				: ([...state.aliases.values()].at(-1)?.name ?? 'alias/another');
		case 'Description':
			return 'Made in the console';
		case 'KeySpec':
			return operation === 'CreateKey' ? 'ECC_NIST_P256' : 'AES_256';
		case 'KeyUsage':
			return 'SIGN_VERIFY';
		case 'GranteePrincipal':
		case 'RetiringPrincipal':
			return 'arn:aws:iam::111122223333:user/Carlos';
		case 'Operations':
			return ['Encrypt', 'Decrypt'];
		case 'Policy':
			return JSON.stringify({
				Version: '2012-10-17',
				Statement: [
					{
						Effect: 'Allow',
						Principal: { AWS: `arn:aws:iam::${key?.account ?? '111122223333'}:root` },
						Action: 'kms:*',
						Resource: '*'
					}
				]
			});
		case 'PrimaryRegion':
		case 'ReplicaRegion':
			return key?.region === 'us-east-1' ? 'eu-west-1' : 'us-east-1';
		case 'PendingWindowInDays':
			return 7;
		case 'TagKeys':
			return ['team'];
		case 'CustomKeyStoreName':
			return 'my store';
		case 'CloudHsmClusterId':
			return 'cluster-abcdefg2345';
		case 'KeyStorePassword':
			return 'a password';
		case 'TrustAnchorCertificate':
			return '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
		case 'CustomKeyStoreId':
			return [...state.keyStores.keys()].at(-1) ?? 'cks-1234567890abcdef0';
		case 'ExpirationModel':
			return 'KEY_MATERIAL_DOES_NOT_EXPIRE';
		case 'WrappingAlgorithm':
			return 'RSA_AES_KEY_WRAP_SHA_256';
		case 'WrappingKeySpec':
			return 'RSA_2048';
		default:
			return undefined;
	}
}

/** An algorithm that the key has. */
function algorithmFor(
	member: string,
	{ values }: Constraint,
	key: KeyRecord | undefined
): string | undefined {
	if (!key || !/Algorithm$/.test(member)) return undefined;
	const facts = KEY_SPEC_FACTS[specOf(key)] as unknown as Readonly<Record<string, unknown>>;
	const usage = usageOf(key);
	const having = Object.values(facts).flatMap((one) =>
		Array.isArray(one) ? (one as readonly string[]) : []
	);
	return values?.find((value) => having.includes(value) && usage !== value);
}

/** @throws SyntaxError or TypeError with a sentence that says what was expected */
export function readInput(operation: OperationName, text: string): Readonly<Record<string, unknown>> {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		throw new SyntaxError(`This is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
			cause: error
		});
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		throw new TypeError('Expected a JSON object with the members of the request, such as {"KeyId": "…"}.');
	const members = constraintsOf(operation);
	return Object.fromEntries(
		Object.entries(value).map(([member, one]) => {
			if (members[member]?.type !== 'blob' || typeof one !== 'string') return [member, one];
			try {
				return [member, fromBase64(one)];
			} catch (error) {
				throw new TypeError(`${member}: expected base64, got "${one.slice(0, 24)}".`, { cause: error });
			}
		})
	);
}

/** An answer as it goes over the wire. */
export const wireOf = (output: unknown): Wire =>
	Object.fromEntries(
		Object.entries((output ?? {}) as Readonly<Record<string, unknown>>).map(([member, value]) => [
			member,
			value instanceof Uint8Array ? toBase64(value) : (value as Json)
		])
	);
