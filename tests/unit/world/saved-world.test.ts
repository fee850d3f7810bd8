/**
 * A world as the first version saved it, with two futures. The file is never made again: when something here fails,
 * what is written has changed, and worlds that people have need a new version and a step that brings them up to it.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromBase64, fromUtf8 } from '$lib/domain/bytes';
import type { Entry } from '$lib/domain/entry';
import { fromFile, fromStored, WORLD_FILE_VERSION } from '$lib/world/world-file';
import { testWorld } from './world';

const saved = readFileSync(new URL('../../vectors/worlds/version-1.json', import.meta.url), 'utf8');

function reopened() {
	const { origin, entries, head } = fromFile(saved);
	const world = testWorld({ seed: 1 });
	expect(origin).toEqual({ ...world.origin, version: WORLD_FILE_VERSION });
	for (const entry of entries) world.timeline.append(entry);
	world.timeline.seek(head);
	return { ...world, entries };
}
const key = ({ state }: ReturnType<typeof reopened>) => [...state().keys.values()][0]!;
const resultOf = (entries: readonly Entry[], operation: string): Record<string, string> => {
	const { outcome } = entries.find(({ command }) => command.operation === operation)!;
	return (outcome.ok ? outcome.result : {}) as Record<string, string>;
};

test('it opens, with both futures as they were left', () => {
	const world = reopened();
	expect(key(world)).toMatchObject({ state: 'Disabled', description: 'letters' });
	expect(key(world).generations.map(({ rotation }) => rotation?.type)).toEqual([undefined, 'ON_DEMAND']);
	expect([...world.state().aliases.values()].map(({ name }) => name)).toEqual(['alias/letters']);
	const other = world.timeline.branches().find((tip) => tip !== world.timeline.head)!;
	world.timeline.seek(other);
	expect(key(world)).toMatchObject({ state: 'PendingDeletion', rotation: { periodInDays: 90 } });
	expect(key(world).generations.map(({ rotation }) => rotation?.type)).toEqual([undefined, 'AUTOMATIC']);
	expect(world.state().grants.size).toBe(1);
});

test('what was sealed in it opens', async () => {
	const world = reopened();
	const { kms, entries, acting } = world;
	await kms('EnableKey', { KeyId: key(world).keyId });
	const { Plaintext } = await kms('Decrypt', {
		CiphertextBlob: fromBase64(resultOf(entries, 'Encrypt').CiphertextBlob!),
		EncryptionContext: { purpose: 'letters' }
	});
	expect(fromUtf8(Plaintext)).toBe('a letter of version 1');
	const [envelope] = [...world.state().items.values()];
	const message = fromBase64(envelope!.payload.inline!);
	const { bytes } = await world.run({ type: 'client.open', message, name: envelope!.name, ...acting });
	expect(fromUtf8(bytes!)).toBe('an envelope of version 1');
});

test('as this browser kept it, it is read too', () => {
	const { origin, entries, head } = JSON.parse(saved) as ReturnType<typeof fromFile>;
	expect(fromStored({ origin, entries, head })).toMatchObject({ origin: { version: WORLD_FILE_VERSION } });
});
