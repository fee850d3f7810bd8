/** What nobody should send: AWS's own error, no stack trace, no hang, and the world as it was. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '$lib/domain/bytes';
import { OPERATIONS } from '$lib/kms/operations';
import { follow, startEndpoint, type RawRequest, type Running } from './running';

let running: Running;
let keyId: string;
let blob: Uint8Array;

beforeAll(async () => {
	running = await startEndpoint();
	const kms = running.client();
	keyId = (await kms.createKey({})).KeyMetadata!.KeyId!;
	blob = (await kms.encrypt({ KeyId: keyId, Plaintext: new Uint8Array([1, 2, 3]) })).CiphertextBlob!;
});
afterAll(() => running.close());

const T = (operation: string): string => `TrentService.${operation}`;
const json = (value: unknown): string => JSON.stringify(value);

async function refused(request: RawRequest, status: number, code: string, message?: RegExp): Promise<void> {
	const before = await events(running);
	const answer = await running.send(request);
	expect([answer.status, answer.code], answer.text.slice(0, 300)).toEqual([status, code]);
	if (message) expect(answer.message).toMatch(message);
	expect(answer.headers.get('content-type')).toBe('application/x-amz-json-1.1');
	expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
	expect(answer.text).not.toMatch(/\bat .*\.(ts|js|mjs):\d+|node:internal/);
	expect(await events(running)).toEqual(before);
}

/** All that ever changed this world. */
const events = async (of: Running) => (await follow(of)).entries.flatMap((entry) => entry.events);

describe('a request that cannot be read', () => {
	it.each(['{', '{"KeyId":', 'null,', '\u0000', '{"a":1}}', '"text', Uint8Array.of(0x7b, 0xff, 0x7d)])(
		'%j is a SerializationException',
		(body) => refused({ target: T('DescribeKey'), body }, 400, 'SerializationException')
	);
	it.each(['[]', '"text"', '5', 'null', 'true'])('%s is no structure', (body) =>
		refused({ target: T('DescribeKey'), body }, 400, 'SerializationException')
	);
	it('has a number no double holds, or lies deeper than anything KMS reads', async () => {
		await refused({ target: T('ListKeys'), body: '{"Limit":1e999}' }, 400, 'SerializationException');
		const deep = `{"Tags":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
		await refused({ target: T('CreateKey'), body: deep }, 400, 'SerializationException');
	});
	it.each([
		undefined,
		'',
		'TrentService',
		'TrentService.',
		'TrentService.Encrypt.',
		'DynamoDB_20120810.ListTables'
	])('with the target %j is an unknown operation', (target) =>
		refused({ ...(target !== undefined && { target }) }, 400, 'UnknownOperationException')
	);
	it.each(['NoSuchOperation', 'constructor', '__proto__', 'encrypt', 'toString'])(
		'%s is no operation',
		(name) => refused({ target: T(name) }, 400, 'UnknownOperationException')
	);
	it('without its content type is an unknown operation', () =>
		refused(
			{ target: T('ListKeys'), headers: { 'content-type': 'text/plain' } },
			400,
			'UnknownOperationException'
		));
	it('without its date is incomplete', () =>
		refused(
			{ target: T('ListKeys'), without: ['x-amz-date'] },
			400,
			'IncompleteSignatureException',
			/X-Amz-Date/
		));
	it('that its client leaves half sent, or that is no HTTP, harms nobody', async () => {
		const head = `POST / HTTP/1.1\r\nHost: 127.0.0.1:${running.port}\r\nContent-Length: 100\r\n\r\n{`;
		for (const text of [head, 'nonsense\r\n\r\n'])
			await new Promise<void>((closed) => {
				const socket = connect(running.port, '127.0.0.1', () => socket.write(text, () => socket.destroy()));
				socket.on('close', () => closed());
				socket.on('error', () => {});
			});
		expect((await running.send({ target: T('ListKeys') })).status).toBe(200);
	});
	it('of 10 MB is refused whole', async () => {
		const body = json({ KeyId: keyId, Plaintext: 'A'.repeat(10 * 1024 * 1024) });
		await refused({ target: T('Encrypt'), body }, 413, 'RequestEntityTooLargeException');
		expect((await running.send({ target: T('ListKeys') })).status).toBe(200);
	});
});

describe('an input that does not fit', () => {
	it('has a blob that is not base64', async () => {
		for (const text of ['***', 'AA=A', 'AAA', 'ÄÖ=='])
			await refused(
				{ target: T('Decrypt'), body: json({ CiphertextBlob: text }) },
				400,
				'SerializationException',
				/CiphertextBlob/
			);
	});
	it('has a member of another JSON type', async () => {
		for (const body of [{ KeyId: 5 }, { KeyId: ['a'] }, { KeyId: {} }, { KeyId: true }])
			await refused({ target: T('DescribeKey'), body: json(body) }, 400, 'SerializationException');
		await refused({ target: T('Decrypt'), body: json({ CiphertextBlob: 7 }) }, 400, 'SerializationException');
		await refused(
			{ target: T('Encrypt'), body: json({ KeyId: keyId, Plaintext: 'AA==', EncryptionContext: { a: 1 } }) },
			400,
			'SerializationException'
		);
	});
	it('lacks a member', () =>
		refused(
			{ target: T('Encrypt'), body: json({ Plaintext: 'AA==' }) },
			400,
			'ValidationException',
			/Value null at 'keyId' failed to satisfy constraint: Member must not be null/
		));
	it('has null for a member that it needs', () =>
		refused({ target: T('DescribeKey'), body: json({ KeyId: null }) }, 400, 'ValidationException'));
	it('asks for an answer under the key of an enclave', () =>
		refused(
			{ target: T('Decrypt'), body: json({ CiphertextBlob: toBase64(blob), Recipient: {} }) },
			400,
			'UnsupportedOperationException'
		));
});

it('passes over a member that KMS does not know, as AWS does', async () => {
	const known = await running.send({ target: T('DescribeKey'), body: json({ KeyId: keyId }) });
	const more = await running.send({
		target: T('DescribeKey'),
		body: json({ KeyId: keyId, Unknown: { deep: [1] }, keyId: 'no', fixedKeyId: 'no' })
	});
	expect(more).toMatchObject({ status: 200, text: known.text });
});

it('keeps an encryption context with names that JavaScript has uses for', async () => {
	const context = '{"__proto__":"a","constructor":"b","":"c"}';
	const sealed = await running.send({
		target: T('Encrypt'),
		body: `{"KeyId":"${keyId}","Plaintext":"AQID","EncryptionContext":${context}}`
	});
	expect(sealed.status).toBe(200);
	const { CiphertextBlob } = JSON.parse(sealed.text) as { CiphertextBlob: string };
	const open = (EncryptionContext: string) =>
		running.send({
			target: T('Decrypt'),
			body: `{"CiphertextBlob":"${CiphertextBlob}","EncryptionContext":${EncryptionContext}}`
		});
	expect(JSON.parse((await open(context)).text)).toMatchObject({ Plaintext: 'AQID' });
	expect((await open('{"constructor":"b","":"c"}')).code).toBe('InvalidCiphertextException');
});

describe('a ciphertext', () => {
	it('with any byte flipped does not open', async () => {
		const answers = new Set<string | undefined>();
		for (let at = 0; at < blob.length; at++) {
			const flipped = blob.slice();
			flipped[at]! ^= 1;
			const answer = await running.send({
				target: T('Decrypt'),
				body: json({ CiphertextBlob: toBase64(flipped) })
			});
			expect(answer.status, `byte ${at}`).toBe(400);
			answers.add(answer.code);
		}
		// A byte of the material's id names material that nobody has: AWS tells no more than to a stranger.
		expect([...answers].sort()).toEqual(['AccessDeniedException', 'InvalidCiphertextException']);
	});
	it('of another Region does not open', () =>
		refused(
			{ target: T('Decrypt'), region: 'us-east-1', body: json({ CiphertextBlob: toBase64(blob) }) },
			400,
			'AccessDeniedException',
			/does not exist in this Region/
		));
	it('that is empty or cut off does not open', async () => {
		await refused({ target: T('Decrypt'), body: json({ CiphertextBlob: '' }) }, 400, 'ValidationException');
		const half = toBase64(blob.subarray(0, blob.length / 2));
		await refused(
			{ target: T('Decrypt'), body: json({ CiphertextBlob: half }) },
			400,
			'InvalidCiphertextException'
		);
		expect(fromBase64(half).length).toBeGreaterThan(20);
	});
});

describe.each(Object.keys(OPERATIONS))('%s', (operation) => {
	it('answers nonsense in AWS words', async () => {
		const bodies = [
			'',
			'{}',
			json({ KeyId: 'nonsense' }),
			json({ KeyId: [], AliasName: 7, Limit: 'many', Tags: {} })
		];
		for (const body of bodies) {
			const answer = await running.send({ target: T(operation), body });
			expect([200, 400], answer.text).toContain(answer.status);
			if (answer.status === 400) expect(answer.code).toMatch(/^\w+Exception$/);
		}
	});
});
