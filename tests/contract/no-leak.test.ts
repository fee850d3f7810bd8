/**
 * Key material and domain keys stay inside. The HSM's own worker runs behind a MessageChannel, so each message is
 * cloned and transferred as in a browser; a whole world is played through it; then all that came out, was saved,
 * exported, thrown or printed is searched for what only the inside knows. `worker.browser.test.ts` does the same with
 * one call of each kind in a real worker.
 */
import { createDecipheriv } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { concat, fromBase64, fromHex, toBase64, toHex, utf8 } from '$lib/domain/bytes';
import type { Generation, KeyRecord } from '$lib/domain/key';
import { DAY } from '$lib/domain/key';
import { parseBlob } from '$lib/crypto/blob';
import { fixedInput, kdfCounterHmacSha256 } from '$lib/crypto/kdf';
import { messageKey } from '$lib/crypto/symmetric';
import { createWorkerHsm } from '$lib/hsm/client';
import { materialIdOf } from '$lib/hsm/engine';
import { memoryShelf } from '$lib/view/shelf';
import { fromFile, toFile } from '$lib/world/world-file';
import { testWorld } from '../unit/world/world';
import { holds } from './hsm-contract';

const PLAINTEXT = utf8('a plaintext that only its owner may read');

/** The worker's own module, with one end of a channel for its scope. Messages out are copied as they arrive. */
async function channelWorker(messages: unknown[]): Promise<Worker> {
	const { port1, port2 } = new MessageChannel();
	const scope: { onmessage?: (event: MessageEvent) => void; postMessage: typeof port2.postMessage } = {
		postMessage: port2.postMessage.bind(port2)
	};
	vi.stubGlobal('self', scope);
	vi.resetModules();
	await import('$lib/hsm/hsm.worker');
	vi.unstubAllGlobals();
	port2.onmessage = (event) => scope.onmessage!(event);
	return {
		postMessage: (message: unknown) => port1.postMessage(message),
		terminate: () => port1.close(),
		set onmessage(receive: (event: MessageEvent) => void) {
			port1.onmessage = (event) => {
				messages.push(structuredClone(event.data));
				receive(event);
			};
		}
	} as unknown as Worker;
}

/** Key material by another way than the HSM's: Node's own AES-GCM under the domain key. */
function unwrapped(domainKey: Uint8Array, key: KeyRecord, { token, materialId }: Generation): Uint8Array {
	const bytes = fromBase64(token);
	const decipher = createDecipheriv('aes-256-gcm', domainKey, bytes.subarray(1, 13))
		.setAAD(utf8(`glass-kms key token|${key.region}|${key.keyId}|${materialId}`))
		.setAuthTag(bytes.subarray(-16));
	const material = Uint8Array.from(concat(decipher.update(bytes.subarray(13, -16)), decipher.final()));
	expect(materialIdOf(key.keyId, material)).toBe(materialId);
	return material;
}

async function played() {
	const messages: unknown[] = [];
	const thrown: unknown[] = [];
	const printed: unknown[] = [];
	for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
		vi.spyOn(console, method).mockImplementation((...words) => void printed.push(words));
	const worker = await channelWorker(messages);
	const seed = new Uint8Array(32).fill(0xa7);
	const hsm = createWorkerHsm({ seed, spawn: () => worker });
	const world = testWorld({ seed: 0xa7, hsm });
	expect(world.origin.seed).toBe(toHex(seed));
	const caught = (work: Promise<unknown>): Promise<unknown> =>
		work.catch((error: unknown) => thrown.push(error));

	const { KeyMetadata: one } = await world.kms('CreateKey', {});
	const { KeyMetadata: two } = await world.kms('CreateKey', {});
	const KeyId = one.KeyId;
	const EncryptionContext = { purpose: 'tests' };
	await world.kms('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
	const sealed = await world.kms('Encrypt', { KeyId, Plaintext: PLAINTEXT, EncryptionContext });
	await world.run({ type: 'clock.advance', by: 365 * DAY, ...world.acting });
	await world.kms('RotateKeyOnDemand', { KeyId: two.KeyId });
	const moved = await world.kms('ReEncrypt', {
		CiphertextBlob: sealed.CiphertextBlob,
		SourceEncryptionContext: EncryptionContext,
		DestinationKeyId: two.KeyId
	});
	// From here on the HSM may answer with the plaintext; up to here it never did.
	const beforeOpening = messages.length;
	await world.kms('Decrypt', { CiphertextBlob: moved.CiphertextBlob });
	const { Plaintext: dataKey, CiphertextBlob: wrapped } = await world.kms('GenerateDataKey', {
		KeyId,
		KeySpec: 'AES_256'
	});
	const beforeHidden = messages.length;
	const hidden = await world.kms('GenerateDataKeyWithoutPlaintext', { KeyId, KeySpec: 'AES_256' });
	const afterHidden = messages.length;
	const { Plaintext: hiddenKey } = await world.kms('Decrypt', { CiphertextBlob: hidden.CiphertextBlob });
	await world.kms('GenerateRandom', { NumberOfBytes: 32 });
	const message = await world.run({
		type: 'client.seal',
		name: 'note',
		plaintext: PLAINTEXT,
		keyIds: [KeyId, two.KeyId],
		context: EncryptionContext,
		...world.acting
	});
	await world.run({ type: 'client.open', message: message.bytes!, name: 'note', ...world.acting });

	// What goes wrong may say too much.
	const blob = sealed.CiphertextBlob;
	for (const at of [0, 6, 40, 70, 110, 130, -1]) {
		const CiphertextBlob = blob.with(at, blob.at(at)! ^ 1);
		await caught(world.kms('Decrypt', { CiphertextBlob, EncryptionContext }));
	}
	await caught(world.kms('Decrypt', { CiphertextBlob: blob, EncryptionContext: { purpose: 'other' } }));
	const keys = [...world.state().keys.values()];
	const { region } = world.acting;
	for (const key of keys)
		for (const { token, materialId } of key.generations.slice(0, 2))
			for (const bytes of [fromBase64(token).with(30, 1), fromBase64(token).with(0, 2), new Uint8Array(3)])
				await caught(
					hsm.decrypt({
						region,
						token: { keyId: key.keyId, materialId, bytes },
						ciphertext: blob,
						aad: new Uint8Array()
					})
				);
	const badSeed = { parent: new Uint8Array(3), command: new Uint8Array(32), label: '' };
	await caught(hsm.generateRandom({ region, numberOfBytes: 1, seed: badSeed }));
	await caught(world.run({ type: 'clock.advance', by: -1, ...world.acting }));
	await caught(world.run({ type: 'client.move', itemId: 'none', toKeyId: KeyId, ...world.acting }));
	await world.kms('DisableKey', { KeyId });
	await caught(world.kms('Encrypt', { KeyId, Plaintext: PLAINTEXT }));
	await world.kms('ScheduleKeyDeletion', { KeyId });
	await world.run({ type: 'clock.advance', by: 'next-event', ...world.acting });
	await hsm.report();

	const domainKey = kdfCounterHmacSha256({
		key: seed,
		fixedInput: fixedInput({ label: 'glass-kms domain key', context: utf8(region), length: 32 }),
		length: 32
	});
	const materials = keys.flatMap((key) => key.generations.map((each) => unwrapped(domainKey, key, each)));
	const blobs = [sealed, moved, hidden, { CiphertextBlob: wrapped }].map((each) => each.CiphertextBlob);
	const byId = new Map(
		keys.flatMap((key) =>
			key.generations.map((each) => [each.materialId, unwrapped(domainKey, key, each)] as const)
		)
	);
	const messageKeys = blobs.map((each) => {
		const { materialId, nonce } = parseBlob(each);
		return messageKey(byId.get(materialId)!, nonce);
	});
	hsm.close();

	const shelf = memoryShelf();
	await shelf.put({ origin: world.origin, entries: [], head: null });
	const keeper = shelf.keeper(world.origin.id);
	for (const entry of world.timeline.entries) keeper.appended(entry);
	const { entries, head } = (await shelf.get(world.origin.id))!;
	const file = toFile({
		origin: world.origin,
		entries,
		head,
		payloads: { [toHex(new Uint8Array(32))]: toBase64(message.bytes!) }
	});
	for (const damaged of [
		file.slice(0, -40),
		file.replace('"at":', '"at":1'),
		file.replace(/"id":"[0-9a-f]/, '"id":"z')
	])
		await caught((async () => fromFile(damaged))());
	return {
		messages,
		beforeOpening,
		hidden: { key: hiddenKey, from: beforeHidden, to: afterHidden },
		saved: entries,
		file,
		thrown,
		printed,
		seed,
		dataKey,
		inside: { seed, domainKey, materials, messageKeys }
	};
}

let all: Awaited<ReturnType<typeof played>>;
beforeAll(async () => void (all = await played()));
afterAll(() => void vi.restoreAllMocks());

const inside = (): Uint8Array[] => [
	all.inside.seed,
	all.inside.domainKey,
	...all.inside.materials,
	...all.inside.messageKeys
];

describe('the search', () => {
	it('knows the insides, and that there was much to see', () => {
		expect(all.inside.materials.length, 'five of the first key, two of the second').toBe(7);
		expect(new Set(inside().map(toHex)).size).toBe(inside().length);
		expect(all.messages.length).toBeGreaterThan(30);
		expect(all.saved.length).toBeGreaterThan(15);
		expect(all.thrown.length).toBeGreaterThan(20);
		expect(all.printed).toEqual([]);
	});

	it('finds what is planted, however it is written', () => {
		const secret = all.inside.materials[0]!;
		for (const before of [0, 1, 2, 3]) {
			const planted = concat(utf8('abc'.slice(0, before)), secret, utf8('xyz'));
			const base64 = toBase64(planted);
			const forms = [
				planted,
				planted.subarray(0, 1),
				planted.buffer,
				[...planted],
				toHex(planted),
				toHex(planted).toUpperCase(),
				base64,
				base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
				String.fromCharCode(...planted),
				JSON.stringify(planted),
				JSON.stringify([...planted], null, 2),
				new Error(toHex(planted)),
				new Map([['a', { deep: [planted] }]])
			];
			for (const [i, form] of forms.entries())
				expect(holds({ id: 1, value: { form } }, secret), `form ${i} after ${before} bytes`).toBe(true);
		}
		expect(holds({ value: secret.with(9, secret[9]! ^ 1) }, secret)).toBe(false);
	});
});

describe('what only the inside knows is', () => {
	it('in no message out of the HSM', () => {
		for (const message of all.messages)
			for (const secret of inside()) expect(holds(message, secret), JSON.stringify(message)).toBe(false);
	});

	it('in no saved entry', () => {
		for (const entry of all.saved) for (const secret of inside()) expect(holds(entry, secret)).toBe(false);
	});

	it('in no exported file, save the seed in its origin, which the page says', () => {
		const { origin, ...rest } = JSON.parse(all.file) as { origin: { seed: string } };
		expect(fromHex(origin.seed)).toEqual(all.inside.seed);
		for (const secret of inside())
			expect(holds(JSON.stringify({ ...rest, origin: { ...origin, seed: '' } }), secret)).toBe(false);
		for (const secret of inside().slice(1)) expect(holds(all.file, secret)).toBe(false);
	});

	it('in no text of an error', () => {
		for (const error of all.thrown) for (const secret of inside()) expect(holds(error, secret)).toBe(false);
	});
});

describe('what belongs to the caller', () => {
	it('comes out only when asked: not from ReEncrypt, not from GenerateDataKeyWithoutPlaintext', () => {
		for (const message of all.messages.slice(0, all.beforeOpening))
			expect(holds(message, PLAINTEXT)).toBe(false);
		expect(
			all.messages.some((message) => holds(message, PLAINTEXT)),
			'Decrypt gives it'
		).toBe(true);
		const { key, from, to } = all.hidden;
		expect(to).toBeGreaterThan(from);
		for (const message of all.messages.slice(0, to)) expect(holds(message, key)).toBe(false);
	});

	it('is neither saved, nor exported, nor in the text of an error', () => {
		for (const secret of [PLAINTEXT, all.dataKey, all.hidden.key]) {
			expect(holds(all.saved, secret)).toBe(false);
			expect(holds(all.file, secret)).toBe(false);
			expect(holds(all.thrown, secret)).toBe(false);
		}
	});
});
