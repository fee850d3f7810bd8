/**
 * Client-side work as one entry: the Encryption SDK calls KMS as the caller, and what those calls did, showed and
 * returned is gathered here. Sealed bytes above 8 KiB are not kept in the log: the entry names them by their hash.
 */
import { callGenerator } from '$lib/crypto/generator';
import type { WrappedKey } from '$lib/crypto/message/header';
import { MessageError } from '$lib/crypto/message/message-error';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64, fromHex, toBase64, toHex } from '$lib/domain/bytes';
import type { ClientCommand, WorldEvent } from '$lib/domain/entry';
import { isKmsError, type ErrorRecord } from '$lib/domain/errors';
import type { KeyArn } from '$lib/domain/ids';
import type { Meter } from '$lib/domain/meter';
import type { KmsPort } from '$lib/domain/kms-port';
import type {} from '$lib/domain/operations';
import type { SealedItem, SecretRef, TraceStep } from '$lib/domain/trace';
import { callKms } from '$lib/kms/service';
import {
	NoKeyOpensError,
	moveEnvelope,
	openEnvelope,
	sealEnvelope
} from '$lib/services/client-side/envelope';
import { authorizerFor } from './authorizer';
import { INLINE } from './canonical';
import { meterOf } from './meter-of';
import { storeStep } from './items';
import { foldEvents } from './state';
import { CommandError, actingOf, type Done, type Job } from './work';

type EnvelopeCommand = Extract<ClientCommand, { type: 'client.seal' | 'client.open' | 'client.move' }>;

/** Every command that the Encryption SDK carries out. */
export type ClientWork = Exclude<ClientCommand, { type: `item.${string}` }>;

export interface Calls {
	readonly kms: KmsPort;
	readonly trace: TraceStep[];
	readonly events: WorldEvent[];
	readonly secrets: Map<string, Uint8Array>;
	/** Which material answered, by the blob it made. */
	readonly materials: Map<string, string>;
}

export async function runClientCommand(job: Job<EnvelopeCommand>): Promise<Done> {
	const calls = gather(job);
	const { trace, events, secrets } = calls;
	try {
		const { command } = job;
		const done = await (command.type === 'client.seal'
			? seal({ ...job, command }, calls)
			: command.type === 'client.open'
				? open({ ...job, command }, calls)
				: move({ ...job, command }, calls));
		return { ...done, trace, secrets, events: [...events, ...done.events] };
	} catch (error) {
		return { outcome: { ok: false, error: refusal(error) }, events: [], trace, secrets };
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
export function gather(job: Job<ClientWork>): Calls {
	const calls = { trace: [], events: [], secrets: new Map(), materials: new Map() } as Omit<Calls, 'kms'>;
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
				...(counted && { meter: counted })
			});
			calls.trace.push(...call.trace);
			for (const [hash, bytes] of call.secrets) calls.secrets.set(hash, bytes);
			if (!call.ok) throw call.error;
			calls.events.push(...call.events);
			if (call.events.length > 0) state = foldEvents(state, call.events);
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

async function open(job: Job<Extract<EnvelopeCommand, { type: 'client.open' }>>, calls: Calls) {
	const { command, signal } = job;
	const opened = await openEnvelope({ ...options(job, calls, signal), message: command.message });
	secretOf(calls, opened.plaintext);
	const result = {
		name: command.name,
		Plaintext: opened.plaintext,
		context: opened.header.context,
		openedWith: opened.openedWith.providerInfo
	};
	return { outcome: { ok: true as const, result }, events: [], bytes: opened.plaintext };
}

async function move(job: Job<Extract<EnvelopeCommand, { type: 'client.move' }>>, calls: Calls) {
	const { command, state, signal } = job;
	const item = state.items.get(command.itemId);
	if (!item || item.kind !== 'message')
		throw new CommandError(`expected a message of this world, got "${command.itemId}"`);
	const { inline, sha256: hash } = item.payload;
	const message = inline === undefined ? await job.payload?.(hash) : fromBase64(inline);
	if (!message)
		throw new CommandError(`expected the bytes of "${item.name}" in this browser, but they are not here`);
	const moved = await moveEnvelope({
		...options(job, calls, signal),
		message,
		toKeyIds: [command.toKeyId]
	});
	return { ...keep(job, calls, item, inMemory(moved)), bytes: moved.message };
}

export const options = (job: Job<ClientWork>, calls: Calls, signal: AbortSignal | undefined) => ({
	kms: calls.kms,
	acting: actingOf(job.command),
	trace: calls.trace,
	...(signal && { signal })
});

function secretOf({ secrets }: Calls, bytes: Uint8Array): SecretRef {
	const hash = toHex(sha256(bytes));
	secrets.set(hash, bytes.slice());
	return { length: bytes.length, sha256: hash };
}

interface Sealed {
	readonly payload: SealedItem['payload'];
	readonly wrappedKeys: readonly WrappedKey[];
}

const inMemory = (sealed: {
	readonly message: Uint8Array;
	readonly wrappedKeys: readonly WrappedKey[];
}): Sealed => ({
	wrappedKeys: sealed.wrappedKeys,
	payload: {
		sha256: toHex(sha256(sealed.message)),
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
			materialId: (materials.get(toHex(sha256(blob))) ?? '') as SealedItem['wrapped'][number]['materialId'],
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
