/**
 * Client-side work as one entry: the Encryption SDK calls KMS as the caller, and what those calls did, showed and
 * returned is gathered here. Sealed bytes above 8 KiB are not kept in the log: the entry names them by their hash.
 */
import { callGenerator } from '$lib/crypto/generator';
import type { WrappedKey } from '$lib/crypto/message/header';
import { MessageError } from '$lib/crypto/message/message-error';
import { sha256Hex } from '$lib/crypto/hash';
import { fromHex, toBase64, toHex } from '$lib/domain/bytes';
import type { ClientCommand, Command, WorldEvent, WorldState } from '$lib/domain/entry';
import { isKmsError, type ErrorRecord } from '$lib/domain/errors';
import type { KeyArn } from '$lib/domain/ids';
import type { Meter } from '$lib/domain/meter';
import type { KmsPort } from '$lib/domain/kms-port';
import type {} from '$lib/domain/operations';
import type { ApiCall } from '$lib/domain/service';
import type { Actor, SealedItem, SecretRef, TraceStep } from '$lib/domain/trace';
import { callKms } from '$lib/kms/service';
import { NoKeyOpensError } from '$lib/services/client-side/data-keys';
import { sealEnvelope } from '$lib/services/client-side/envelope';
import { authorizerFor } from './authorizer';
import { INLINE, redact } from './canonical';
import { meterOf } from './meter-of';
import { storeStep } from './items';
import { foldEvents } from './state';
import { actingOf, type Done, type Job } from './work';

type EnvelopeCommand = Extract<ClientCommand, { type: 'client.seal' | 'client.open' | 'client.move' }>;

/** Every command that the Encryption SDK carries out. */
export type ClientWork = Exclude<ClientCommand, { type: `item.${string}` | 'client.outside' }>;

export interface Calls {
	readonly kms: KmsPort;
	readonly trace: TraceStep[];
	readonly events: WorldEvent[];
	readonly secrets: Map<string, Uint8Array>;
	/** Which material answered, by the blob it made. */
	readonly materials: Map<string, string>;
	readonly calls: ApiCall[];
	/** The world as the calls so far have left it. */
	state(): WorldState;
	/** Something else that happened; the next call finds it. */
	emit(events: readonly WorldEvent[]): void;
}

export async function runClientCommand(job: Job<EnvelopeCommand>): Promise<Done> {
	const calls = gather(job);
	const { trace, events, secrets, calls: made } = calls;
	try {
		const { command } = job;
		const done =
			command.type === 'client.seal'
				? await seal({ ...job, command }, calls)
				: // Fetched with the first message that is opened or moved.
					await (await import('./open-commands')).openOrMove({ ...job, command }, calls);
		return { ...done, trace, secrets, calls: made, events: [...events, ...done.events] };
	} catch (error) {
		return { outcome: { ok: false, error: refusal(error) }, events: [], trace, secrets, calls: made };
	}
}

const NOT_KMS = "KMS did not say this: the Encryption SDK refused in the caller's memory.";

/** What KMS answered, or what the caller's own software refused. @throws the error itself when it is a bug. */
export function refusal(error: unknown): ErrorRecord {
	if (isKmsError(error)) return error.toRecord();
	if (error instanceof NoKeyOpensError) {
		if (isKmsError(error.cause)) return error.cause.toRecord();
		const why = { check: 'message', detail: NOT_KMS, messageCheck: 'wrapped-keys' } as const;
		return { code: 'NoDataKeyOpens', status: 0, message: error.message, why };
	}
	if (error instanceof MessageError) {
		const why = { check: 'message', detail: NOT_KMS, messageCheck: error.check } as const;
		return { code: 'MessageRefused', status: 0, message: error.message, why };
	}
	throw error;
}

/** A KmsPort that notes everything KMS does for one command. */
export function gather(job: Job<Command>, asker: Actor = 'sdk'): Calls {
	const calls = {
		trace: [],
		events: [],
		secrets: new Map(),
		materials: new Map(),
		calls: [],
		state: () => state,
		emit(events) {
			calls.events.push(...events);
			if (events.length > 0) state = foldEvents(state, events);
		}
	} as Omit<Calls, 'kms'>;
	let count = 0;
	// What one call makes, the next one finds.
	let { state } = job;
	let meter: Promise<Meter | undefined> | undefined;
	const kms: KmsPort = {
		async call(operation, input, acting) {
			job.signal?.throwIfAborted();
			const { hsm, seed } = job;
			const authorizer = await authorizerFor(job, state, { ...acting, operation, input });
			const labelPrefix = `${count++}.`;
			meter ??= meterOf(job);
			const counted = await meter;
			const call = await callKms({
				operation,
				input,
				acting,
				state,
				hsm,
				authorizer,
				seed,
				labelPrefix,
				asker,
				...(counted && { meter: counted })
			});
			const first = calls.trace.length;
			calls.trace.push(...call.trace);
			for (const [hash, bytes] of call.secrets) calls.secrets.set(hash, bytes);
			calls.calls.push({
				source: 'kms.amazonaws.com',
				operation,
				...acting,
				input: redact(input),
				outcome: call.ok
					? { ok: true, result: redact(call.output ?? null) }
					: { ok: false, error: call.error.toRecord() },
				steps: [first, calls.trace.length]
			});
			if (!call.ok) throw call.error;
			calls.emit(call.events);
			noteMaterial(calls, call.trace);
			return call.output;
		}
	};
	return { ...calls, kms };
}

function noteMaterial({ materials }: Pick<Calls, 'materials'>, trace: readonly TraceStep[]): void {
	for (const step of trace)
		if (step.kind === 'hsm-seal' && step.output.sealedBy)
			materials.set(step.output.id, step.output.sealedBy.materialId);
}

async function seal(job: Job<Extract<EnvelopeCommand, { type: 'client.seal' }>>, calls: Calls) {
	const { command, signal } = job;
	const messageId = messageIdOf(job);
	const sealed = await sealEnvelope({
		...options(job, calls, signal),
		keyIds: command.keyIds,
		context: command.context,
		plaintext: command.plaintext,
		messageId
	});
	const secret = secretOf(calls, command.plaintext);
	const base = { id: itemIdOf(messageId), name: command.name, context: command.context };
	return { ...keep(job, calls, { ...base, plaintext: secret }, inMemory(sealed)), bytes: sealed.message };
}

/** 32 bytes that no other command draws. */
export const messageIdOf = ({ origin, seed }: Job): Uint8Array =>
	callGenerator(fromHex(origin.seed), { ...seed, label: 'client' }).bytes(32);
export const itemIdOf = (messageId: Uint8Array): string => toHex(messageId).slice(0, 32);

export const options = (job: Job<ClientWork>, calls: Calls, signal: AbortSignal | undefined) => ({
	kms: calls.kms,
	acting: actingOf(job.command),
	trace: calls.trace,
	...(signal && { signal })
});

export function secretOf({ secrets }: Calls, bytes: Uint8Array): SecretRef {
	const hash = sha256Hex(bytes);
	secrets.set(hash, bytes.slice());
	return { length: bytes.length, sha256: hash };
}

export interface Sealed {
	readonly payload: SealedItem['payload'];
	readonly wrappedKeys: readonly WrappedKey[];
}

export const inMemory = (sealed: {
	readonly message: Uint8Array;
	readonly wrappedKeys: readonly WrappedKey[];
}): Sealed => ({
	wrappedKeys: sealed.wrappedKeys,
	payload: {
		sha256: sha256Hex(sealed.message),
		length: sealed.message.length,
		...(sealed.message.length <= INLINE && { inline: toBase64(sealed.message) })
	}
});

/** The sealed thing as an item of the world. */
export function keep(
	{ state, command }: Job<ClientWork>,
	{ materials, trace }: Calls,
	about: Pick<SealedItem, 'id' | 'name' | 'context' | 'plaintext'>,
	{ payload, wrappedKeys }: Sealed
) {
	const item: SealedItem = {
		id: about.id,
		name: about.name,
		kind: 'message',
		sealedAt: state.time,
		context: about.context,
		wrapped: wrappedKeys.map(({ providerInfo, blob }) => ({
			keyArn: providerInfo as KeyArn,
			materialId: (materials.get(sha256Hex(blob)) ?? '') as SealedItem['wrapped'][number]['materialId'],
			blob: toBase64(blob)
		})),
		payload,
		plaintext: about.plaintext,
		account: command.account,
		region: command.region
	};
	trace.push(storeStep(item));
	const events: WorldEvent[] = [{ type: 'item.put', item }];
	return { outcome: { ok: true as const, result: { itemId: item.id } }, events };
}
