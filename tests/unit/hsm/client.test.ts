/** When the page's side of the HSM takes a worker for dead, and what it does then. The workers here say what they are told. */
import { afterEach, expect, test, vi } from 'vitest';
import { createWorkerHsm } from '$lib/hsm/client';
import type { HsmRequest } from '$lib/hsm/protocol';
import { looksByHand } from '../../contract/looks';

const SEED = new Uint8Array(32);

class Puppet {
	readonly got: HsmRequest[] = [];
	terminated = false;
	onmessage?: (event: { data: unknown }) => void;
	postMessage(message: HsmRequest): void {
		this.got.push(message);
	}
	terminate(): void {
		this.terminated = true;
	}
	say(data: unknown): void {
		this.onmessage?.({ data });
	}
	/** A sign of life that answers no call. */
	beat(): void {
		this.say({ id: -1, ok: true, value: null });
	}
	get calls(): HsmRequest[] {
		return this.got.filter(({ id }) => id > 0);
	}
	get pings(): number {
		return this.got.filter(({ id }) => id === -1).length;
	}
	answer(): void {
		for (const { id } of this.calls) this.say({ id, ok: true, value: null });
	}
}

function staged() {
	const { every, look } = looksByHand();
	const puppets: Puppet[] = [];
	const spawn = (): Worker => {
		const puppet = new Puppet();
		puppets.push(puppet);
		return puppet as unknown as Worker;
	};
	return { hsm: createWorkerHsm({ seed: SEED, spawn, every }), look, puppets };
}

/** Locks that are granted when the test says that their holder died. */
function locksByHand(): Map<string, () => void> {
	const waiting = new Map<string, () => void>();
	const request = (name: string, granted: () => void) => void waiting.set(name, granted);
	vi.stubGlobal('navigator', { locks: { request } });
	return waiting;
}
afterEach(() => void vi.unstubAllGlobals());

test('one that is silent from the start is replaced after ten looks, the next after twenty, the last after forty', async () => {
	const { hsm, look, puppets } = staged();
	const givenUp = expect(hsm.ping()).rejects.toMatchObject({ code: 'unavailable' });
	for (const [started, patience] of [
		[1, 10],
		[2, 20],
		[3, 40]
	] as const) {
		look(patience);
		expect(puppets).toHaveLength(started);
		expect(puppets.at(-1)).toMatchObject({ pings: 1, terminated: false });
		look();
	}
	await givenUp;
	expect(puppets.map((one) => one.terminated)).toEqual([true, true, true]);
	expect(puppets.map((one) => one.calls)).toEqual(Array(3).fill(puppets[0]!.calls));
	expect(hsm.restarts).toBe(3);
});

test('one that spoke and falls silent is replaced after three looks, and its late words count for nothing', async () => {
	const { hsm, look, puppets } = staged();
	const call = hsm.ping();
	puppets[0]!.beat();
	look(3);
	expect(puppets).toHaveLength(1);
	look();
	expect(puppets).toHaveLength(2);
	let answered = false;
	void call.then(() => (answered = true));
	puppets[0]!.answer();
	await Promise.resolve();
	expect(answered).toBe(false);
	puppets[1]!.answer();
	await call;
	expect(hsm.restarts).toBe(1);
});

test('one that speaks now and then is left alone, however long its call takes', async () => {
	const { hsm, look, puppets } = staged();
	const call = hsm.ping();
	for (let i = 0; i < 100; i++) {
		puppets[0]!.beat();
		look(3);
	}
	expect(puppets).toHaveLength(1);
	expect(puppets[0]!.pings, 'asked once in each silence').toBe(100);
	puppets[0]!.answer();
	await call;
	look(100);
	expect(hsm.restarts, 'nobody waits, nobody looks').toBe(0);
});

test('the silence before a call is not held against it', () => {
	const { hsm, look, puppets } = staged();
	const abort = new AbortController();
	const request = { numberOfBytes: 1, seed: { parent: SEED, command: SEED, label: '' } } as never;
	hsm.generateRandom(request, { signal: abort.signal }).catch(() => undefined);
	look(10);
	abort.abort();
	hsm.ping().catch(() => undefined);
	look(10);
	expect(puppets).toHaveLength(1);
	expect(puppets[0]!.pings, 'asked anew').toBe(2);
	hsm.close();
});

test('its lifeline gives it time, and tells of its death at once', async () => {
	const locks = locksByHand();
	const { hsm, look, puppets } = staged();
	const call = hsm.ping();
	puppets[0]!.say({ lifeline: 'one' });
	puppets[0]!.beat();
	look(10);
	expect(puppets).toHaveLength(1);
	locks.get('one')!();
	expect(puppets).toHaveLength(2);
	expect(puppets[1]!.got.map(({ op }) => op)).toEqual(['init', 'ping']);
	puppets[1]!.say({ lifeline: 'two' });
	puppets[1]!.answer();
	await call;
	locks.get('one')!();
	expect(hsm.restarts, 'the lifeline of one long dead').toBe(1);
	locks.get('two')!();
	expect(hsm.restarts).toBe(2);
	expect(puppets, 'nobody waits: none is started').toHaveLength(2);
});

test('an answer that nobody waits for any more is wiped, and no other', async () => {
	const { hsm, puppets } = staged();
	const abort = new AbortController();
	const opened = (signal?: AbortSignal) => hsm.decrypt({} as never, signal && { signal });
	const cancelled = expect(opened(abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
	const kept = opened();
	const pair = hsm.generateDataKey({} as never, { signal: abort.signal }).catch(() => undefined);
	abort.abort();
	await Promise.all([cancelled, pair]);
	const [one, two, three] = puppets[0]!.calls.map(({ id }) => id);
	const secret = (): Uint8Array => new Uint8Array(32).fill(5);
	const [dropped, waited, plaintext] = [secret(), secret(), secret()];
	puppets[0]!.say({ id: one, ok: true, value: dropped });
	puppets[0]!.say({ id: two, ok: true, value: waited });
	puppets[0]!.say({ id: three, ok: true, value: { ciphertext: secret(), plaintext } });
	expect([dropped, plaintext]).toEqual([new Uint8Array(32), new Uint8Array(32)]);
	expect(await kept).toEqual(secret());
	hsm.close();
});

test('the plug pulled: a waiting call goes to another at once', async () => {
	const { hsm, puppets } = staged();
	const call = hsm.ping();
	hsm.kill();
	expect(puppets[0]!.terminated).toBe(true);
	puppets[1]!.answer();
	await call;
	hsm.kill();
	expect(hsm.restarts).toBe(2);
	expect(puppets).toHaveLength(2);
});
