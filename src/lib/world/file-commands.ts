/**
 * Client-side work on files too long for memory: the bytes pass by in pieces, from a source to a sink, and only their
 * hashes stay. What the sink was given is worth nothing until the command has ended well; whoever made it drops it
 * otherwise.
 */
import { passingHash } from '$lib/crypto/passing-hash';
import type { Thing, TraceStep } from '$lib/domain/trace';
import { moveStream, openStream, sealStream } from '$lib/services/client-side/streams';
import type { ClientCommand } from '$lib/domain/entry';
import { gather, itemIdOf, keep, messageIdOf, options, refusal, type Calls } from './client-commands';
import { CommandError, type Done, type FileStreams, type Job } from './work';

type FileCommand = Extract<ClientCommand, { type: 'client.sealFile' | 'client.openFile' | 'client.move' }>;

/** @throws CommandError without streams or with a draw that is none; whatever source and sink throw. */
export async function runFileCommand(job: Job<FileCommand>): Promise<Done> {
	const { command, streams } = job;
	if (!streams) throw new CommandError(`expected the bytes of ${command.type} beside it, got none`);
	if ('draw' in command && !/^[0-9a-f]{64}$/.test(command.draw))
		throw new CommandError(`expected 64 hex digits that ${command.type} draws, got ${command.draw}`);
	if ('length' in command && command.length !== streams.length)
		throw new CommandError(`expected ${command.length} bytes beside ${command.type}, got ${streams.length}`);
	const calls = gather(job);
	const { trace, events, secrets } = calls;
	try {
		const done = await (command.type === 'client.sealFile'
			? seal({ ...job, command }, calls, streams)
			: command.type === 'client.openFile'
				? open({ ...job, command }, calls, streams)
				: move({ ...job, command }, calls, streams));
		return { ...done, trace, secrets, events: [...events, ...done.events] };
	} catch (error) {
		return { outcome: { ok: false, error: refusal(error) }, events: [], trace, secrets };
	}
}

async function seal(
	job: Job<Extract<FileCommand, { type: 'client.sealFile' }>>,
	calls: Calls,
	streams: FileStreams
) {
	const { command, signal } = job;
	const messageId = messageIdOf(job);
	const text = hashing(streams);
	const sealed = await sealStream({
		...options(job, calls, signal),
		keyIds: command.keyIds,
		context: command.context,
		messageId,
		source: text.pieces,
		length: streams.length,
		...(streams.onProgress && { onProgress: streams.onProgress }),
		...(streams.letGo && { letGo: streams.letGo })
	});
	const message = await passed(sealed.stream, streams);
	const plaintext = { length: streams.length, sha256: await text.hash() };
	name(calls.trace, 'plaintext', plaintext.sha256);
	name(calls.trace, 'message', message.sha256);
	const about = { id: itemIdOf(messageId), name: command.name, context: command.context, plaintext };
	return keep(job, calls, about, { payload: message, wrappedKeys: sealed.wrappedKeys });
}

async function open(
	job: Job<Extract<FileCommand, { type: 'client.openFile' }>>,
	calls: Calls,
	streams: FileStreams
) {
	const opened = await openStream({
		...options(job, calls, job.signal),
		source: streams.source,
		length: streams.length,
		// The sink shows nothing before the end: see FileStreams.
		heldByReader: true,
		...(streams.onProgress && { onProgress: streams.onProgress }),
		...(streams.letGo && { letGo: streams.letGo })
	});
	const text = await passed(opened.stream, streams);
	name(calls.trace, 'plaintext', text.sha256);
	const result = {
		name: job.command.name,
		Plaintext: { $secret: text },
		context: opened.header.context,
		openedWith: opened.openedWith.providerInfo
	};
	return { outcome: { ok: true as const, result }, events: [] };
}

async function move(
	job: Job<Extract<FileCommand, { type: 'client.move' }>>,
	calls: Calls,
	streams: FileStreams
) {
	const { command, state, signal } = job;
	const item = state.items.get(command.itemId);
	if (!item || item.kind !== 'message')
		throw new CommandError(`expected a message of this world, got "${command.itemId}"`);
	const moved = await moveStream({
		...options(job, calls, signal),
		source: streams.source,
		length: streams.length,
		toKeyIds: [command.toKeyId]
	});
	const message = await passed(moved.stream, streams, (bytes) => {
		signal?.throwIfAborted();
		streams.onProgress?.(bytes);
	});
	name(calls.trace, 'message', message.sha256);
	return keep(job, calls, item, { payload: message, wrappedKeys: moved.wrappedKeys });
}

/** Gives every piece to the sink; length and SHA-256 of what went by. */
async function passed(
	stream: AsyncIterable<Uint8Array>,
	{ write, hash: hasher = passingHash }: FileStreams,
	onPiece?: (bytesDone: number) => void
): Promise<{ readonly length: number; readonly sha256: string }> {
	const hash = hasher();
	let length = 0;
	for await (const piece of stream) {
		length += piece.length;
		await Promise.all([hash.update(piece), write(piece)]);
		onPiece?.(length);
	}
	return { length, sha256: await hash.digest() };
}

/** The source as it is, hashed on the way; `hash` may be asked for once it was read to its end. */
function hashing({ source, hash = passingHash }: FileStreams) {
	const sum = hash();
	return {
		pieces: (async function* () {
			for await (const piece of source) {
				await sum.update(piece);
				yield piece;
			}
		})(),
		hash: sum.digest
	};
}

/** Gives a thing that passed by its true name, its SHA-256, wherever the trace speaks of it. */
function name(trace: TraceStep[], part: 'plaintext' | 'message', hash: string): void {
	const named = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(named);
		if (value === null || typeof value !== 'object') return value;
		const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, named(inner)]));
		const thing = copy as Partial<Thing>;
		return thing.material && thing.id?.startsWith(`${part}:`) ? { ...copy, id: hash } : copy;
	};
	for (const [i, step] of trace.entries())
		if (step.kind.startsWith('client-')) trace[i] = named(step) as TraceStep;
}
