/**
 * Step 9: refusals that come after authorization and are none: key state, ciphertext, the new policy's own checks.
 * Models: KMS Developer Guide, "Key states"; KMS API Reference, errors of each operation, PutKeyPolicy.
 * Differs from AWS: that authorization comes before the key state is unverified.
 */
import type { KmsErrorCode } from '$lib/domain/errors';
import type { KeyState } from '$lib/domain/key';
import type { OperationName } from '$lib/domain/operations';
import { actionFacts } from '$lib/facts/kms-actions';
import { answerInState, KEY_STATE_TABLE, type StateAnswer } from '$lib/facts/key-states';
import type { Permission } from './context';
import { checkLockout, LOCKOUT_MESSAGE } from './lockout';
import { refuseKeyPolicy } from './validate';

export interface LaterRefusal {
	readonly decidedBy: 'keyState' | 'ciphertext' | 'lockoutCheck' | 'policyGrammar';
	readonly reason:
		| 'KEY_DISABLED'
		| 'KEY_STATE_INVALID'
		| 'CIPHERTEXT_CONTEXT_MISMATCH'
		| 'CIPHERTEXT_OF_ANOTHER_KEY'
		| 'LOCKOUT_CHECK'
		| 'MALFORMED_POLICY'
		| 'POLICY_TOO_LONG';
	readonly error: KmsErrorCode;
	readonly message: string;
}

export function refuseAfterwards(permissions: readonly Permission[]): LaterRefusal | undefined {
	for (const permission of permissions) {
		const refusal = refuseByState(permission) ?? refuseCiphertext(permission) ?? refuseNewPolicy(permission);
		if (refusal) return refusal;
	}
	return undefined;
}

const isOperation = (name: string): name is OperationName => Object.hasOwn(KEY_STATE_TABLE, name);

/** Operations not yet in the table of key states answer as Encrypt does, if they use the key at all. */
function answer(name: string, state: string): StateAnswer {
	const operation = name.startsWith('ReEncrypt') ? 'ReEncrypt' : name;
	if (isOperation(operation)) return answerInState(operation, state as KeyState);
	const uses = name === 'CreateGrant' || (actionFacts(`kms:${name}`)?.traits.has('alias') ?? false);
	return uses ? answerInState('Encrypt', state as KeyState) : 'ok';
}

function refuseByState({ key, action }: Permission): LaterRefusal | undefined {
	if (!key) return undefined;
	const error = answer(action.slice('kms:'.length), key.state);
	if (error === 'ok') return undefined;
	const state = key.state === 'PendingDeletion' ? 'is pending deletion' : `is ${key.state.toLowerCase()}`;
	const reason = error === 'DisabledException' ? 'KEY_DISABLED' : 'KEY_STATE_INVALID';
	return { decidedBy: 'keyState', reason, error, message: `${key.arn} ${state}.` };
}

/** Authenticated data, no authorization: the pairs must be those of the encryption, exactly. */
function refuseCiphertext({
	key,
	action,
	call,
	encryptionContext = {}
}: Permission): LaterRefusal | undefined {
	const { ciphertext } = call;
	if (!key || !ciphertext || (action !== 'kms:Decrypt' && action !== 'kms:ReEncryptFrom')) return undefined;
	if (ciphertext.encryptedUnder !== key.arn)
		return {
			decidedBy: 'ciphertext',
			reason: 'CIPHERTEXT_OF_ANOTHER_KEY',
			error: 'IncorrectKeyException',
			message: 'The key ID in the request does not identify a CMK that can perform this operation.'
		};
	const sealed = Object.entries(ciphertext.encryptionContext ?? {});
	const same =
		sealed.length === Object.keys(encryptionContext).length &&
		sealed.every(
			([name, value]) => Object.hasOwn(encryptionContext, name) && encryptionContext[name] === value
		);
	return same
		? undefined
		: {
				decidedBy: 'ciphertext',
				reason: 'CIPHERTEXT_CONTEXT_MISMATCH',
				error: 'InvalidCiphertextException',
				message: ''
			};
}

function refuseNewPolicy({ world, key, action, call }: Permission): LaterRefusal | undefined {
	const { newPolicy, bypassPolicyLockoutSafetyCheck: bypass } = call;
	if (newPolicy === undefined || !key || action !== 'kms:PutKeyPolicy') return undefined;
	const refusal = refuseKeyPolicy(world, newPolicy);
	if (refusal) {
		const reason = refusal.error === 'LimitExceededException' ? 'POLICY_TOO_LONG' : 'MALFORMED_POLICY';
		return { decidedBy: 'policyGrammar', reason, error: refusal.error, message: refusal.message };
	}
	if (bypass || checkLockout(world, { key, newPolicy, call }).passes) return undefined;
	return {
		decidedBy: 'lockoutCheck',
		reason: 'LOCKOUT_CHECK',
		error: 'MalformedPolicyDocumentException',
		message: LOCKOUT_MESSAGE
	};
}
