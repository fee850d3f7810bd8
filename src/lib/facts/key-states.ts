/**
 * What each operation answers in each key state. `ok`, or the exception.
 * Source: KMS Developer Guide, "Key states of AWS KMS keys", table (2026). As of 2026-11.
 * Differs from AWS: where the guide allows two exceptions, the one reported from real accounts.
 */
import type { KmsErrorCode } from '$lib/domain/errors';
import type { KeyState } from '$lib/domain/key';
import type { OperationName } from '$lib/domain/operations';

export type StateAnswer =
	| 'ok'
	| Extract<KmsErrorCode, 'DisabledException' | 'KMSInvalidStateException' | 'UnsupportedOperationException'>;
/** The columns of the table. */
export const KEY_STATES = [
	'Enabled',
	'Disabled',
	'PendingDeletion',
	'PendingImport',
	'PendingReplicaDeletion',
	'Unavailable',
	'Creating',
	'Updating'
] as const satisfies readonly KeyState[];
type Row = readonly [
	StateAnswer,
	StateAnswer,
	StateAnswer,
	StateAnswer,
	StateAnswer,
	StateAnswer,
	StateAnswer,
	StateAnswer
];

const INVALID = 'KMSInvalidStateException';
/** Only keys in custom key stores are Unavailable, only keys of Origin EXTERNAL are PendingImport. */
const UNSUPPORTED = 'UnsupportedOperationException';
const always: Row = ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'];
const whileUsable: Row = ['ok', 'DisabledException', INVALID, INVALID, INVALID, INVALID, INVALID, 'ok'];
const whileRotating: Row = [
	'ok',
	'DisabledException',
	INVALID,
	UNSUPPORTED,
	INVALID,
	UNSUPPORTED,
	INVALID,
	'ok'
];
const unlessPending: Row = ['ok', 'ok', INVALID, 'ok', INVALID, 'ok', 'ok', 'ok'];
const unlessWaiting: Row = ['ok', 'ok', INVALID, INVALID, INVALID, 'ok', INVALID, INVALID];

/** Operations on one key; those without a key (CreateKey, ListKeys, ListAliases, GenerateRandom) have no row. */
export const KEY_STATE_TABLE: Readonly<Partial<Record<OperationName, Row>>> = {
	DescribeKey: always,
	UpdateKeyDescription: unlessPending,
	EnableKey: unlessWaiting,
	DisableKey: unlessWaiting,
	ScheduleKeyDeletion: ['ok', 'ok', INVALID, 'ok', INVALID, 'ok', 'ok', INVALID],
	CancelKeyDeletion: [INVALID, INVALID, 'ok', INVALID, 'ok', INVALID, INVALID, INVALID],
	EnableKeyRotation: whileRotating,
	DisableKeyRotation: whileRotating,
	GetKeyRotationStatus: ['ok', 'ok', 'ok', UNSUPPORTED, 'ok', UNSUPPORTED, 'ok', 'ok'],
	RotateKeyOnDemand: ['ok', 'DisabledException', INVALID, INVALID, INVALID, UNSUPPORTED, INVALID, 'ok'],
	ListKeyRotations: ['ok', 'ok', 'ok', 'ok', 'ok', UNSUPPORTED, 'ok', 'ok'],
	CreateGrant: ['ok', 'DisabledException', INVALID, INVALID, INVALID, 'ok', INVALID, 'ok'],
	ListGrants: always,
	RetireGrant: always,
	RevokeGrant: always,
	GetKeyLastUsage: always,
	ReplicateKey: ['ok', 'DisabledException', INVALID, INVALID, INVALID, INVALID, INVALID, INVALID],
	UpdatePrimaryRegion: ['ok', 'DisabledException', INVALID, INVALID, INVALID, INVALID, INVALID, 'ok'],
	PutKeyPolicy: always,
	GetKeyPolicy: always,
	ListKeyPolicies: always,
	TagResource: unlessPending,
	UntagResource: unlessPending,
	ListResourceTags: always,
	CreateAlias: unlessPending,
	UpdateAlias: unlessPending,
	DeleteAlias: always,
	Encrypt: whileUsable,
	Decrypt: whileUsable,
	ReEncrypt: whileUsable,
	GenerateDataKey: whileUsable,
	GenerateDataKeyWithoutPlaintext: whileUsable,
	GenerateDataKeyPair: ['ok', 'DisabledException', INVALID, INVALID, INVALID, UNSUPPORTED, INVALID, 'ok'],
	GenerateDataKeyPairWithoutPlaintext: [
		'ok',
		'DisabledException',
		INVALID,
		INVALID,
		INVALID,
		UNSUPPORTED,
		INVALID,
		'ok'
	],
	GetPublicKey: ['ok', 'ok', INVALID, 'ok', INVALID, UNSUPPORTED, INVALID, 'ok'],
	Sign: whileUsable,
	Verify: whileUsable,
	GenerateMac: whileUsable,
	VerifyMac: whileUsable,
	DeriveSharedSecret: whileUsable,
	Encapsulate: whileUsable,
	Decapsulate: whileUsable,
	GetParametersForImport: ['ok', 'ok', INVALID, 'ok', INVALID, UNSUPPORTED, INVALID, INVALID],
	ImportKeyMaterial: ['ok', 'ok', INVALID, 'ok', INVALID, UNSUPPORTED, INVALID, 'ok'],
	DeleteImportedKeyMaterial: ['ok', 'ok', 'ok', 'ok', 'ok', UNSUPPORTED, INVALID, INVALID]
};

export function answerInState(operation: OperationName, state: KeyState): StateAnswer {
	return KEY_STATE_TABLE[operation]?.[KEY_STATES.indexOf(state)] ?? 'ok';
}
