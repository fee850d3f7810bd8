/**
 * The KMS of one Region: validate → resolve the key → authorise → key state → HSM → record.
 * A refusal is a result like any other; only a bug throws.
 * Differs from AWS: whether authorization comes before the key state is not documented; here it does.
 */
import type { Authorizer } from '$lib/domain/authorizer';
import type { Acting, WorldEvent, WorldState } from '$lib/domain/entry';
import { isKmsError, KmsError } from '$lib/domain/errors';
import { HsmError, type Hsm } from '$lib/domain/hsm';
import type { KeyArn, KeyId } from '$lib/domain/ids';
import type { KmsIntent } from '$lib/domain/intent';
import type { Meter } from '$lib/domain/meter';
import type { KeyLastUse } from '$lib/domain/last-usage';
import type { Input, OperationName, Output } from '$lib/domain/operations';
import type { Actor, Material, Thing, TraceStep } from '$lib/domain/trace';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { MessageType } from '$lib/domain/key-spec';
import type { BytesMemo } from '$lib/crypto/hash';
import { createCall } from './call';
import type { Appeared } from './managed-key';
import { operationNamed } from './operations/first';
import { messageName } from './message-name';
import { createTracer, type Tracer } from './tracer';
import { validate } from './validate';

export interface KmsRequest<O extends OperationName = OperationName> {
	readonly operation: O;
	readonly input: Input<O>;
	readonly acting: Acting;
	readonly state: WorldState;
	readonly hsm: Hsm;
	readonly authorizer: Authorizer;
	/** SHA-256 of the parent entry and of the canonical command, 32 bytes each. */
	readonly seed: { readonly parent: Uint8Array; readonly command: Uint8Array };
	/** Tells apart the calls of one command; an SDK that calls inside a command gives one. */
	readonly labelPrefix?: string;
	/** Who asks, for the trace: an SDK or a service that calls inside a command. */
	readonly asker?: Actor;
	/** The id a new key gets, in a set-up written by hand. */
	readonly fixedKeyId?: KeyId;
	/** Absent: no quota holds. */
	readonly meter?: Meter;
	/** The last use of a key, from the log; without a log no key was ever used. */
	readonly lastUsage?: (arn: KeyArn) => KeyLastUse | undefined;
	/** Shared with whoever writes the call's input and output down. */
	readonly memo?: BytesMemo;
}

export type KmsCall = (
	| { readonly ok: true; readonly output: Output<OperationName> }
	| { readonly ok: false; readonly error: KmsError }
) & {
	readonly events: readonly WorldEvent[];
	/** What the call wants done with keys of other Regions. */
	readonly intents: readonly KmsIntent[];
	readonly trace: readonly TraceStep[];
	/** By SHA-256 in hex; memory only. */
	readonly secrets: ReadonlyMap<string, Uint8Array>;
};

export async function callKms(request: KmsRequest): Promise<KmsCall> {
	const { operation, input } = request;
	const tracer = createTracer(request.memo);
	const actor: Actor = request.asker ?? 'caller';
	const built = await operationNamed(operation);
	const end = { trace: tracer.steps, secrets: tracer.secrets };
	try {
		if (!built)
			throw new KmsError('UnknownOperationException', '', {
				check: 'unsupported',
				detail: `no operation ${String(operation)}`
			});
		tracer.add(requestStep(tracer, actor, operation, input));
		// Passing it over would hand plaintext to one who asked for it under an enclave's key.
		if ('Recipient' in input && input.Recipient !== undefined)
			throw new KmsError(
				'UnsupportedOperationException',
				'Recipient is not supported here: this playground has no AWS Nitro Enclaves.',
				{ check: 'unsupported', detail: 'attestation documents are not modelled' }
			);
		validate(built.constraints, input as Readonly<Record<string, unknown>>);
		await checkGrantTokens(input);
		const appeared = await managedKeys(request, tracer);
		const { state = request.state, events = [] } = appeared ?? {};
		const authorizer = (appeared && request.authorizer.over?.(state)) ?? request.authorizer;
		const call = createCall({
			...request,
			authorizer,
			state,
			labelPrefix: request.labelPrefix ?? '',
			tracer
		});
		call.meter({ operation, region: request.acting.region, keyPairSpec: pairSpecOf(input) });
		const output = await built.run(call, input);
		tracer.add({
			kind: 'answer',
			from: 'kms',
			to: actor,
			operation,
			carries: thingsIn(tracer, output, operation)
		});
		return { ok: true, output, events: [...events, ...call.events], intents: call.intents, ...end };
	} catch (caught) {
		const error = caught instanceof HsmError && caught.code === 'unavailable' ? internal(caught) : caught;
		if (!isKmsError(error)) throw error;
		tracer.add({ kind: 'answer', from: 'kms', to: actor, operation, carries: [], error: error.toRecord() });
		return { ok: false, error, events: [], intents: [], ...end };
	}
}

/** @throws KmsError InvalidGrantTokenException; what reads tokens is fetched with the first of them. */
async function checkGrantTokens(input: object): Promise<void> {
	const { GrantTokens } = input as { readonly GrantTokens?: readonly string[] };
	if (!GrantTokens?.length) return;
	const { grantIdOfToken } = await import('./grant-id');
	GrantTokens.forEach(grantIdOfToken);
}

/** The AWS managed key that the request names and that is not there yet; what makes it is fetched with the first. */
async function managedKeys(request: KmsRequest, tracer: Tracer): Promise<Appeared | undefined> {
	const { KeyId, DestinationKeyId } = request.input as Readonly<Record<string, unknown>>;
	const ref = [KeyId, DestinationKeyId].find(
		(one): one is string => typeof one === 'string' && one.includes('alias/aws/')
	);
	if (ref === undefined) return undefined;
	const { appearing } = await import('./managed-key');
	return appearing({ ...request, tracer }, ref);
}

const pairSpecOf = (input: object): string | undefined =>
	(input as { readonly KeyPairSpec?: string }).KeyPairSpec;

export const internal = (error: HsmError): KmsError =>
	new KmsError(
		'KMSInternalException',
		'The request was rejected because an internal exception occurred. The request can be retried.',
		{
			check: 'internal',
			detail: error.message
		}
	);

function requestStep(tracer: Tracer, from: Actor, operation: OperationName, input: unknown): TraceStep {
	const members = input as Readonly<Record<string, unknown>>;
	const ref = members.KeyId ?? members.TargetKeyId ?? members.DestinationKeyId;
	return {
		kind: 'request',
		from,
		to: 'kms',
		operation,
		carries: thingsIn(tracer, members, operation),
		...(typeof ref === 'string' && { keyRef: ref })
	};
}

/** The things that a request or an answer carries. */
function thingsIn(tracer: Tracer, members: unknown, operation: OperationName): readonly Thing[] {
	const all = members as Readonly<Record<string, unknown>>;
	const { Plaintext, CiphertextBlob, EncryptionContext, SourceEncryptionContext } = all;
	const things: Thing[] = [];
	for (const [member, [material, usual]] of Object.entries(NAMED)) {
		const bytes = all[member];
		const name = member === 'Message' ? messageName(all.MessageType as MessageType | undefined) : usual;
		if (bytes instanceof Uint8Array)
			things.push(known(tracer, bytes) ?? tracer.thing(bytes, material, name ? { name } : {}));
	}
	if (Plaintext instanceof Uint8Array)
		things.push(opened(tracer, Plaintext) ?? tracer.thing(Plaintext, plaintextOf(operation)));
	if (CiphertextBlob instanceof Uint8Array)
		things.push(
			known(tracer, CiphertextBlob) ??
				tracer.thing(CiphertextBlob, isDataKeyBlob(CiphertextBlob) ? 'wrapped-data-key' : 'ciphertext')
		);
	things.push(
		...tracer.contextThing((EncryptionContext ?? SourceEncryptionContext) as EncryptionContext | undefined)
	);
	return things;
}

/** What else a request or an answer holds, and what to call it. */
const NAMED: Readonly<Record<string, readonly [Material, string?]>> = {
	Message: ['plaintext'],
	Signature: ['signature'],
	Mac: ['signature', 'MAC'],
	SharedSecret: ['data-key', 'shared secret'],
	SharedSecretCiphertextBlob: ['ciphertext', 'encapsulated secret'],
	PrivateKeyPlaintext: ['data-key', 'private key'],
	PrivateKeyCiphertextBlob: ['wrapped-data-key', 'encrypted private key'],
	PublicKey: ['public-key'],
	EncryptedKeyMaterial: ['ciphertext', 'encrypted key material'],
	ImportToken: ['ciphertext', 'import token']
};

/** RSA ciphertext is random bytes: more than one must be that of a blob. */
const isDataKeyBlob = (bytes: Uint8Array): boolean =>
	[1, 2, 3, 0, 0x78].every((byte, i) => bytes[i] === byte);

/** The thing of an earlier step with the same bytes, with all that is known of it. */
function known(tracer: Tracer, bytes: Uint8Array): Thing | undefined {
	const { id } = tracer.thing(bytes, 'ciphertext');
	for (const step of tracer.steps) {
		if (step.kind === 'hsm-seal' && step.output.id === id) return step.output;
		const made = step.kind === 'hsm-compute' && step.outputs.find((thing) => thing.id === id);
		if (made) return made;
	}
	return undefined;
}

/** What the HSM opened to these bytes: a data key stays one on its way back. */
function opened(tracer: Tracer, bytes: Uint8Array): Thing | undefined {
	const { id } = tracer.thing(bytes, 'plaintext');
	const step = tracer.steps.find((one) => one.kind === 'hsm-open' && one.output?.id === id);
	return step?.kind === 'hsm-open' ? step.output : undefined;
}

const plaintextOf = (operation: OperationName): Material =>
	operation === 'GenerateDataKey' ? 'data-key' : operation === 'GenerateRandom' ? 'random' : 'plaintext';
