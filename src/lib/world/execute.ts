/**
 * Runs one command and gives back the entry to append: all of it or, when it is aborted or a bug throws, nothing.
 * A refusal of KMS is an outcome like any other. The state is never changed here; the entry's events change it.
 */
import { bytesMemo } from '$lib/crypto/hash';
import { fromHex } from '$lib/domain/bytes';
import type { Command, Execution, KmsCommand } from '$lib/domain/entry';
import type { KmsIntent } from '$lib/domain/intent';
import { callKms } from '$lib/kms/service';
import { canonicalJson, commandHash, entryId, redactCommand, redactResult, type Secrets } from './canonical';
import { authorizerFor } from './authorizer';
import { runClientCommand } from './client-commands';
import { runItemCommand } from './items';
import { meterOf } from './meter-of';
import { lastUsageOf } from './last-usage';
import { CommandError, actingOf, type Done, type ExecuteRequest, type Job } from './work';

export { CommandError, type ExecuteRequest } from './work';

/** @throws CommandError for a command no world can run, AbortError when `signal` ends it. */
export async function execute(request: ExecuteRequest): Promise<Execution> {
	const { state, parent, command, signal } = request;
	check(command);
	signal?.throwIfAborted();
	const secrets: Secrets = new Map();
	const memo = bytesMemo();
	const redacted = redactCommand(command, secrets, memo);
	const canonical = canonicalJson(redacted);
	const seed = {
		parent: parent ? fromHex(parent.id) : new Uint8Array(32),
		command: commandHash(canonical)
	};
	const done = await run({ ...request, seed, memo });
	signal?.throwIfAborted();
	for (const [hash, bytes] of done.secrets ?? []) secrets.set(hash, bytes);
	const outcome = done.outcome.ok
		? { ok: true as const, result: redactResult(done.outcome.result, secrets, memo) }
		: done.outcome;
	const parentId = parent?.id ?? null;
	return {
		entry: {
			id: entryId({ parent: parentId, command: redacted, at: state.time, canonical }),
			parent: parentId,
			at: state.time,
			command: redacted,
			outcome,
			events: outcome.ok ? done.events : [],
			trace: done.trace,
			...(done.calls && { calls: done.calls })
		},
		...(done.answer && { answer: done.answer }),
		...(done.output && { output: done.output }),
		...(done.bytes && { bytes: done.bytes }),
		secrets
	};
}

async function run(job: Job): Promise<Done> {
	const { command } = job;
	switch (command.type) {
		case 'kms':
			return runKms({ ...job, command });
		case 'clock.advance':
			return (await import('./clock')).advanceClock({ ...job, command });
		case 'client.seal':
		case 'client.open':
			return runClientCommand({ ...job, command });
		case 'client.move':
			if (!job.streams) return runClientCommand({ ...job, command });
			return (await import('./file-commands')).runFileCommand({ ...job, command });
		case 'client.sealFile':
		case 'client.openFile':
			return (await import('./file-commands')).runFileCommand({ ...job, command });
		case 'client.outside':
			return (await import('./outside-commands')).runOutsideCommand({ ...job, command });
		case 'service':
			return (await import('./service-commands')).runServiceCommand({ ...job, command });
		case 'item.keep':
		case 'item.remove':
			return runItemCommand({ ...job, command });
		case 'quotas.set':
		case 'rules.set':
		case 'backing.set':
		case 'iam.putPrincipal':
		case 'iam.deletePrincipal':
		case 'iam.putOrganization':
			return (await import('./settings')).runWorldCommand({ ...job, command });
	}
}

async function runKms(job: Job<KmsCommand>): Promise<Done> {
	const { command, state, hsm, seed, memo, log, parent } = job;
	const { operation, input, fixedKeyId } = command;
	const meter = await meterOf(job);
	const authorizer = await authorizerFor(job, state, command);
	const call = await callKms({
		operation,
		input,
		acting: actingOf(command),
		state,
		hsm,
		authorizer,
		seed,
		memo,
		...(fixedKeyId && { fixedKeyId }),
		...(meter && { meter }),
		...(log && { lastUsage: (arn) => lastUsageOf(log, parent, arn) })
	});
	const { trace, secrets } = call;
	if (!call.ok) return { outcome: { ok: false, error: call.error.toRecord() }, events: [], trace, secrets };
	const related = await relatedKeys(job, call.intents);
	if ('error' in related) return { ...related.failed(trace), secrets };
	return {
		outcome: { ok: true, result: call.output },
		output: call.output,
		events: [...call.events, ...related.events],
		trace: [...trace.slice(0, -1), ...related.trace, ...trace.slice(-1)],
		secrets
	};
}

/** Fetched with the first call that concerns keys of other Regions. */
async function relatedKeys(job: Job, intents: readonly KmsIntent[]) {
	if (intents.length === 0) return { events: [], trace: [] };
	return (await import('./related-keys')).carryOutOrFail(job, intents);
}

const TYPES: ReadonlySet<unknown> = new Set<Command['type']>([
	'kms',
	'clock.advance',
	'client.seal',
	'client.open',
	'client.sealFile',
	'client.openFile',
	'client.move',
	'client.outside',
	'service',
	'item.keep',
	'item.remove',
	'backing.set',
	'quotas.set',
	'rules.set',
	'iam.putPrincipal',
	'iam.deletePrincipal',
	'iam.putOrganization'
]);

function check(command: Command): void {
	if (!TYPES.has(command?.type))
		throw new CommandError(
			`expected a command (${[...TYPES].join(', ')}), got ${JSON.stringify(command?.type)}`
		);
	for (const member of ['caller', 'account', 'region'] as const)
		if (typeof command[member] !== 'string' || command[member] === '')
			throw new CommandError(
				`expected ${command.type} to say its ${member}, got ${JSON.stringify(command[member])}`
			);
}
