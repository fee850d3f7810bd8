/** Two sessions of one world, as two tabs have it, each with a connection, a lock and a channel of its own. */
import { expect, test } from 'vitest';
import { fromHex, utf8 } from '$lib/domain/bytes';
import type { Hsm } from '$lib/domain/hsm';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { firstKey } from '$lib/view/new-world';
import { Session } from '$lib/view/session.svelte';
import { FOLLOWING, shareWorld, type SharedWorld } from '$lib/view/shared-world';
import { databaseShelf } from '$lib/view/storage/database-shelf';
import { talkToTabs, type Tabs } from '$lib/view/storage/tabs';
import { freshDatabase, idsOf, keepNew } from './shelves';

freshDatabase();

interface Tab {
	readonly session: Session;
	readonly shared: SharedWorld;
	readonly tabs: Tabs;
	close(): Promise<void>;
}

async function openTab(id: string, slow: (hsm: Hsm) => Hsm = (hsm) => hsm): Promise<Tab> {
	const shelf = await databaseShelf();
	const kept = (await shelf.get(id))!;
	const hsm = slow(createInProcessHsm({ seed: fromHex(kept.origin.seed) }));
	const session = new Session({ ...kept, hsm: { hsm, where: 'in-process' } });
	const heard: (() => void)[] = [];
	const tabs = talkToTabs(
		(told) => told.type === 'saved' && told.world === id && heard.forEach((one) => one())
	);
	const shared = await shareWorld({
		session,
		shelf,
		locks: navigator.locks,
		onSaved: () => tabs.tell({ type: 'saved', world: id })
	});
	heard.push(() => shared.heard());
	const close = async () => {
		session.close();
		await shared.close();
		tabs.close();
	};
	return { session, shared, tabs, close };
}
const newKey = ({ session }: Tab) => session.run(firstKey(session.origin));
const log = ({ session }: Tab) => idsOf(session.log).sort();

/** Holds back every new key until it is opened. */
function gate() {
	let open = (): void => {};
	const opened = new Promise<void>((resolve) => (open = resolve));
	let reached = (): void => {};
	const waiting = new Promise<void>((resolve) => (reached = resolve));
	const slow = (hsm: Hsm): Hsm => ({
		...hsm,
		generateKeys: async (...of) => {
			reached();
			await opened;
			return hsm.generateKeys(...of);
		}
	});
	return { slow, open: () => open(), waiting };
}

test('work that was under way while another took over is kept, as a second future', async () => {
	const id = await keepNew(await databaseShelf(), 'w');
	const { slow, open, waiting } = gate();
	const a = await openTab(id, slow);
	const b = await openTab(id);
	expect([a.session.readOnly, b.session.readOnly]).toEqual(['', FOLLOWING]);
	const late = newKey(a);
	await waiting;
	b.shared.takeOver();
	await expect.poll(() => b.session.readOnly).toBe('');
	expect(a.session.readOnly).toBe(FOLLOWING);
	await b.session.kms('GenerateRandom', { NumberOfBytes: 8 });
	const head = b.session.head;
	open();
	const { entry } = await late;
	await expect.poll(() => log(b)).toContain(entry.id);
	expect(b.session.head, 'the tab that writes stays where it is').toBe(head);
	await expect.poll(() => a.session.head, { message: 'the one that follows goes there' }).toBe(head);
	expect(log(a)).toEqual(log(b));
	const kept = (await (await databaseShelf()).get(id))!;
	expect(idsOf(kept.entries).sort()).toEqual(log(b));
	expect(kept.head).toBe(head);
	await Promise.all([a.close(), b.close()]);
});

test('what waits its turn when another takes over is refused with the sentence, and typed again loses nothing', async () => {
	const id = await keepNew(await databaseShelf(), 'w');
	const { slow, open, waiting } = gate();
	const a = await openTab(id, slow);
	const b = await openTab(id);
	const first = newKey(a);
	const second = a.session.kms('GenerateRandom', { NumberOfBytes: 8 });
	await waiting;
	b.shared.takeOver();
	await expect.poll(() => a.session.readOnly).toBe(FOLLOWING);
	open();
	await first;
	await expect(second).rejects.toThrow(FOLLOWING);
	expect(a.session.fault).toBe(FOLLOWING);
	await expect.poll(() => log(b)).toEqual(log(a));
	a.shared.takeOver();
	await expect.poll(() => a.session.readOnly).toBe('');
	expect(a.session.fault).toBe('');
	expect((await a.session.kms('GenerateRandom', { NumberOfBytes: 8 })).entry.outcome.ok).toBe(true);
	await expect.poll(() => log(b)).toEqual(log(a));
	await Promise.all([a.close(), b.close()]);
});

test('a follower has the long sealed things too, and opens them once it writes', async () => {
	const id = await keepNew(await databaseShelf(), 'w');
	const a = await openTab(id);
	const b = await openTab(id);
	await newKey(a);
	const key = [...a.session.state.keys.values()][0]!;
	const plaintext = utf8('long '.repeat(4000));
	await a.session.run({
		type: 'client.seal',
		name: 'long',
		plaintext,
		keyIds: [key.arn],
		context: {},
		...a.session.acting
	});
	await expect.poll(() => b.session.state.items.size).toBe(1);
	const { payload, name } = [...b.session.state.items.values()][0]!;
	expect(payload.inline, 'too long for the log').toBeUndefined();
	const message = (await b.session.payload(payload.sha256))!;
	expect(message).toHaveLength(payload.length);
	b.shared.takeOver();
	await expect.poll(() => b.session.readOnly).toBe('');
	const { bytes } = await b.session.run({ type: 'client.open', message, name, ...b.session.acting });
	expect(bytes).toEqual(plaintext);
	await Promise.all([a.close(), b.close()]);
});

test('a tab that begins to write takes in first what was saved since it read', async () => {
	const id = await keepNew(await databaseShelf(), 'w');
	const a = await openTab(id);
	const shelf = await databaseShelf();
	const kept = (await shelf.get(id))!;
	await newKey(a);
	await a.close();
	const hsm = createInProcessHsm({ seed: fromHex(kept.origin.seed) });
	const session = new Session({ ...kept, hsm: { hsm, where: 'in-process' } });
	expect(session.state.keys.size).toBe(0);
	const shared = await shareWorld({ session, shelf, locks: navigator.locks, onSaved: () => {} });
	expect(session.readOnly).toBe('');
	expect(session.state.keys.size).toBe(1);
	await shared.close();
});
