/** What a person asks a service for, as one entry: the service's own checks, and the calls to KMS it leads to. */
import { gcm } from '@noble/ciphers/aes.js';
import { callGenerator } from '$lib/crypto/generator';
import { fixedInput, kdfCounterHmacSha256 } from '$lib/crypto/kdf';
import { concat, fromBase64, fromHex, toBase64, toHex, utf8 } from '$lib/domain/bytes';
import type { Entry } from '$lib/domain/entry';
import { isKmsError, type ErrorRecord } from '$lib/domain/errors';
import type { Region } from '$lib/domain/ids';
import { SERVICES, type ServiceCommand } from '$lib/domain/service';
import { createTracer } from '$lib/kms/tracer';
import { permitResource } from '$lib/policy/permit-resource';
import { SERVICE_MODULES } from '$lib/services';
import { ServiceError, type Happened, type ServiceCall } from '$lib/services/service';
import { callsOf } from './api-calls';
import { gather, type Calls } from './client-commands';
import { policyWorldOf } from './policy-world';
import { CommandError, actingOf, type Done, type Job } from './work';

export async function runServiceCommand(job: Job<ServiceCommand>): Promise<Done> {
	const { command } = job;
	const { service, operation } = command;
	const operations = await SERVICE_MODULES[service]?.();
	const run = await operations?.[operation]?.();
	if (!run)
		throw new CommandError(
			operations
				? `expected an operation of ${SERVICES[service].name} (${Object.keys(operations).join(', ')}), got "${operation}"`
				: `expected a service (${Object.keys(SERVICE_MODULES).join(', ')}), got "${service}"`
		);
	const gathered = gather(job, 'service');
	const { trace, secrets, calls } = gathered;
	const call = serviceCall(job, gathered);
	try {
		const answer = await run(call);
		return { outcome: { ok: true, result: answer }, events: gathered.events, trace, secrets, calls, answer };
	} catch (caught) {
		const error = refusal(caught);
		trace.push({ kind: 'answer', from: 'service', to: 'caller', operation, carries: [], error });
		return { outcome: { ok: false, error }, events: [], trace, secrets, calls };
	}
}

/** @throws the error itself when it is a bug. */
function refusal(error: unknown): ErrorRecord {
	if (error instanceof ServiceError || isKmsError(error)) return error.toRecord();
	throw error;
}

/** Oldest first. */
function happenedSince({ parent, log }: Job, since: string | null): readonly Happened[] {
	const entries: Entry[] = [];
	for (let entry = parent ?? undefined; entry && entry.id !== since; entry = log?.entryAt(entry.parent))
		entries.push(entry);
	return entries.reverse().flatMap((entry) => callsOf(entry).map((call) => ({ at: entry.at, call })));
}

function serviceCall(job: Job<ServiceCommand>, gathered: Calls): ServiceCall {
	const { command, seed, origin } = job;
	const { trace, secrets } = gathered;
	// A service calls KMS from its own network: the caller's VPC endpoint has no part in it.
	const { vpcEndpointPolicy: _, ...acting } = actingOf(command);
	const worldSeed = fromHex(origin.seed);
	const tracer = createTracer();
	const generator = callGenerator(worldSeed, { ...seed, label: 'service' });
	const keyOf = (label: string, context: string): Uint8Array =>
		kdfCounterHmacSha256({
			key: worldSeed,
			fixedInput: fixedInput({ label, context: utf8(context), length: 32 }),
			length: 32
		});
	// Wraps what services hold in memory: whoever has the world's seed can open it, like everything else in the world.
	const memory = (): Uint8Array => keyOf('glass-kms service memory', '');
	return {
		input: command.input,
		service: command.service,
		acting,
		state: () => gathered.state(),
		time: job.state.time,
		kms: gathered.kms,
		forCaller: (region) => ({
			...acting,
			...(region !== undefined && { region: region as Region }),
			viaService: `${SERVICES[command.service].prefix}.${region ?? acting.region}.amazonaws.com`
		}),
		lastEntry: job.parent?.id ?? null,
		happenedSince: (entry) => happenedSince(job, entry),
		permit({ action, resourceArn, owner, policy, by = acting }) {
			const { caller, region, sourceArn, sessionPolicy } = by;
			const decision = permitResource(policyWorldOf(gathered.state()), {
				...{ caller, action, resourceArn, owner, region, policy, sessionPolicy },
				time: job.state.time,
				...(sourceArn !== undefined && { context: { 'aws:SourceArn': sourceArn } })
			});
			trace.push({ kind: 'authorize', action, decision, resourceArn });
			if (decision.allowed) return;
			throw new ServiceError(SERVICES[command.service].denied, decision.message ?? 'Access Denied', {
				status: 403,
				detail: decision.reason,
				check: 'authorization'
			});
		},
		random: (length) => generator.bytes(length),
		newId: (prefix) => `${prefix}-${toHex(generator.bytes(9)).slice(0, 17)}`,
		ownedKey: (name, owner = command.service) => keyOf('glass-kms service owned key', `${owner} ${name}`),
		remember(dataKey) {
			const iv = generator.bytes(12);
			return toBase64(concat(iv, gcm(memory(), iv).encrypt(dataKey)));
		},
		recall(wrapped) {
			const bytes = fromBase64(wrapped);
			return gcm(memory(), bytes.subarray(0, 12)).decrypt(bytes.subarray(12));
		},
		put: (resource) => gathered.emit([{ type: 'resource.put', resource }]),
		remove: (arn) => gathered.emit([{ type: 'resource.removed', arn }]),
		trace: {
			add: (step) => void trace.push(step),
			thing(bytes, material, more) {
				const thing = tracer.thing(bytes, material, more);
				for (const [hash, secret] of tracer.secrets) secrets.set(hash, secret.slice());
				tracer.secrets.clear();
				return thing;
			}
		},
		materialOf(blob) {
			const { id } = tracer.thing(blob, 'wrapped-data-key');
			const material = gathered.materials.get(id);
			if (material === undefined) throw new Error('expected a blob that KMS made in this call');
			return material;
		}
	};
}
