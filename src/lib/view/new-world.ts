/** A fresh world: a random seed, today's date, one account and Region, and the two commands that give it one key. */
import { toHex } from '$lib/domain/bytes';
import type { Acting, Command, WorldOrigin } from '$lib/domain/entry';
import { DAY } from '$lib/domain/key';
import { newOrigin } from '$lib/world/origins';

const MORNING = 9 * 3_600_000;

/** The seed is drawn from the browser's generator; whoever has it can open everything sealed in the world. */
export const freshOrigin = (name: string): WorldOrigin =>
	newOrigin({
		id: toHex(crypto.getRandomValues(new Uint8Array(16))),
		name,
		seed: crypto.getRandomValues(new Uint8Array(32)),
		startsAt: Math.floor(Date.now() / DAY) * DAY + MORNING
	});

export const actingIn = (origin: WorldOrigin): Acting => ({
	caller: origin.caller,
	account: origin.account,
	region: origin.region
});

/** The first key every world starts with, so that no page is ever an empty canvas. */
export const firstKey = (origin: WorldOrigin): Command => ({
	type: 'kms',
	operation: 'CreateKey',
	input: { Description: 'My first key' },
	...actingIn(origin)
});

export const firstAlias = (origin: WorldOrigin, keyId: string): Command => ({
	type: 'kms',
	operation: 'CreateAlias',
	input: { AliasName: 'alias/first', TargetKeyId: keyId },
	...actingIn(origin)
});
