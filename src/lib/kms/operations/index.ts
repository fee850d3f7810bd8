/** Every operation built so far, by its name. */
import type { Input, OperationName, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { cancelKeyDeletion } from './cancel-key-deletion';
import { createAlias } from './create-alias';
import { createKey } from './create-key';
import { decrypt } from './decrypt';
import { deleteAlias } from './delete-alias';
import { describeKey } from './describe-key';
import { disableKey } from './disable-key';
import { disableKeyRotation } from './disable-key-rotation';
import { enableKey } from './enable-key';
import { enableKeyRotation } from './enable-key-rotation';
import { encrypt } from './encrypt';
import { generateDataKey } from './generate-data-key';
import { generateDataKeyWithoutPlaintext } from './generate-data-key-without-plaintext';
import { generateRandom } from './generate-random';
import { getKeyRotationStatus } from './get-key-rotation-status';
import { listAliases } from './list-aliases';
import { listKeyRotations } from './list-key-rotations';
import { listKeys } from './list-keys';
import { reEncrypt } from './re-encrypt';
import { rotateKeyOnDemand } from './rotate-key-on-demand';
import { scheduleKeyDeletion } from './schedule-key-deletion';
import { updateAlias } from './update-alias';
import { updateKeyDescription } from './update-key-description';

export type Operation<O extends OperationName> = (
	call: Call,
	input: Input<O>
) => Promise<Output<O>> | Output<O>;

export const OPERATIONS = {
	CreateKey: createKey,
	DescribeKey: describeKey,
	ListKeys: listKeys,
	UpdateKeyDescription: updateKeyDescription,
	EnableKey: enableKey,
	DisableKey: disableKey,
	ScheduleKeyDeletion: scheduleKeyDeletion,
	CancelKeyDeletion: cancelKeyDeletion,
	EnableKeyRotation: enableKeyRotation,
	DisableKeyRotation: disableKeyRotation,
	GetKeyRotationStatus: getKeyRotationStatus,
	RotateKeyOnDemand: rotateKeyOnDemand,
	ListKeyRotations: listKeyRotations,
	CreateAlias: createAlias,
	UpdateAlias: updateAlias,
	DeleteAlias: deleteAlias,
	ListAliases: listAliases,
	Encrypt: encrypt,
	Decrypt: decrypt,
	ReEncrypt: reEncrypt,
	GenerateDataKey: generateDataKey,
	GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintext,
	GenerateRandom: generateRandom
} satisfies { readonly [O in OperationName]: Operation<O> };
