/** What an operation sees of its call: the pipeline's parts, in the words of the key it works on. */
import { deriveKeyId, deriveMultiRegionKeyId } from './key-id';
import { canonicalContext, type EncryptionContext } from '$lib/domain/encryption-context';
import type { AuthorizationRequest, Authorizer } from '$lib/domain/authorizer';
import type { Acting, WorldEvent, WorldState } from '$lib/domain/entry';
import { KmsError } from '$lib/domain/errors';
import type { CallSeed, Hsm, KeyToken } from '$lib/domain/hsm';
import { fromBase64, toHex } from '$lib/domain/bytes';
import type { KeyArn, KeyId } from '$lib/domain/ids';
import type { KmsIntent } from '$lib/domain/intent';
import { backingOf } from '$lib/domain/key-store';
import { currentGeneration, specOf, type Generation, type KeyRecord, type KeyState } from '$lib/domain/key';
import type { KeyLastUse } from '$lib/domain/last-usage';
import type { Meter, Metered, Quota } from '$lib/domain/meter';
import type { OperationName } from '$lib/domain/operations';
import type { Thing } from '$lib/domain/trace';
import { nonceOf } from '$lib/crypto/blob-nonce';
import { USING_OPERATIONS } from '$lib/facts/last-usage';
import { answerInState, type StateAnswer } from '$lib/facts/key-states';
import type { KeyEvent } from '$lib/machines/key.machine';
import type { RotationEvent, RotationStep } from '$lib/machines/rotation.machine';
import { wrongOrigin } from './unsupported';
import { resolveKey } from './resolve';
import type { Sealer } from './sealer';
import type { Tracer } from './tracer';

export interface CallFrom {
	readonly operation: OperationName;
	readonly input: object;
	readonly acting: Acting;
	readonly state: WorldState;
	readonly hsm: Hsm;
	readonly authorizer: Authorizer;
	readonly seed: { readonly parent: Uint8Array; readonly command: Uint8Array };
	readonly labelPrefix: string;
	readonly meter?: Meter;
	readonly lastUsage?: (arn: KeyArn) => KeyLastUse | undefined;
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
	const parameters = from.input as Readonly<Record<string, unknown>> & {
		readonly GrantTokens?: readonly string[];
	};
	const events: WorldEvent[] = [];
	const intents: KmsIntent[] = [];
	let labels = 0;
	let ids = 0;

	const callSeed = (): CallSeed => ({ ...from.seed, label: `${from.labelPrefix}${labels++}` });

	let metered = false;
	/** Counts the call, once. @throws KmsError ThrottlingException */
	const meter = (request: Metered): void => count(from.meter?.quotaOf(request));
	function count(quota: Quota | undefined): void {
		if (!quota || metered || !from.meter) return;
		metered = true;
		if (from.meter.take(quota)) return;
		throw new KmsError(
			'ThrottlingException',
			'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
			{
				check: 'limit',
				detail: `${quota.group}: ${quota.rate} requests a second for this account in ${acting.region}`
			}
		);
	}
	function meterKey(key: KeyRecord): void {
		if (!from.meter || !USING_OPERATIONS.has(operation)) return;
		const { customKeyStoreId } = key;
		count(from.meter.quotaWithKey({ region: acting.region, spec: specOf(key), customKeyStoreId }));
	}

	function authorize(
		action: string,
		key: KeyRecord | undefined,
		context?: EncryptionContext,
		more: Partial<AuthorizationRequest> = {}
	): void {
		const decision = authorizer.decide(
			{
				action,
				account: acting.account,
				region: acting.region,
				...(key && { keyArn: key.arn }),
				...(context && { encryptionContext: context }),
				...(parameters.GrantTokens && { grantTokens: parameters.GrantTokens }),
				...(acting.viaService !== undefined && { viaService: acting.viaService }),
				...(acting.sessionPolicy !== undefined && { sessionPolicy: acting.sessionPolicy }),
				...(acting.vpcEndpointPolicy !== undefined && { vpcEndpointPolicy: acting.vpcEndpointPolicy }),
				...(acting.sourceArn !== undefined && {
					context: { 'aws:SourceArn': acting.sourceArn, 'aws:SourceAccount': acting.account }
				}),
				parameters,
				time: state.time,
				...more
			},
			acting.caller
		);
		tracer.add({
			kind: 'authorize',
			action,
			decision,
			...(key && { keyArn: key.arn }),
			...(more.aliasArn !== undefined && { aliasArn: more.aliasArn }),
			...(more.otherKeyArn && { otherKeyArn: more.otherKeyArn })
		});
		if (decision.allowed) return;
		throw new KmsError(
			'AccessDeniedException',
			decision.message ?? `User: ${acting.caller} is not authorized to perform: ${action}`,
			{
				check: 'authorization',
				detail: decision.reason,
				...(decision.reasonCode !== undefined && { got: decision.reasonCode })
			}
		);
	}

	function requireState(key: KeyRecord): void {
		const answer = answerFor(operation, key);
		tracer.add({ kind: 'key-state', keyArn: key.arn, state: key.state, allowed: answer === 'ok' });
		if (answer !== 'ok') throw stateError(answer, key, operation);
		requireBackingKey(key);
	}

	/** A key in a custom key store can be Enabled and yet not be used: what is behind it does not answer. */
	function requireBackingKey(key: KeyRecord): void {
		const store = key.customKeyStoreId !== undefined && state.keyStores.get(key.customKeyStoreId);
		if (!store || !USING_OPERATIONS.has(operation)) return;
		const condition = state.backings.get(backingOf(store));
		if (!condition) return;
		throw new KmsError('KMSInvalidStateException', `${key.arn} cannot be used: ${condition}.`, {
			check: 'key-store',
			detail: `${backingOf(store)}, which is behind the key store ${store.name}, is simulated to be so; the key's state does not tell`
		});
	}

	/** Resolves what the request names, authorises the call and checks the key's state, in this order. */
	function useKey(
		ref: string,
		options: {
			readonly action?: string;
			readonly context?: EncryptionContext | undefined;
			readonly more?: Partial<AuthorizationRequest>;
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
		meterKey(found.key);
		authorize(options.action ?? `kms:${operation}`, found.key, options.context, {
			keyRef: ref,
			...options.more
		});
		options.fits?.(found.key);
		requireState(found.key);
		return found.key;
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
			throw stateError('KMSInvalidStateException', key, operation);
		tracer.add({ kind: 'key-transition', keyArn: key.arn, event, from: key.state, to: next });
		return next;
	}

	/** What an event means for the key's rotation, by its machine; undefined when it means nothing there. */
	async function takeRotation(key: KeyRecord, event: RotationEvent): Promise<RotationStep | undefined> {
		const [{ takeRotationEvent }, { rotationStateOf }] = await Promise.all([
			import('$lib/machines/rotation.machine'),
			import('$lib/machines/rotation-life')
		]);
		return takeRotationEvent(rotationStateOf(key), event);
	}

	/** Whether a new key policy is taken. @throws KmsError */
	function checkNewPolicy(key: KeyRecord, policy: string): void {
		const bypass = parameters.BypassPolicyLockoutSafetyCheck === true;
		const refused = authorizer.refuseKeyPolicy?.({ key, policy, bypass }, acting.caller);
		if (refused)
			throw new KmsError(refused.code, refused.message, { check: 'validation', detail: refused.detail });
	}

	return {
		operation,
		acting,
		checkNewPolicy,
		state,
		events,
		tracer,
		time: state.time,
		hsm,
		callSeed,
		meter,
		authorize,
		requireState,
		useKey,
		meterKey,
		/** The key that a request names, without asking anything of it: what kind it is decides what comes next. */
		peek: (ref: string): KeyRecord => resolveKey({ ref, aliasAccepted: true, state, acting }).key,
		takeEvent,
		takeRotation,
		emit: (event: WorldEvent) => void events.push(event),
		intents,
		/** For keys of other Regions. */
		intend: (intent: KmsIntent) => void intents.push(intent),
		token: tokenOf,
		current: (key: KeyRecord) => ({
			generation: currentGeneration(key),
			token: tokenOf(key, currentGeneration(key))
		}),
		unwrapStep,
		/** For ids and tokens that no other call gives. */
		idSeed: () => ({ ...from.seed, label: `${from.labelPrefix}${ids++}` }),
		/** A key id that no other call gives: from the parent entry and the command. */
		newKeyId: (): KeyId => from.fixedKeyId ?? deriveKeyId(from.seed.parent, from.seed.command, ids++),
		newMultiRegionKeyId: (): KeyId =>
			from.fixedKeyId ?? deriveMultiRegionKeyId(from.seed.parent, from.seed.command, ids++),
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
				nonce: toHex(nonceOf(of.blob))
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
			if (flag) throw dryRunSucceeded();
		},
		dryRunSucceeded,
		/** The last successful cryptographic operation with a key. */
		lastUsage: (key: KeyRecord) => from.lastUsage?.(key.arn)
	};
}

const dryRunSucceeded = (): KmsError =>
	new KmsError(
		'DryRunOperationException',
		'The request would have succeeded, but the DryRun option is set.',
		{
			check: 'validation',
			detail: 'a dry run always ends in an exception; this is the good one'
		}
	);

const parseMaterial = (blob: Uint8Array): 'ciphertext' | 'wrapped-data-key' =>
	blob[2] === 3 ? 'wrapped-data-key' : 'ciphertext';

/** Operations for which a key must have its material in KMS itself. */
const ROTATION: ReadonlySet<OperationName> = new Set<OperationName>([
	'DisableKeyRotation',
	'EnableKeyRotation',
	'GetKeyRotationStatus',
	'ListKeyRotations',
	'RotateKeyOnDemand'
]);

const answerFor = (operation: OperationName, key: KeyRecord): StateAnswer =>
	key.customKeyStoreId !== undefined && ROTATION.has(operation)
		? 'UnsupportedOperationException'
		: answerInState(operation, key.state);

/** Source: KMS Developer Guide, "Key states", table details (2026). */
const STATE_WORDS: Readonly<Record<KeyState, string>> = {
	Enabled: 'is not pending deletion.',
	Disabled: 'is disabled.',
	PendingDeletion: 'is pending deletion.',
	PendingReplicaDeletion: 'is pending deletion (or pending replica deletion).',
	// The guide's table of 2026 says why, too; recorded answers do not.
	PendingImport: 'is pending import.',
	Unavailable: 'is unavailable.',
	Creating: 'is creating.',
	Updating: 'is updating.'
};

export function stateError(
	code: Exclude<StateAnswer, 'ok'>,
	key: KeyRecord,
	operation: OperationName
): KmsError {
	if (code === 'UnsupportedOperationException') return wrongOrigin(key);
	const words = operation === 'CancelKeyDeletion' ? 'is not pending deletion.' : STATE_WORDS[key.state];
	return new KmsError(code, `${key.arn} ${words}`, {
		check: 'key-state',
		detail: `the key is ${key.state}`,
		got: key.state
	});
}
