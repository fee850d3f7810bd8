/**
 * What each operation answers in each key state. `ok`, or the exception.
 * Source: KMS Developer Guide, "Key states of AWS KMS keys", table (2026). As of 2026-11.
 * Differs from AWS: where the guide allows two exceptions, the one reported from real accounts.
 */
import type { KmsErrorCode } from '$lib/domain/errors';
import type { KeyState } from '$lib/domain/key';
import type { OperationName } from '$lib/domain/operations';

export type LivingState = Extract<KeyState, 'Enabled' | 'Disabled' | 'PendingDeletion'>;
export type StateAnswer = 'ok' | Extract<KmsErrorCode, 'DisabledException' | 'KMSInvalidStateException'>;
/** Answers in the order Enabled, Disabled, PendingDeletion. */
type Row = readonly [StateAnswer, StateAnswer, StateAnswer];

const INVALID = 'KMSInvalidStateException';
const always: Row = ['ok', 'ok', 'ok'];
const whileUsable: Row = ['ok', 'DisabledException', INVALID];
const unlessPending: Row = ['ok', 'ok', INVALID];

/** Operations on one key; those without a key (CreateKey, ListKeys, ListAliases, GenerateRandom) have no row. */
export const KEY_STATE_TABLE: Readonly<Partial<Record<OperationName, Row>>> = {
	DescribeKey: always,
	UpdateKeyDescription: unlessPending,
	EnableKey: unlessPending,
	DisableKey: unlessPending,
	ScheduleKeyDeletion: unlessPending,
	CancelKeyDeletion: [INVALID, INVALID, 'ok'],
	EnableKeyRotation: whileUsable,
	DisableKeyRotation: whileUsable,
	GetKeyRotationStatus: always,
	RotateKeyOnDemand: whileUsable,
	ListKeyRotations: always,
	CreateAlias: unlessPending,
	UpdateAlias: unlessPending,
	DeleteAlias: always,
	Encrypt: whileUsable,
	Decrypt: whileUsable,
	ReEncrypt: whileUsable,
	GenerateDataKey: whileUsable,
	GenerateDataKeyWithoutPlaintext: whileUsable
};

const ORDER: readonly KeyState[] = ['Enabled', 'Disabled', 'PendingDeletion'];
export function answerInState(operation: OperationName, state: KeyState): StateAnswer {
	const row = KEY_STATE_TABLE[operation];
	return row?.[ORDER.indexOf(state)] ?? 'ok';
}
