/**
 * What each operation answers in each key state. `ok`, or the exception.
 * Source: KMS Developer Guide, "Key states of AWS KMS keys", table (2026). As of 2026-11.
 * Differs from AWS: where the guide allows two exceptions, the one reported from real accounts.
 */
import type { KmsErrorCode } from '$lib/domain/errors';
import type { KeyState } from '$lib/domain/key';
import type { OperationName } from '$lib/domain/operations';

export type LivingState = Extract<KeyState, 'Enabled' | 'Disabled' | 'PendingDeletion' | 'PendingImport'>;
export type StateAnswer =
	| 'ok'
	| Extract<KmsErrorCode, 'DisabledException' | 'KMSInvalidStateException' | 'UnsupportedOperationException'>;
/** Answers in the order Enabled, Disabled, PendingDeletion, PendingImport. */
type Row = readonly [StateAnswer, StateAnswer, StateAnswer, StateAnswer];

const INVALID = 'KMSInvalidStateException';
/** Only keys of Origin EXTERNAL are PendingImport; automatic rotation is not for them. */
const UNSUPPORTED = 'UnsupportedOperationException';
const always: Row = ['ok', 'ok', 'ok', 'ok'];
const whileUsable: Row = ['ok', 'DisabledException', INVALID, INVALID];
const whileRotating: Row = ['ok', 'DisabledException', INVALID, UNSUPPORTED];
const unlessPending: Row = ['ok', 'ok', INVALID, 'ok'];
const unlessWaiting: Row = ['ok', 'ok', INVALID, INVALID];

/** Operations on one key; those without a key (CreateKey, ListKeys, ListAliases, GenerateRandom) have no row. */
export const KEY_STATE_TABLE: Readonly<Partial<Record<OperationName, Row>>> = {
	DescribeKey: always,
	UpdateKeyDescription: unlessPending,
	EnableKey: unlessWaiting,
	DisableKey: unlessWaiting,
	ScheduleKeyDeletion: unlessPending,
	CancelKeyDeletion: [INVALID, INVALID, 'ok', INVALID],
	EnableKeyRotation: whileRotating,
	DisableKeyRotation: whileRotating,
	GetKeyRotationStatus: ['ok', 'ok', 'ok', UNSUPPORTED],
	RotateKeyOnDemand: whileUsable,
	ListKeyRotations: always,
	CreateAlias: unlessPending,
	UpdateAlias: unlessPending,
	DeleteAlias: always,
	Encrypt: whileUsable,
	Decrypt: whileUsable,
	ReEncrypt: whileUsable,
	GenerateDataKey: whileUsable,
	GenerateDataKeyWithoutPlaintext: whileUsable,
	GenerateDataKeyPair: whileUsable,
	GenerateDataKeyPairWithoutPlaintext: whileUsable,
	GetPublicKey: unlessPending,
	Sign: whileUsable,
	Verify: whileUsable,
	GenerateMac: whileUsable,
	VerifyMac: whileUsable,
	DeriveSharedSecret: whileUsable,
	Encapsulate: whileUsable,
	Decapsulate: whileUsable,
	GetParametersForImport: unlessPending,
	ImportKeyMaterial: unlessPending,
	DeleteImportedKeyMaterial: always
};

const ORDER: readonly KeyState[] = ['Enabled', 'Disabled', 'PendingDeletion', 'PendingImport'];
export function answerInState(operation: OperationName, state: KeyState): StateAnswer {
	const row = KEY_STATE_TABLE[operation];
	return row?.[ORDER.indexOf(state)] ?? 'ok';
}
