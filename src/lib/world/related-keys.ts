/** What KMS of one Region wants done with related keys of others, as events in the same entry. */
import { fromBase64, toBase64 } from '$lib/domain/bytes';
import type { WorldEvent } from '$lib/domain/entry';
import { HsmError, type Hsm, type KeyToken } from '$lib/domain/hsm';
import { parseKmsArn, type KeyArn, type KeyId, type Region } from '$lib/domain/ids';
import type { KmsIntent } from '$lib/domain/intent';
import { originOf, type Generation, type KeyRecord } from '$lib/domain/key';
import type { TraceStep } from '$lib/domain/trace';
import { emptied } from '$lib/kms/imported';
import { internal } from '$lib/kms/service';
import type { Done, Job } from './work';

interface Carried {
	readonly events: readonly WorldEvent[];
	readonly trace: readonly TraceStep[];
}

interface Failed {
	readonly error: HsmError;
	/** The whole call fails, and nothing has happened. */
	readonly failed: (trace: readonly TraceStep[]) => Done;
}

/** The same, or what it means to the call that the HSM does not answer. */
export async function carryOutOrFail(job: Job, intents: readonly KmsIntent[]): Promise<Carried | Failed> {
	try {
		return await carryOut(job, intents);
	} catch (caught) {
		if (!(caught instanceof HsmError) || caught.code !== 'unavailable') throw caught;
		const error = internal(caught).toRecord();
		return {
			error: caught,
			failed: (trace) => ({
				outcome: { ok: false, error },
				events: [],
				trace: trace.map((step) => (step.kind === 'answer' ? { ...step, carries: [], error } : step))
			})
		};
	}
}

export async function carryOut(job: Job, intents: readonly KmsIntent[]): Promise<Carried> {
	const events: WorldEvent[] = [];
	const trace: TraceStep[] = [];
	for (const [i, intent] of intents.entries())
		switch (intent.type) {
			case 'replicate': {
				const { replica } = intent;
				const source = job.state.keys.get(intent.source)!;
				// Of imported material ids and descriptions are carried over: the bytes have to be imported into each Region.
				const external = originOf(source) === 'EXTERNAL';
				const carried = external ? [] : source.generations;
				const generations = external
					? source.generations.map(emptied)
					: await generationsIn(job, source, replica.region, carried, `${i}`);
				if (carried.length > 0) trace.push(rewrapped(source, replica.region, generations.length));
				events.push({ type: 'key.created', key: { ...replica, generations } });
				break;
			}
			case 'share-generation': {
				const source = job.state.keys.get(intent.source)!;
				for (const arn of intent.to) {
					const region = regionOf(arn);
					const [generation] = await generationsIn(
						job,
						source,
						region,
						[intent.generation],
						`${i}-${region}`
					);
					trace.push(rewrapped(source, region, 1));
					events.push({ type: 'key.rotated', arn, generation: generation! });
				}
				break;
			}
			case 'rotate-pending': {
				const { pendingMaterial } = job.state.keys.get(intent.arn)!;
				const rotation = { at: intent.at, type: 'ON_DEMAND' } as const;
				if (pendingMaterial)
					events.push({ type: 'key.rotated', arn: intent.arn, generation: { ...pendingMaterial, rotation } });
				break;
			}
			case 'drop-pending': {
				const { arn, state, generations } = job.state.keys.get(intent.arn)!;
				events.push({ type: 'key.materialChanged', arn, state, generations });
				break;
			}
			case 'put-set':
				events.push({ type: 'set.put', set: intent.set });
				break;
			case 'change-state':
				events.push({ type: 'key.stateChanged', arn: intent.arn, state: intent.state });
		}
	return { events, trace };
}

export const regionOf = (arn: KeyArn): Region => parseKmsArn(arn)!.region;

/** Told of the HSM: material of a key is wrapped for the Region of a related one. */
export const rewrapped = (source: KeyRecord, to: Region, generations: number): TraceStep => ({
	kind: 'hsm-rewrap',
	keyArn: source.arn,
	from: source.region,
	to,
	generations
});

export const tokenOf = (keyId: KeyId, { materialId, token }: Generation): KeyToken => ({
	keyId,
	materialId,
	bytes: fromBase64(token)
});

async function generationsIn(
	{ hsm, seed, signal }: Pick<Job, 'seed' | 'signal'> & { readonly hsm: Hsm },
	source: KeyRecord,
	toRegion: Region,
	generations: readonly Generation[],
	label: string
): Promise<readonly Generation[]> {
	if (generations.length === 0) return [];
	const tokens = await hsm.rewrap(
		{
			region: source.region,
			toRegion,
			tokens: generations.map((generation) => tokenOf(source.keyId, generation)),
			...(source.spec && { keySpec: source.spec }),
			seed: { ...seed, label: `rewrap-${label}` }
		},
		signal ? { signal } : {}
	);
	return generations.map((generation, i) => ({ ...generation, token: toBase64(tokens[i]!.bytes) }));
}
