/** What an operation sees of its call: the pipeline's parts, in the words of the key it works on. */
import { deriveKeyId } from './key-id';
import { canonicalContext, type EncryptionContext } from '$lib/domain/encryption-context';
import type { Authorizer } from '$lib/domain/authorizer';
import type { Acting, WorldEvent, WorldState } from '$lib/domain/entry';
import { KmsError } from '$lib/domain/errors';
import { HsmError, type CallSeed, type Hsm, type KeyToken } from '$lib/domain/hsm';
import { fromBase64, toHex } from '$lib/domain/bytes';
import type { KeyId } from '$lib/domain/ids';
import { currentGeneration, type Generation, type KeyRecord, type KeyState } from '$lib/domain/key';
import type { OperationName } from '$lib/domain/operations';
import type { Thing } from '$lib/domain/trace';
import { FormatError } from '$lib/crypto/format-error';
import { parseBlob, type ParsedBlob } from '$lib/crypto/blob';
import { answerInState } from '$lib/facts/key-states';
import type { KeyEvent } from '$lib/machines/key.machine';
import { rotationStateOf } from '$lib/machines/rotation-life';
import type { RotationEvent, RotationStep } from '$lib/machines/rotation.machine';
import { wrongOrigin } from './unsupported';
import { findSealer, resolveKey, type Sealer } from './resolve';
import type { Tracer } from './tracer';

export interface CallFrom {
	readonly operation: OperationName;
	readonly acting: Acting;
	readonly state: WorldState;
	readonly hsm: Hsm;
	readonly authorizer: Authorizer;
	readonly seed: { readonly parent: Uint8Array; readonly command: Uint8Array };
	readonly labelPrefix: string;
	readonly tracer: Tracer;
	readonly fixedKeyId?: KeyId;
}

const ALIAS_ACCEPTED: ReadonlySet<OperationName> = new Set<OperationName>([
	'DescribeKey',
	'Encrypt',
	'Decrypt',
	'ReEncrypt',
	'GenerateDataKey',
	'GenerateDataKeyWithoutPlaintext',
	'GenerateDataKeyPair',
	'GenerateDataKeyPairWithoutPlaintext',
	'GetPublicKey',
	'Sign',
	'Verify',
	'GenerateMac',
	'VerifyMac',
	'DeriveSharedSecret',
	'Encapsulate',
	'Decapsulate'
]);

export type Call = ReturnType<typeof createCall>;

export function createCall(from: CallFrom) {
	const { operation, acting, state, hsm, authorizer, tracer } = from;
	const events: WorldEvent[] = [];
	let labels = 0;
	let ids = 0;

	const callSeed = (): CallSeed => ({ ...from.seed, label: `${from.labelPrefix}${labels++}` });

	function authorize(action: string, key: KeyRecord | undefined, context?: EncryptionContext): void {
		const decision = authorizer.decide(
			{
				action,
				account: acting.account,
				region: acting.region,
				...(key && { keyArn: key.arn }),
				...(context && { encryptionContext: context })
			},
			acting.caller
		);
		tracer.add({ kind: 'authorize', action, decision });
		if (decision.allowed) return;
		const resource = key ? key.arn : '*';
		throw new KmsError(
			'AccessDeniedException',
			`User: ${acting.caller} is not authorized to perform: ${action} on resource: ${resource} because no resource-based policy allows the ${action} action`,
			{ check: 'authorization', detail: decision.reason }
		);
	}

	function requireState(key: KeyRecord): void {
		const answer = answerInState(operation, key.state);
		tracer.add({ kind: 'key-state', keyArn: key.arn, state: key.state, allowed: answer === 'ok' });
		if (answer === 'UnsupportedOperationException') throw wrongOrigin(key);
		if (answer !== 'ok') throw stateError(answer, key.arn, key.state);
	}

	/** Resolves what the request names, authorises the call and checks the key's state, in this order. */
	function useKey(
		ref: string,
		options: {
			readonly action?: string;
			readonly context?: EncryptionContext | undefined;
			/** Throws for a key of another kind than the operation takes, whatever its state. */
			readonly fits?: (key: KeyRecord) => void;
		} = {}
	): KeyRecord {
		const found = resolveKey({ ref, aliasAccepted: ALIAS_ACCEPTED.has(operation), state, acting });
		tracer.add({
			kind: 'resolve',
			by: found.by,
			ref,
			keyArn: found.key.arn,
			...(found.alias && { alias: found.alias })
		});
		authorize(options.action ?? `kms:${operation}`, found.key, options.context);
		options.fits?.(found.key);
		requireState(found.key);
		return found.key;
	}

	/** The key and generation that a ciphertext names. */
	function useSealer(
		ciphertext: Uint8Array,
		options: {
			readonly keyRef?: string | undefined;
			readonly action: string;
			readonly context?: EncryptionContext | undefined;
		}
	): Sealer {
		const blob = readBlob(ciphertext);
		const sealer = findSealer(state, acting.region, blob.materialId);
		tracer.add({
			kind: 'resolve',
			by: 'ciphertext',
			ref: blob.materialId,
			...(sealer && { keyArn: sealer.key.arn })
		});
		const named =
			options.keyRef === undefined
				? undefined
				: resolveKey({ ref: options.keyRef, aliasAccepted: true, state, acting }).key;
		if (!sealer && !named)
			throw new KmsError(
				'AccessDeniedException',
				`User: ${acting.caller} is not authorized to perform: ${options.action} on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
				{
					check: 'resolve',
					detail: 'no key of this Region has the key material that the ciphertext names',
					got: blob.materialId
				}
			);
		authorize(options.action, named ?? sealer?.key, options.context);
		requireState((named ?? sealer?.key)!);
		if (!sealer || (named && named.arn !== sealer.key.arn))
			throw new KmsError(
				'IncorrectKeyException',
				'The key ID in the request does not identify a CMK that can perform this operation.',
				{
					check: 'key-mismatch',
					detail: 'the ciphertext names key material of another key',
					expected: sealer?.key.arn ?? 'a key of this world',
					got: named?.arn ?? ''
				}
			);
		return sealer;
	}

	const tokenOf = (key: KeyRecord, generation: Generation): KeyToken => ({
		keyId: key.keyId,
		materialId: generation.materialId,
		bytes: fromBase64(generation.token)
	});

	function unwrapStep(key: KeyRecord, generation: Generation): void {
		tracer.add({
			kind: 'hsm-unwrap',
			keyArn: key.arn,
			materialId: generation.materialId,
			generation: generation.number,
			generations: key.generations.length
		});
	}

	/** A change of state, taken by the key's machine. @returns the state after it. */
	async function takeEvent(key: KeyRecord, event: KeyEvent['type']): Promise<KeyState> {
		// Fetched with the first change of a key's state.
		const { nextKeyState } = await import('$lib/machines/key.machine');
		const next = nextKeyState(key.state, event);
		if (next === undefined || next === 'deleted')
			throw stateError('KMSInvalidStateException', key.arn, key.state, `it does not take ${event}`);
		tracer.add({ kind: 'key-transition', keyArn: key.arn, event, from: key.state, to: next });
		return next;
	}

	/** What an event means for the key's rotation, by its machine; undefined when it means nothing there. */
	async function takeRotation(key: KeyRecord, event: RotationEvent): Promise<RotationStep | undefined> {
		const { takeRotationEvent } = await import('$lib/machines/rotation.machine');
		return takeRotationEvent(rotationStateOf(key), event);
	}

	return {
		operation,
		acting,
		state,
		events,
		tracer,
		time: state.time,
		hsm,
		callSeed,
		authorize,
		useKey,
		useSealer,
		/** The key that a request names, without asking anything of it: what kind it is decides what comes next. */
		peek: (ref: string): KeyRecord => resolveKey({ ref, aliasAccepted: true, state, acting }).key,
		takeEvent,
		takeRotation,
		emit: (event: WorldEvent) => void events.push(event),
		token: tokenOf,
		current: (key: KeyRecord) => ({
			generation: currentGeneration(key),
			token: tokenOf(key, currentGeneration(key))
		}),
		unwrapStep,
		/** A key id that no other call gives: from the parent entry and the command. */
		newKeyId: (): KeyId => from.fixedKeyId ?? deriveKeyId(from.seed.parent, from.seed.command, ids++),
		aad: (context: EncryptionContext | undefined) => canonicalContext(context ?? {}),
		/** How a blob made just now was sealed: derive and seal, as the HSM did them. */
		sealSteps(of: {
			key: KeyRecord;
			generation: Generation;
			input: Thing;
			blob: Uint8Array;
			material: 'ciphertext' | 'wrapped-data-key';
			context?: EncryptionContext | undefined;
		}): Thing {
			const { key, generation } = of;
			const output = tracer.thing(of.blob, of.material, {
				sealedBy: { keyArn: key.arn, materialId: generation.materialId, generation: generation.number }
			});
			tracer.add({
				kind: 'hsm-derive',
				materialId: generation.materialId,
				nonce: toHex(parseBlob(of.blob).nonce)
			});
			tracer.add({ kind: 'hsm-seal', input: of.input, output, ...(of.context && { context: of.context }) });
			return output;
		},
		/** The things a ciphertext of this sealer is. */
		sealedThing: (blob: Uint8Array, sealer?: Sealer): Thing =>
			tracer.thing(
				blob,
				parseMaterial(blob),
				sealer && {
					sealedBy: {
						keyArn: sealer.key.arn,
						materialId: sealer.generation.materialId,
						generation: sealer.generation.number
					}
				}
			),
		dryRun(flag: boolean | undefined): void {
			if (flag)
				throw new KmsError(
					'DryRunOperationException',
					'The request would have succeeded, but the DryRun option is set.',
					{
						check: 'validation',
						detail: 'a dry run always ends in an exception; this is the good one'
					}
				);
		}
	};
}

const parseMaterial = (blob: Uint8Array): 'ciphertext' | 'wrapped-data-key' =>
	blob[2] === 3 ? 'wrapped-data-key' : 'ciphertext';

/** @throws KmsError InvalidCiphertextException that keeps what the parser expected. */
export function readBlob(bytes: Uint8Array): ParsedBlob {
	try {
		return parseBlob(bytes);
	} catch (error) {
		if (error instanceof FormatError)
			throw new KmsError('InvalidCiphertextException', '', {
				check: 'ciphertext-format',
				detail: error.message
			});
		throw error;
	}
}

/** What the HSM's refusal to open means to a caller. */
export function openingError(error: unknown): unknown {
	if (!(error instanceof HsmError) || error.code === 'unavailable') return error;
	return new KmsError(
		'InvalidCiphertextException',
		'',
		error.code === 'malformed'
			? { check: 'ciphertext-format', detail: error.message }
			: {
					check: 'authentication-tag',
					detail:
						'the authentication tag does not match: the ciphertext or the encryption context is not that of the sealing'
				}
	);
}

export function stateError(
	code: 'DisabledException' | 'KMSInvalidStateException',
	arn: string,
	state: KeyState,
	detail?: string
): KmsError {
	const text =
		state === 'Disabled' && code === 'DisabledException'
			? `${arn} is disabled.`
			: state === 'PendingDeletion'
				? `${arn} is pending deletion.`
				: state === 'PendingImport'
					? `${arn} is pending import.`
					: `${arn} is not pending deletion.`;
	return new KmsError(code, text, {
		check: 'key-state',
		detail: detail ?? `the key is ${state}`,
		got: state
	});
}
