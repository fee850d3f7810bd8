/**
 * The HSM's worker killed in the middle of a call, through the browser's debugging protocol: it is stopped at the first
 * statement of the call, closed there, and its execution ended. The page gets no event of it; the one that is killed
 * before it began tells by nothing but its silence. Afterwards the world is that of its twin, in which nothing was killed.
 */
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { button, entries, log, openFirst, opened, openLab, sealText, stored, tab } from './lab-page';

interface Paused {
	readonly callFrames: readonly { readonly callFrameId: string; readonly functionName: string }[];
}

/** Lies in wait for the calls of every HSM the page starts, and kills as many as it is told to. */
async function assassin(
	page: Page
): Promise<{ kill(times: number): Promise<void>; readonly killed: readonly string[] }> {
	const debug: CDPSession = await page.context().newCDPSession(page);
	const killed: string[] = [];
	const workers = new Set<string>();
	let orders = 0;
	let id = 0;
	/** Orders that a worker has not confirmed yet. */
	const unheard = new Map<number, { readonly worker: string; readonly confirm: () => void }>();
	const send = (sessionId: string, method: string, params: object = {}): Promise<unknown> =>
		debug
			.send('Target.sendMessageToTarget', {
				sessionId,
				message: JSON.stringify({ id: ++id, method, params })
			})
			// It is dead already.
			.catch(() => undefined);
	const order = (worker: string, method: string): Promise<void> =>
		new Promise((confirm) => {
			unheard.set(id + 1, { worker, confirm });
			void send(worker, method);
		});
	debug.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
		if (targetInfo.type !== 'worker') return;
		workers.add(sessionId);
		void send(sessionId, 'Debugger.enable');
		if (orders > 0) void send(sessionId, 'Debugger.pause');
		void send(sessionId, 'Runtime.runIfWaitingForDebugger');
	});
	debug.on('Target.detachedFromTarget', ({ sessionId }) => {
		workers.delete(sessionId);
		for (const { worker, confirm } of unheard.values()) if (worker === sessionId) confirm();
	});
	debug.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
		const said = JSON.parse(message) as { id?: number; method?: string; params?: Paused };
		const { method, params } = said;
		if (said.id !== undefined) unheard.get(said.id)?.confirm();
		if (method !== 'Debugger.paused') return;
		const frame = params?.callFrames[0];
		if (orders === 0 || !frame) return void send(sessionId, 'Debugger.resume');
		orders -= 1;
		killed.push(frame.functionName);
		void send(sessionId, 'Debugger.evaluateOnCallFrame', {
			callFrameId: frame.callFrameId,
			expression: 'self.close()'
		});
		void send(sessionId, 'Runtime.terminateExecution');
		void send(sessionId, 'Debugger.resume');
	});
	await debug.send('Target.setAutoAttach', {
		autoAttach: true,
		// A worker that starts in another's place must not be done before the order reaches it.
		waitForDebuggerOnStart: true,
		flatten: false
	});
	return {
		killed,
		async kill(times) {
			orders = times;
			await Promise.all([...workers].map((worker) => order(worker, 'Debugger.pause')));
		}
	};
}

interface Deed {
	readonly name: string;
	readonly kills: number;
	/** What stands in the log after it. */
	readonly leaves: readonly string[];
	act(page: Page): Promise<void>;
}
const sealBy = async (page: Page, way: RegExp, text: string): Promise<void> => {
	await tab(page, /^Seal(?!ed)/);
	await page.getByRole('radio', { name: way }).check();
	await sealText(page, text);
};
const DEEDS: readonly Deed[] = [
	{
		name: 'GenerateDataKey, twice in a row',
		kills: 2,
		leaves: ['Seal “before the dark”'],
		act: (page) => sealBy(page, /Envelope/, 'before the dark')
	},
	{
		name: 'Decrypt',
		kills: 1,
		leaves: ['Open “before the dark”'],
		act: async (page) => {
			await openFirst(page);
			await expect(opened(page)).toHaveText('before the dark', { timeout: 20_000 });
		}
	},
	{
		name: 'RotateKeyOnDemand',
		kills: 1,
		leaves: ['RotateKeyOnDemand'],
		act: async (page) => {
			await tab(page, /^Keys/);
			await button(page, 'Rotate now').click();
		}
	},
	{
		name: 'Encrypt',
		kills: 1,
		leaves: ['Encrypt', 'Keep “sent to KMS”'],
		act: (page) => sealBy(page, /Encrypt: send it to KMS/, 'sent to KMS')
	}
];

test('killed in the middle of each kind of call: the world equals its twin that was not', async ({
	page
}) => {
	test.setTimeout(120_000);
	await openLab(page);
	await expect(log(page).getByText('CreateAlias')).toBeVisible();
	await button(page, 'My first world').click();
	await button(page, 'Duplicate My first world').click();
	await expect(button(page, 'Open My first world (copy)')).toBeVisible();
	await page.keyboard.press('Escape');

	const { kill, killed } = await assassin(page);
	async function live(kills: boolean): Promise<void> {
		const shown = ['CreateKey', 'CreateAlias'];
		await expect.poll(() => entries(page)).toEqual(shown);
		for (const deed of DEEDS) {
			const before = killed.length;
			if (kills) await kill(deed.kills);
			await deed.act(page);
			shown.push(...deed.leaves);
			await expect.poll(() => entries(page), { timeout: 60_000, message: deed.name }).toEqual(shown);
			expect(killed.length - before, deed.name).toBe(kills ? deed.kills : 0);
		}
	}
	await live(true);
	await button(page, 'My first world').click();
	await button(page, 'Open My first world (copy)').click();
	await page.keyboard.press('Escape');
	await live(false);

	const total = 2 + DEEDS.flatMap((deed) => deed.leaves).length;
	await expect.poll(async () => (await stored(page)).entries.length).toBe(2 * total);
	const { worlds, entries: rows } = await stored(page);
	const [mine, twin] = worlds.map(({ id }) => rows.filter((row) => row.world === id).map((row) => row.entry));
	expect(mine).toEqual(twin);
	for (const world of worlds) expect(world.head).toBe(twin?.at(-1)?.id);
});
