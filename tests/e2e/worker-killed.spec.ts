/**
 * The HSM's worker killed in the middle of a call, through the browser's debugging protocol: it is stopped at the first
 * statement of the call, closed there, and its execution ended. The page gets no event of it. Afterwards the world is
 * that of its twin, in which nothing was killed.
 */
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { button, entries, log, openFirst, opened, openLab, sealText, stored, tab } from './lab-page';

interface Paused {
	readonly callFrames: readonly { readonly callFrameId: string; readonly functionName: string }[];
}

/**
 * Lies in wait for the calls of every HSM the page starts, and kills as many as it is told to. What the page says to a
 * worker is held back until the worker has confirmed the order. Comes before the page is opened; `engage` after.
 */
async function assassin(page: Page) {
	const debug: CDPSession = await page.context().newCDPSession(page);
	const killed: string[] = [];
	/** Workers attached to, by session: settles when it has confirmed its orders. */
	const attached = new Map<string, Promise<unknown>>();
	const attaching: (() => void)[] = [];
	const unheard = new Map<number, { readonly worker: string; readonly confirm: () => void }>();
	let orders = 0;
	let id = 0;
	/** Settles when the worker has confirmed, or is gone. */
	const order = (worker: string, method: string, params: object = {}): Promise<void> =>
		new Promise((confirm) => {
			unheard.set(++id, { worker, confirm });
			const message = JSON.stringify({ id, method, params });
			debug.send('Target.sendMessageToTarget', { sessionId: worker, message }).catch(confirm);
		});
	const pause = (worker: string): Promise<void> => order(worker, 'Debugger.pause');

	debug.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
		if (targetInfo.type !== 'worker') return;
		attached.set(
			sessionId,
			Promise.all([order(sessionId, 'Debugger.enable'), ...(orders > 0 ? [pause(sessionId)] : [])])
		);
		attaching.shift()?.();
	});
	debug.on('Target.detachedFromTarget', ({ sessionId }) => {
		attached.delete(sessionId);
		for (const { worker, confirm } of unheard.values()) if (worker === sessionId) confirm();
	});
	debug.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
		const said = JSON.parse(message) as { id?: number; method?: string; params?: Paused };
		if (said.id !== undefined) unheard.get(said.id)?.confirm();
		if (said.method !== 'Debugger.paused') return;
		const frame = said.params?.callFrames[0];
		if (orders === 0 || !frame) return void order(sessionId, 'Debugger.resume');
		orders -= 1;
		attached.delete(sessionId);
		killed.push(frame.functionName);
		void order(sessionId, 'Debugger.evaluateOnCallFrame', {
			callFrameId: frame.callFrameId,
			expression: 'self.close()'
		});
		void order(sessionId, 'Runtime.terminateExecution');
		void order(sessionId, 'Debugger.resume');
	});

	await page.exposeFunction('workerIsWatched', async () => {
		if (orders === 0) return;
		// The one that spoke last is dead: its successor is attached to now, or in a moment.
		if (attached.size === 0) await new Promise<void>((resolve) => attaching.push(resolve));
		await Promise.all(attached.values());
	});
	await page.addInitScript(() => {
		const watched = (globalThis as unknown as { workerIsWatched(): Promise<void> }).workerIsWatched;
		globalThis.Worker = class extends Worker {
			#saying = watched();
			override postMessage(message: unknown): void {
				this.#saying = this.#saying.then(() => super.postMessage(message));
			}
		};
	});
	return {
		killed,
		engage: () =>
			debug.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false }),
		async kill(times: number) {
			orders = times;
			await Promise.all([...attached.keys()].map(pause));
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
	},
	{
		name: 'CreateKey',
		kills: 1,
		leaves: ['CreateKey'],
		act: async (page) => {
			await tab(page, /^Keys/);
			await button(page, 'Create key').click();
		}
	},
	{
		name: 'ReEncrypt',
		kills: 1,
		leaves: ['ReEncrypt', 'Keep “sent to KMS”'],
		act: async (page) => {
			await tab(page, /^Sealed/);
			await button(page, 'More').first().click();
			await button(page, 'ReEncrypt under it').click();
		}
	},
	{
		name: 'GenerateRandom',
		kills: 1,
		leaves: ['GenerateRandom'],
		act: async (page) => {
			await button(page, 'Call the API').click();
			const dialog = page.getByRole('dialog', { name: 'Call any operation of KMS' });
			await dialog.getByLabel('Operation').selectOption('GenerateRandom');
			await dialog.getByRole('button', { name: 'Send GenerateRandom' }).click();
			await expect(dialog.getByRole('figure')).toContainText('Plaintext');
			await page.keyboard.press('Escape');
		}
	},
	{
		name: 'a rotation that falls due, twice in a row',
		kills: 2,
		leaves: ['EnableKeyRotation', 'Advance to the next event'],
		act: async (page) => {
			await tab(page, /^Keys/);
			await button(page, 'Turn automatic rotation on').click();
			await button(page, 'To the next event').click();
		}
	}
];

test('killed in the middle of each kind of call: the world equals its twin that was not', async ({
	page
}) => {
	test.setTimeout(120_000);
	const { engage, kill, killed } = await assassin(page);
	await openLab(page);
	await expect(log(page).getByText('CreateAlias')).toBeVisible();
	await button(page, 'My first world').click();
	await button(page, 'Duplicate My first world').click();
	await expect(button(page, 'Open My first world (copy)')).toBeVisible();
	await page.keyboard.press('Escape');

	await engage();
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
