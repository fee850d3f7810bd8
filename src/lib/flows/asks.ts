/** What a call to KMS asks for, in plain words: "to encrypt the plaintext under alias/letters". */
import type { Json } from '$lib/domain/entry';
import type { Thing } from '$lib/domain/trace';
import type { Tone } from './beat';
import { nameOf } from './words';

type Part = string | readonly [string, Tone];

/** How the beats of one entry name things. */
export interface Naming {
	/** A key by its alias where it has one; else by the beginning of its id. */
	readonly key: (ref: string) => string;
	/** Members of the request, where the entry is a call to KMS. */
	readonly input: Readonly<Record<string, Json>>;
	/** The generation in use, where the key has several. */
	readonly generation?: number;
}

interface Asked extends Naming {
	readonly keyPart: Part;
	readonly things: readonly Thing[];
}
const text = (value: Json | undefined): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const the = ({ things }: Asked, fallback: Part): Part => {
	const first = things[0];
	return first ? [nameOf(first), first.material] : fallback;
};
const under = (a: Asked): Part[] => (a.keyPart === '' ? [] : [' under ', a.keyPart]);
const days = (a: Asked, member: string, otherwise: string): string => text(a.input[member]) || otherwise;

const ASKS: Readonly<Record<string, (asked: Asked) => Part[]>> = {
	Encrypt: (a) => ['to encrypt the ', the(a, ['plaintext', 'plaintext']), ...under(a)],
	Decrypt: (a) => ['to decrypt the ', the(a, ['ciphertext', 'ciphertext']), ...under(a)],
	ReEncrypt: (a) => ['to move the ', the(a, ['ciphertext', 'ciphertext']), ' to ', a.keyPart],
	GenerateDataKey: (a) => ['for a ', ['data key', 'data-key'], ...under(a)],
	GenerateDataKeyWithoutPlaintext: (a) => [
		'for an ',
		['encrypted data key', 'wrapped-data-key'],
		' only',
		...under(a)
	],
	GenerateDataKeyPair: (a) => ['for a key pair, its private key encrypted', ...under(a)],
	GenerateDataKeyPairWithoutPlaintext: (a) => ['for a key pair, its private key only encrypted', ...under(a)],
	GenerateRandom: () => ['for ', ['random bytes', 'random']],
	Sign: (a) => ['to sign the ', the(a, 'message'), ' with ', a.keyPart],
	Verify: (a) => ['to check a ', ['signature', 'signature'], ' with ', a.keyPart],
	GenerateMac: (a) => ['for a ', ['MAC', 'signature'], ' of the ', the(a, 'message'), ' with ', a.keyPart],
	VerifyMac: (a) => ['to check a ', ['MAC', 'signature'], ' with ', a.keyPart],
	GetPublicKey: (a) => ['for the ', ['public key', 'public-key'], ' of ', a.keyPart],
	DeriveSharedSecret: (a) => [
		'to combine the other side’s ',
		['public key', 'public-key'],
		' with ',
		a.keyPart
	],
	Encapsulate: (a) => ['for a ', ['shared secret', 'data-key'], ' under ', a.keyPart],
	Decapsulate: (a) => ['to open the ', the(a, ['encapsulated secret', 'ciphertext']), ' with ', a.keyPart],
	GetParametersForImport: (a) => [
		'for a ',
		['wrapping key', 'public-key'],
		', to import material into ',
		a.keyPart
	],
	ImportKeyMaterial: (a) => [
		'to import the ',
		the(a, ['encrypted key material', 'ciphertext']),
		' into ',
		a.keyPart
	],
	DeleteImportedKeyMaterial: (a) => ['to delete the imported material of ', a.keyPart],
	CreateKey: (a) => {
		const spec = text(a.input['KeySpec']);
		if (a.input['MultiRegion'] === true) return ['to create a ', ['multi-Region key', 'kms-key']];
		return [`to create ${a.input['Origin'] ? 'a' : 'a new'} `, [spec ? `${spec} key` : 'key', 'kms-key']];
	},
	ReplicateKey: (a) => ['to replicate ', a.keyPart, ` to ${text(a.input['ReplicaRegion'])}`],
	UpdatePrimaryRegion: (a) => ['to make the primary of ', a.keyPart, ' another Region’s'],
	CreateAlias: (a) => ['to give ', a.keyPart, ' the name ', [text(a.input['AliasName']), 'kms-key']],
	UpdateAlias: (a) => ['to move ', [text(a.input['AliasName']), 'kms-key'], ' to ', a.keyPart],
	DeleteAlias: (a) => ['to remove the name ', [text(a.input['AliasName']), 'kms-key']],
	EnableKey: (a) => ['to enable ', a.keyPart],
	DisableKey: (a) => ['to disable ', a.keyPart],
	ScheduleKeyDeletion: (a) => [
		'to delete ',
		a.keyPart,
		` after ${days(a, 'PendingWindowInDays', '30')} days of waiting`
	],
	CancelKeyDeletion: (a) => ['to cancel the deletion of ', a.keyPart],
	EnableKeyRotation: (a) => [
		'to rotate ',
		a.keyPart,
		` every ${days(a, 'RotationPeriodInDays', '365')} days by itself`
	],
	DisableKeyRotation: (a) => ['to stop rotating ', a.keyPart],
	RotateKeyOnDemand: (a) => ['to rotate ', a.keyPart, ' now'],
	PutKeyPolicy: (a) => ['to replace the key policy of ', a.keyPart],
	GetKeyPolicy: (a) => ['for the key policy of ', a.keyPart],
	DescribeKey: (a) => ['what ', a.keyPart, ' is'],
	CreateGrant: (a) => ['for a grant on ', a.keyPart],
	RevokeGrant: (a) => ['to revoke a grant on ', a.keyPart],
	RetireGrant: () => ['to retire a grant'],
	ConnectCustomKeyStore: () => ['to connect the key store'],
	DisconnectCustomKeyStore: () => ['to disconnect the key store']
};

/** After "asks KMS"; undefined where there are no words for the operation. */
export function askOf(
	operation: string,
	keyRef: string | undefined,
	things: readonly Thing[],
	naming: Naming
): Part[] | undefined {
	const keyPart: Part = keyRef === undefined ? '' : [naming.key(keyRef), 'kms-key'];
	return ASKS[operation]?.({ ...naming, keyPart, things });
}

/** What KMS gives to the HSM. The material of a key comes with each call, wrapped under the domain key. */
export function handsOver(
	operation: string,
	keyRef: string | undefined,
	things: readonly Thing[],
	naming: Naming
): Part[] {
	if (operation === 'CreateKey' || operation === 'RotateKey')
		return ['KMS asks the HSM for new ', ['key material', 'key-material'], '.'];
	if (operation === 'GetParametersForImport')
		return ['KMS asks the HSM for a ', ['wrapping key', 'public-key'], '.'];
	const given = things.flatMap((thing): Part[] => ['the ', [nameOf(thing), thing.material], ' and ']);
	if (operation === 'ImportKeyMaterial') return ['KMS hands the HSM ', ...given.slice(0, 2), '.'];
	if (keyRef === undefined) return [`KMS asks the HSM for ${operation}.`];
	return [
		'KMS hands the HSM ',
		...given.slice(0, 3),
		'the wrapped material of ',
		[naming.key(keyRef), 'kms-key'],
		'.'
	];
}
