/** Finds the endpoint its world: the one of a file, the one a set-up describes, or a new one. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fromBase64, toBase64 } from '$lib/domain/bytes';
import type { Execution, WorldOrigin } from '$lib/domain/entry';
import { userArn } from '$lib/domain/ids';
import { DAY } from '$lib/domain/key';
import { sha256Hex } from '$lib/crypto/hash';
import { createHsmEngine } from '$lib/hsm/engine';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { newOrigin } from '$lib/world/origins';
import { principalsOf } from '$lib/world/policy-world';
import { RunningWorld } from '$lib/world/running-world';
import type { WorldFile } from '$lib/world/world-file';
import { OptionsError, type EndpointOptions } from './options';
import { nodeAesGcm } from './node-aes-gcm';
import { administratorCommand } from './principals';
import { carryOut, readSetUp, seedOf, type SetUp } from './set-up';
import { WorldKeeper } from './world-files';

export interface OpenWorld {
	readonly world: RunningWorld;
	/** The file that keeps the world; absent: it ends with this program. */
	readonly path?: string;
	payload(sha256: string): Uint8Array | undefined;
	/** Empties the world: the same seed, account and Region, and the set-up once more; another id. */
	reset(): Promise<OpenWorld>;
	close(): Promise<void>;
}

const MORNING = 9 * 3_600_000;
/** A world of a given seed begins on the same day whenever it is made, so that the same calls have the same bytes. */
const SEEDED_START = Date.UTC(2026, 0, 1) + MORNING;

/** @throws OptionsError, SetUpError, WorldFileError: sentences for whoever typed the command */
export async function openWorld(options: EndpointOptions): Promise<OpenWorld> {
	const setUp =
		options.world !== undefined && existsSync(options.world)
			? readSetUp(readFileSync(options.world, 'utf8'))
			: undefined;
	if (options.keep !== undefined && !setUp)
		throw new OptionsError(
			'--keep goes with --world and a set-up written by hand; a world file keeps itself.'
		);
	const path = setUp ? options.keep : options.world;
	const keeper = path === undefined ? undefined : new WorldKeeper(path);
	try {
		const kept = keeper?.load();
		if (kept) refuseOther(kept.origin, options, keeper!.path);
		const file = kept ?? { origin: originFor(options, setUp), entries: [], head: null };
		return await open(file, { keeper, setUp: kept ? undefined : setUp, again: setUp });
	} catch (error) {
		keeper?.release();
		throw error;
	}
}

interface From {
	readonly keeper: WorldKeeper | undefined;
	/** Still to be carried out. */
	readonly setUp: SetUp | undefined;
	/** What a reset carries out again. */
	readonly again: SetUp | undefined;
}

async function open(file: WorldFile, { keeper, setUp, again }: From): Promise<OpenWorld> {
	const payloads = new Map(Object.entries(file.payloads ?? {}));
	const payload = (sha256: string): Uint8Array | undefined => {
		const base64 = payloads.get(sha256);
		return base64 === undefined ? undefined : fromBase64(base64);
	};
	const world = new RunningWorld({
		...file,
		hsm: createInProcessHsm({
			seed: Buffer.from(file.origin.seed, 'hex'),
			engine: createHsmEngine('in-process', { gcm: nodeAesGcm })
		}),
		payload: async (sha256) => payload(sha256),
		keep(execution) {
			for (const { sha256, bytes } of payloadsOf(execution)) {
				payloads.set(sha256, toBase64(bytes));
				keeper?.putPayload(sha256, bytes);
			}
			keeper?.append(execution.entry);
		}
	});
	if (!principalsOf(world.state).some((one) => one.arn === world.origin.caller))
		await world.run(administratorCommand(world.origin));
	if (setUp) await carryOut(setUp, world);
	const save = (): void =>
		keeper?.save({
			origin: world.origin,
			entries: world.entries,
			head: world.head,
			...(payloads.size > 0 && { payloads: Object.fromEntries(payloads) })
		});
	save();
	return {
		world,
		...(keeper && { path: keeper.path }),
		payload,
		async reset() {
			await world.close();
			const origin = { ...world.origin, id: newId() };
			return open({ origin, entries: [], head: null }, { keeper, setUp: again, again });
		},
		async close() {
			await world.close();
			save();
			keeper?.release();
		}
	};
}

/** Sealed things too long for the log. */
function payloadsOf({ entry, bytes }: Execution): readonly { sha256: string; bytes: Uint8Array }[] {
	return entry.events.flatMap((event) => {
		if (event.type !== 'item.put' || event.item.payload.inline !== undefined || !bytes) return [];
		const { sha256 } = event.item.payload;
		return sha256Hex(bytes) === sha256 ? [{ sha256, bytes }] : [];
	});
}

const newId = (): string => randomBytes(16).toString('hex');

function originFor(options: EndpointOptions, setUp: SetUp | undefined): WorldOrigin {
	const seed = options.seed ?? setUp?.seed;
	const born = newOrigin({
		seed: seed === undefined ? randomBytes(32) : seedOf(seed),
		name: 'World of the endpoint',
		id: newId(),
		startsAt:
			setUp?.startsAt ?? (seed === undefined ? Math.floor(Date.now() / DAY) * DAY + MORNING : SEEDED_START)
	});
	const account = options.account ?? setUp?.account ?? born.account;
	const region = options.region ?? setUp?.region ?? born.region;
	return { ...born, account, region, caller: userArn(account, 'Alice') };
}

function refuseOther(origin: WorldOrigin, options: EndpointOptions, path: string): void {
	if (options.account !== undefined && options.account !== origin.account)
		throw new OptionsError(`The world of ${path} is of account ${origin.account}, not ${options.account}.`);
	if (options.seed !== undefined && seedOf(options.seed).toString('hex') !== origin.seed)
		throw new OptionsError(`The world of ${path} has another seed: leave --seed out, or name another file.`);
}
