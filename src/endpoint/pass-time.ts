/**
 * The endpoint's calendar. A world's clock stands still but for commands, and a terminal has none for it: so a state
 * that lasts seconds (a replica being created, a key store connecting) ends here after as many real seconds, by the
 * same command that the page's calendar gives. What falls due in an hour or later waits for a person.
 * While request quotas hold, the clock also moves by the seconds that passed since the last call.
 */
import type { Command } from '$lib/domain/entry';
import { nextDueAt } from '$lib/world/due';
import type { RunningWorld } from '$lib/world/running-world';

const SOON = 3_600_000;
/** Milliseconds between looking at the agenda: it is read whole each time. */
const LOOK = 200;

/** @returns what ends it. */
export function passTime(world: RunningWorld): () => void {
	let looking: NodeJS.Timeout | undefined;
	let waiting: { readonly at: number; readonly timer: NodeJS.Timeout } | undefined;

	function look(): void {
		looking = undefined;
		const { state } = world;
		const at = nextDueAt(state);
		if (at === waiting?.at) return;
		if (waiting) clearTimeout(waiting.timer);
		waiting = undefined;
		if (at === undefined || at - state.time > SOON) return;
		waiting = { at, timer: setTimeout(() => void arrive(at), at - state.time) };
	}
	async function arrive(at: number): Promise<void> {
		waiting = undefined;
		try {
			if (nextDueAt(world.state) === at) await world.run(clockCommand(world, 'next-event'));
		} catch (error) {
			console.error(error);
		}
		lookSoon();
	}
	const lookSoon = (): void => void (looking ??= setTimeout(look, LOOK));

	const unfollow = world.follow((entry) => void (entry.events.length > 0 && lookSoon()));
	lookSoon();
	return () => {
		unfollow();
		clearTimeout(looking);
		clearTimeout(waiting?.timer);
	};
}

/** Moves the clock by the whole seconds since the last call, where quotas count calls a second. */
export function secondsPasser(now: () => number): (world: RunningWorld) => Promise<void> {
	let last = now();
	return async (world) => {
		const passed = Math.floor((now() - last) / 1000) * 1000;
		if (passed < 1000) return;
		last += passed;
		if (world.state.quotas) await world.run(clockCommand(world, passed));
	};
}

const clockCommand = ({ origin }: RunningWorld, by: number | 'next-event'): Command => ({
	type: 'clock.advance',
	by,
	caller: origin.caller,
	account: origin.account,
	region: origin.region
});
