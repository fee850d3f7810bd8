/** One writer a world, held by the browser's own locks. */
import { expect, test } from 'vitest';
import { isWrittenElsewhere, lockWorld, type Role, type WorldLock } from '$lib/view/storage/world-lock';

let count = 0;
const newWorld = (): string => `lock-${count++}-${Date.now()}`;

interface Tab {
	readonly lock: WorldLock;
	readonly told: Role[];
}
async function tabOn(world: string): Promise<Tab> {
	const told: Role[] = [];
	const lock = await lockWorld({ world, locks: navigator.locks, onrole: (role) => told.push(role) });
	return { lock, told };
}
const roles = (...tabs: Tab[]) => tabs.map(({ lock }) => lock.role);

test('the first writes, all others follow, and each world has a writer of its own', async () => {
	const world = newWorld();
	const [a, b, c] = [await tabOn(world), await tabOn(world), await tabOn(world)];
	const elsewhere = await tabOn(newWorld());
	expect(roles(a, b, c, elsewhere)).toEqual(['writer', 'follower', 'follower', 'writer']);
	expect(await isWrittenElsewhere(world)).toBe(true);
	expect(await isWrittenElsewhere(newWorld())).toBe(false);
	for (const { lock } of [a, b, c, elsewhere]) lock.release();
	await expect.poll(() => isWrittenElsewhere(world)).toBe(false);
});

test('when the writer goes, exactly one of the followers becomes it', async () => {
	const world = newWorld();
	const [a, b, c] = [await tabOn(world), await tabOn(world), await tabOn(world)];
	a.lock.release();
	await expect.poll(() => roles(b, c)).toEqual(['writer', 'follower']);
	expect([b.told, c.told]).toEqual([['writer'], []]);
	b.lock.release();
	await expect.poll(() => roles(c)).toEqual(['writer']);
	c.lock.release();
});

test('taking over makes the writer a follower, as often as one likes, with never two writers', async () => {
	const world = newWorld();
	const [a, b] = [await tabOn(world), await tabOn(world)];
	for (let i = 0; i < 5; i++) {
		b.lock.takeOver();
		await expect.poll(() => roles(a, b)).toEqual(['follower', 'writer']);
		a.lock.takeOver();
		await expect.poll(() => roles(a, b)).toEqual(['writer', 'follower']);
	}
	const held = (await navigator.locks.query()).held!.filter((lock) => lock.name?.endsWith(world));
	expect(held).toHaveLength(1);
	// Whoever was taken over from waits, and is next.
	a.lock.release();
	await expect.poll(() => roles(b)).toEqual(['writer']);
	b.lock.release();
	expect(a.told.at(-1)).toBe('writer');
});

test('two that take over at once end with one writer', async () => {
	const world = newWorld();
	const [a, b, c] = [await tabOn(world), await tabOn(world), await tabOn(world)];
	b.lock.takeOver();
	c.lock.takeOver();
	await expect.poll(() => roles(a, b, c).sort()).toEqual(['follower', 'follower', 'writer']);
	await new Promise((resolve) => setTimeout(resolve, 200));
	expect(roles(a, b, c).sort()).toEqual(['follower', 'follower', 'writer']);
	for (const { lock } of [a, b, c]) lock.release();
	await expect.poll(() => isWrittenElsewhere(world)).toBe(false);
});

test('taking over in the moment the writer goes ends with a writer', async () => {
	for (let i = 0; i < 10; i++) {
		const world = newWorld();
		const [a, b] = [await tabOn(world), await tabOn(world)];
		a.lock.release();
		b.lock.takeOver();
		await expect.poll(() => roles(b)).toEqual(['writer']);
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(roles(b)).toEqual(['writer']);
		b.lock.release();
	}
});

test('a browser without locks lets the page write, and says that nothing guards it', async () => {
	const lock = await lockWorld({ world: newWorld(), locks: undefined, onrole: () => {} });
	expect(lock.role).toBe('unguarded');
	lock.takeOver();
	lock.release();
});
