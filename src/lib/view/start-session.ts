/** Makes a session ready to use: finds an HSM, gives a new world its first key. */
import type { Entry, WorldOrigin } from '$lib/domain/entry';
import { chooseHsm } from './choose-hsm';
import { firstAlias, firstKey, freshOrigin } from './new-world';
import { Session, type Keeper } from './session.svelte';

interface Start {
	/** Whether the page may go on without a worker (home, embeds). The lab may not. */
	readonly inProcess: boolean;
	/** Whether it makes scenes from the start; else `drawWith` begins it, and what makes them is not fetched before. */
	readonly draws?: boolean;
	/** A world that was kept; absent for a fresh one. */
	readonly kept?: {
		readonly origin: WorldOrigin;
		readonly entries: readonly Entry[];
		readonly head: string | null;
		readonly keeper?: Keeper;
	};
	readonly name?: string;
}

/** @throws HsmRefused when no worker starts and none may be done without. */
export async function startSession({
	inProcess,
	kept,
	name = 'My first world',
	draws = true
}: Start): Promise<Session> {
	const origin = kept?.origin ?? freshOrigin(name);
	const hsm = await chooseHsm({ seed: origin.seed, inProcess });
	const sceneOf = draws ? (await import('$lib/flows/scene')).sceneOf : undefined;
	const session = new Session({ origin, hsm, sceneOf, ...kept });
	if (session.log.length === 0) {
		await session.run(firstKey(origin));
		const key = session.state.keys.values().next().value;
		if (key) await session.run(firstAlias(origin, key.keyId));
	}
	return session;
}
