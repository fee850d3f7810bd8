/** What a page that follows the endpoint is told: the whole world first, then each entry, none lost and none twice. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Entry } from '$lib/domain/entry';
import { toLiveJson } from '$lib/world/wire/live-json';
import type { WorldFile } from '$lib/world/world-file';
import { follow, liveEvents, startEndpoint, type Running } from './running';

let running: Running;
beforeAll(async () => void (running = await startEndpoint({ allowReset: true })));
afterAll(() => running.close());

it('gives the world, then what is done, as it is done', async () => {
	const kms = running.client();
	await kms.createKey({});
	let work: Promise<unknown> = Promise.resolve();
	const events = await liveEvents(running.url, 4, {
		onOpen: () => {
			work = kms
				.createKey({})
				.then(() => kms.listKeys({}))
				.then(() => kms.generateRandom({ NumberOfBytes: 8 }));
		}
	});
	await work;
	expect(events.map((event) => event.name)).toEqual(['world', 'entry', 'entry', 'entry']);
	const world = events[0]!.data as WorldFile;
	expect(world.entries).toHaveLength(1);
	const told = events.slice(1).map((event) => event.data as Entry);
	expect(told.map((entry) => entry.command.operation)).toEqual(['CreateKey', 'ListKeys', 'GenerateRandom']);
	expect(told[0]!.parent).toBe(world.head);
	expect(events.map((event) => event.id)).toEqual([world.head, ...told.map((entry) => entry.id)]);
	expect((await follow(running)).entries).toEqual([...world.entries, ...told]);
});

it('goes on after the entry that a page saw last', async () => {
	const before = await follow(running);
	const kms = running.client();
	for (let i = 0; i < 3; i++) await kms.listKeys({});
	const missed = await liveEvents(running.url, 3, { after: before.head! });
	expect(missed.map((event) => event.name)).toEqual(['entry', 'entry', 'entry']);
	expect((missed[0]!.data as Entry).parent).toBe(before.head);
	const stranger = await liveEvents(running.url, 1, { after: 'f'.repeat(64) });
	expect(stranger[0]!.name).toBe('world');
});

it('has nothing secret in it but the seed that a world file has', async () => {
	const kms = running.client();
	const { KeyMetadata } = await kms.createKey({});
	const { Plaintext } = await kms.generateDataKey({ KeyId: KeyMetadata!.KeyId!, KeySpec: 'AES_256' });
	const text = JSON.stringify(await follow(running));
	expect(text).not.toContain(Buffer.from(Plaintext!).toString('base64'));
	expect(text).not.toContain(Buffer.from(Plaintext!).toString('hex'));
});

it('tells of a reset: the new world, which has another id', async () => {
	const before = await follow(running);
	await fetch(`${running.url}/_glass/reset`, { method: 'POST' });
	const [event] = await liveEvents(running.url, 1, { after: before.head! });
	expect(event!.name).toBe('world');
	const world = event!.data as WorldFile;
	expect(world.entries).toEqual([]);
	expect(world.origin.id).not.toBe(before.origin.id);
});

it.each(['', '{', '{}', '{"command":null}', '{"command":{"type":"format"}}', '{"command":{"type":"kms"}}'])(
	'refuses %j as a command in a sentence, and does nothing',
	async (body) => {
		const before = await follow(running);
		const response = await fetch(`${running.url}/_glass/run`, { method: 'POST', body });
		expect(response.status).toBe(400);
		const answer = (await response.json()) as { ok: boolean; fault: string };
		expect(answer.ok).toBe(false);
		expect(answer.fault).not.toMatch(/\bat .*:\d+:\d+/);
		expect(await follow(running)).toEqual(before);
	}
);

it('lets no page choose the id of a key', async () => {
	const { caller, account, region } = (await follow(running)).origin;
	const fixedKeyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
	const command = { type: 'kms', operation: 'CreateKey', input: {}, fixedKeyId, caller, account, region };
	const response = await fetch(`${running.url}/_glass/run`, {
		method: 'POST',
		body: toLiveJson({ command })
	});
	expect(response.status).toBe(400);
});
