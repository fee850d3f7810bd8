/** The world in its file: kept, whole, one endpoint's; and worlds written by hand. */
import { spawn } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import {
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	truncateSync,
	writeFileSync,
	statSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KMS } from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import { accountId } from '$lib/domain/ids';
import { fromFile, toFile } from '$lib/world/world-file';
import { openEndpoint } from '../../src/endpoint/endpoint';
import { WorldKeeper } from '../../src/endpoint/world-files';
import { follow, plainOptions, startEndpoint, type Running } from './running';
import { testWorld } from '../unit/world/world';

let folder: string;
let path: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'glass-kms-world-'));
	path = join(folder, 'world.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function sealed(running: Running) {
	const kms = running.client();
	const { KeyMetadata } = await kms.createKey({});
	const { CiphertextBlob } = await kms.encrypt({ KeyId: KeyMetadata!.KeyId!, Plaintext: utf8('kept') });
	return CiphertextBlob!;
}

describe('--world', () => {
	it('keeps the world with its keys and its access keys', async () => {
		const first = await startEndpoint({ world: path });
		const blob = await sealed(first);
		const keys = first.endpoint.accessKeys;
		await first.close();
		expect(readdirSync(folder)).toEqual(['world.json']);
		expect(statSync(path).mode & 0o077).toBe(0);
		const second = await startEndpoint({ world: path });
		expect(second.endpoint.accessKeys).toEqual(keys);
		const { Plaintext } = await second.client().decrypt({ CiphertextBlob: blob });
		expect(Buffer.from(Plaintext!).toString()).toBe('kept');
		await second.close();
	});

	it('has each answered call on disk before the answer, and forgives a line cut off', async () => {
		const running = await startEndpoint({ world: path });
		const blob = await sealed(running);
		// What a program that dies now leaves behind, and a little of a line it was writing.
		const copy = join(folder, 'copy.json');
		writeFileSync(copy, readFileSync(path));
		writeFileSync(`${copy}.journal`, `${readFileSync(`${path}.journal`, 'utf8')}{"entry":{"id":"half`);
		await running.close();
		const again = await startEndpoint({ world: copy });
		expect((await again.client().decrypt({ CiphertextBlob: blob })).KeyId).toBeDefined();
		await again.close();
	});

	it('is refused while another endpoint has the file, and not after that one died', async () => {
		const running = await startEndpoint({ world: path });
		await expect(openEndpoint({ ...plainOptions, world: path })).rejects.toThrow(/in use by process \d+/);
		await running.close();
		writeFileSync(`${path}.lock`, '2147483646');
		const next = await startEndpoint({ world: path });
		await next.close();
		expect(existsSync(`${path}.lock`)).toBe(false);
	});

	it('refuses a damaged file and leaves it as it is', async () => {
		const running = await startEndpoint({ world: path });
		await sealed(running);
		await running.close();
		truncateSync(path, 1000);
		const before = readFileSync(path, 'utf8');
		await expect(openEndpoint({ ...plainOptions, world: path })).rejects.toThrow(/not a world file/);
		expect(readFileSync(path, 'utf8')).toBe(before);
		expect(readdirSync(folder)).toEqual(['world.json']);
	});

	it('refuses an account or a seed that the file does not have', async () => {
		await (await startEndpoint({ world: path })).close();
		for (const other of [{ account: accountId('123456789012') }, { seed: 'other' }])
			await expect(openEndpoint({ ...plainOptions, world: path, ...other })).rejects.toThrow(path);
	});

	it('is a file that the page imports, and takes one that the page exported', async () => {
		const page = testWorld();
		const { KeyMetadata } = await page.kms('CreateKey', {});
		const { CiphertextBlob } = await page.kms('Encrypt', {
			KeyId: KeyMetadata.KeyId,
			Plaintext: utf8('page')
		});
		writeFileSync(
			path,
			toFile({ origin: page.origin, entries: page.timeline.entries, head: page.timeline.head })
		);
		const running = await startEndpoint({ world: path, seed: undefined as never });
		expect(Buffer.from((await running.client().decrypt({ CiphertextBlob })).Plaintext!).toString()).toBe(
			'page'
		);
		await running.close();
		const { origin, entries, head } = fromFile(readFileSync(path, 'utf8'));
		expect(origin).toEqual(page.origin);
		expect(entries.slice(0, 2)).toEqual(page.timeline.entries);
		expect(head).toBe(entries.at(-1)!.id);
	});

	it('goes on from where the file stands, and keeps the branches that lie beside', async () => {
		const page = testWorld();
		const { KeyMetadata } = await page.kms('CreateKey', {});
		const { KeyId } = KeyMetadata;
		await page.kms('DisableKey', { KeyId });
		const all = page.timeline.entries;
		page.timeline.undo();
		writeFileSync(path, toFile({ origin: page.origin, entries: all, head: page.timeline.head }));
		const running = await startEndpoint({ world: path, seed: undefined as never });
		expect((await running.client().describeKey({ KeyId })).KeyMetadata!.KeyState).toBe('Enabled');
		await running.close();
		const kept = fromFile(readFileSync(path, 'utf8')).entries;
		expect(kept.slice(0, 2)).toEqual(all);
		expect(kept[2]!.parent).toBe(all[0]!.id);
	});
});

const SHA256_OF_1 = '4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a';

it('a keeper that cannot fold its journal in reads it again', async () => {
	const page = testWorld();
	const keeper = new WorldKeeper(path);
	keeper.save({ origin: page.origin, entries: [], head: null });
	await page.kms('CreateKey', {});
	const [entry] = page.timeline.entries;
	keeper.append(entry!);
	keeper.append(entry!);
	keeper.putPayload(SHA256_OF_1, Uint8Array.of(1));
	expect(keeper.load()).toEqual({
		origin: page.origin,
		entries: [entry],
		head: entry!.id,
		payloads: { [SHA256_OF_1]: 'AQ==' }
	});
	writeFileSync(`${path}.journal`, JSON.stringify({ entry: { ...entry, at: 5 } }) + '\n');
	expect(() => keeper.load()).toThrow(/damaged at entry 1/);
	keeper.release();
});

describe.each(['SIGINT', 'SIGKILL'] as const)('npm run endpoint, ended by %s', (signal) => {
	it('loses nothing that was answered', async () => {
		const script = fileURLToPath(new URL('../../scripts/endpoint.mjs', import.meta.url));
		const start = async () => {
			const child = spawn(process.execPath, [script, '--port', '0', '--world', path]);
			let text = '';
			const url = await new Promise<string>((resolve, reject) => {
				child.stderr.on('data', (chunk: Buffer) => reject(new Error(chunk.toString())));
				child.stdout.on('data', (chunk: Buffer) => {
					text += chunk.toString();
					if (text.includes('Stop it with')) resolve(/http:\/\/127\.0\.0\.1:\d+/.exec(text)![0]);
				});
			});
			const [, accessKeyId, secretAccessKey] = /AWS_ACCESS_KEY_ID=(\S+) AWS_SECRET_ACCESS_KEY=(\S+)/.exec(
				text
			)!;
			const credentials = { accessKeyId: accessKeyId!, secretAccessKey: secretAccessKey! };
			const client = new KMS({ endpoint: url, region: 'eu-west-1', credentials });
			const end = (how: NodeJS.Signals) =>
				new Promise((done) => {
					child.on('exit', done);
					child.kill(how);
				});
			return { client, end };
		};
		const first = await start();
		const made = await Promise.all(Array.from({ length: 20 }, () => first.client.createKey({})));
		await first.end(signal);
		first.client.destroy();
		const second = await start();
		const { Keys } = await second.client.listKeys({});
		expect(new Set(Keys!.map((key) => key.KeyId))).toEqual(
			new Set(made.map((one) => one.KeyMetadata!.KeyId))
		);
		await second.end('SIGINT');
		second.client.destroy();
		expect(readdirSync(folder)).toEqual(['world.json']);
	});
});

describe('a set-up written by hand', () => {
	const KeyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
	const material = Buffer.alloc(32, 9);
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
	const setUp = {
		format: 'glass-kms-set-up',
		version: 1,
		seed: 'by hand',
		region: 'us-west-2',
		startsAt: '2026-02-03T04:05:06Z',
		keys: [
			{
				KeyId,
				Aliases: ['alias/app', 'alias/old'],
				Description: 'of the tests',
				Material: material.toString('base64'),
				Policy: {
					Version: '2012-10-17',
					Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }]
				},
				Tags: [{ TagKey: 'a', TagValue: 'b' }]
			},
			{ KeyId: '00000000-0000-4000-8000-000000000001', RotationPeriodInDays: 100 },
			{
				KeyId: '00000000-0000-4000-8000-000000000002',
				Enabled: false,
				Region: 'eu-west-1',
				Account: '444455556666'
			},
			{
				KeyId: '00000000-0000-4000-8000-000000000003',
				KeySpec: 'ECC_NIST_P256',
				KeyUsage: 'SIGN_VERIFY',
				Material: pem
			},
			{ KeyId: 'mrk-1234abcd12ab34cd56ef1234567890ab', MultiRegion: true }
		]
	};
	const write = (value: unknown): void => writeFileSync(path, JSON.stringify(value));

	it('has its keys, and each start begins the same world; the file is only read', async () => {
		write(setUp);
		const text = readFileSync(path, 'utf8');
		let blob: Uint8Array | undefined;
		for (const _start of [1, 2]) {
			const running = await startEndpoint({ world: path, seed: undefined as never });
			const kms = running.client({ region: 'us-west-2' });
			const { KeyMetadata } = await kms.describeKey({ KeyId: 'alias/app' });
			expect(KeyMetadata).toMatchObject({
				Arn: `arn:aws:kms:us-west-2:111122223333:key/${KeyId}`,
				Origin: 'EXTERNAL',
				KeyState: 'Enabled',
				Description: 'of the tests',
				CreationDate: new Date('2026-02-03T04:05:06Z')
			});
			expect(JSON.parse((await kms.getKeyPolicy({ KeyId })).Policy!)).toEqual(setUp.keys[0]!.Policy);
			const rotation = await kms.getKeyRotationStatus({ KeyId: setUp.keys[1]!.KeyId });
			expect(rotation).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 100 });
			const bob = running.client({ as: '444455556666:user/Bob' });
			expect((await bob.describeKey({ KeyId: setUp.keys[2]!.KeyId })).KeyMetadata!.Enabled).toBe(false);
			const signed = await kms.sign({
				KeyId: setUp.keys[3]!.KeyId,
				Message: utf8('m'),
				SigningAlgorithm: 'ECDSA_SHA_256'
			});
			expect(verify('sha256', utf8('m'), createPublicKey(createPrivateKey(pem)), signed.Signature!)).toBe(
				true
			);
			expect((await kms.describeKey({ KeyId: setUp.keys[4]!.KeyId })).KeyMetadata!.MultiRegion).toBe(true);
			// The same material, so the same key: what one start sealed, the next opens.
			if (blob) expect([...(await kms.decrypt({ CiphertextBlob: blob })).Plaintext!]).toEqual([7]);
			blob = (await kms.encrypt({ KeyId, Plaintext: Uint8Array.of(7) })).CiphertextBlob!;
			const seen = JSON.stringify(await follow(running));
			for (const form of [
				material.toString('base64').slice(0, 40),
				material.toString('hex'),
				pem.split('\n')[1]!
			])
				expect(seen).not.toContain(form);
			await running.close();
		}
		expect(readFileSync(path, 'utf8')).toBe(text);
		expect(readdirSync(folder)).toEqual(['world.json']);
	});

	it('goes on with what --keep kept', async () => {
		write(setUp);
		const keep = join(folder, 'kept.json');
		const options = { world: path, keep, seed: undefined as never };
		const first = await startEndpoint(options);
		await first.client({ region: 'us-west-2' }).disableKey({ KeyId });
		await first.close();
		const second = await startEndpoint(options);
		const { KeyMetadata } = await second.client({ region: 'us-west-2' }).describeKey({ KeyId });
		expect(KeyMetadata!.KeyState).toBe('Disabled');
		await second.close();
		expect(readFileSync(keep, 'utf8')).not.toContain(material.toString('base64').slice(0, 40));
	});

	it('is refused in a sentence that names what is wrong', async () => {
		const [key] = setUp.keys;
		for (const [value, sentence] of [
			[{ ...setUp, version: 2 }, /version 1/],
			[{ ...setUp, key: [] }, /no member "key"/],
			[{ ...setUp, keys: {} }, /"keys" to be a list/],
			[{ ...setUp, keys: [{ ...key, KeyId: 'x' }] }, /keys\[0\]\.KeyId: expected a key id/],
			[{ ...setUp, keys: [{ ...key, Alias: 'a' }] }, /no member "Alias" in keys\[0\]/],
			[{ ...setUp, keys: [key, key] }, /Two keys have the id/],
			[{ ...setUp, keys: [{ ...key, Material: 'AAAA' }] }, /keys\[0\] .*ImportKeyMaterial answers/],
			[{ ...setUp, keys: [{ ...key, Aliases: ['app'] }] }, /CreateAlias answers ValidationException/],
			[{ ...setUp, keys: [{ ...key, MultiRegion: true }] }, /begins with mrk-/],
			[{ ...setUp, startsAt: 'soon' }, /startsAt/]
		] as const) {
			write(value);
			const { seed: _seed, ...options } = plainOptions;
			await expect(openEndpoint({ ...options, world: path })).rejects.toThrow(sentence);
		}
	});
});

describe('--allow-reset', () => {
	it('empties the world, and only where it was asked for', async () => {
		for (const allowReset of [true, false]) {
			const running = await startEndpoint({ allowReset });
			await sealed(running);
			const answer = await fetch(`${running.url}/_glass/reset`, { method: 'POST' });
			expect(answer.status).toBe(allowReset ? 200 : 404);
			const { Keys } = await running.client().listKeys({});
			expect(Keys).toHaveLength(allowReset ? 0 : 1);
			await running.close();
		}
	});
});
