/** What opens a message or moves it to another key: commands of the caller's own software. */
import { fromBase64 } from '$lib/domain/bytes';
import type { ClientCommand } from '$lib/domain/entry';
import { moveEnvelope, openEnvelope } from '$lib/services/client-side/open-envelope';
import { inMemory, keep, options, secretOf, type Calls } from './client-commands';
import { CommandError, type Job } from './work';

type OpenCommand = Extract<ClientCommand, { type: 'client.open' }>;
type MoveCommand = Extract<ClientCommand, { type: 'client.move' }>;

export async function openOrMove(job: Job<OpenCommand | MoveCommand>, calls: Calls) {
	const { command } = job;
	return command.type === 'client.open' ? open({ ...job, command }, calls) : move({ ...job, command }, calls);
}

async function open(job: Job<OpenCommand>, calls: Calls) {
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

async function move(job: Job<MoveCommand>, calls: Calls) {
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
