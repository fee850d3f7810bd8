import {
	AlgorithmSuiteIdentifier,
	buildClient,
	CommitmentPolicy,
	KmsKeyringNode,
	RawAesKeyringNode,
	RawAesWrappingSuiteIdentifier
} from '@aws-crypto/client-node';
import { describe, expect, it } from 'vitest';
import { concat, utf8 } from '$lib/domain/bytes';
import type { Acting } from '$lib/domain/entry';
import { messageFields, type MessageError } from '$lib/crypto/message';
import { NoKeyOpensError } from '$lib/services/client-side/data-keys';
import { sealEnvelope } from '$lib/services/client-side/envelope';
import { moveEnvelope, openEnvelope } from '$lib/services/client-side/open-envelope';
import { openStream, sealStream } from '$lib/services/client-side/streams';
import { ARNS, stubKms } from './stub-kms';

const [first, second, third] = ARNS as [string, string, string];
const acting = {} as Acting;
const messageId = new Uint8Array(32).fill(5);
const context = { purpose: 'interop', Ärger: '✓', '': 'empty' };
const client = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);

function keyring(ids: readonly string[]): KmsKeyringNode {
	const clientProvider = (() => stubKms().sdkClient) as never;
	return new KmsKeyringNode({ clientProvider, generatorKeyId: ids[0]!, keyIds: ids.slice(1) });
}
const text = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i * 7);
const SUITES = [
	AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY,
	AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY_ECDSA_P384
];

async function sdkSeals(suiteId: number, plain: Uint8Array, encryptionContext = {}): Promise<Uint8Array> {
	const keys = keyring([first, second]);
	const { result } = await client.encrypt(keys, plain, { suiteId, encryptionContext });
	return new Uint8Array(result);
}

describe.each(SUITES)('messages of the AWS Encryption SDK, suite %i', (suite) => {
	it.each([0, 1, 4095, 4096, 4097, 20_000])('open here: %i bytes', async (length) => {
		const message = await sdkSeals(suite, text(length), { purpose: 'interop' });
		const opened = await openEnvelope({ kms: stubKms().port, acting, message });
		expect(opened.plaintext).toEqual(text(length));
		expect(opened.header.wrappedKeys.map((key) => key.providerInfo)).toEqual([first, second]);
		expect(messageFields(message).some((field) => field.name === 'unread')).toBe(false);
	});

	it('open here without context, and with the second key when the first is disabled', async () => {
		const message = await sdkSeals(suite, text(10));
		const opened = await openEnvelope({ kms: stubKms([first]).port, acting, message });
		expect(opened.plaintext).toEqual(text(10));
		expect(opened.openedWith.providerInfo).toBe(second);
		expect(opened.attempts.map(({ error }) => error.code)).toEqual(['DisabledException']);
	});
});

it('shows every field of a message that no KMS key wrapped, and says whose copy it has', async () => {
	const raw = new RawAesKeyringNode({
		keyName: 'my key',
		keyNamespace: 'my vault',
		unencryptedMasterKey: new Uint8Array(32).fill(7),
		wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING
	});
	const { result } = await client.encrypt(raw, text(10), { encryptionContext: { from: 'elsewhere' } });
	const message = new Uint8Array(result);
	const fields = messageFields(message);
	expect(fields.map(({ name }) => name)).toEqual(
		expect.arrayContaining(['provider info 1', 'wrapped data key 1', 'frame 1 ciphertext', 'signature'])
	);
	expect(fields.some(({ name }) => name === 'unread' || name.startsWith('key ARN'))).toBe(false);
	await expect(openEnvelope({ kms: stubKms().port, acting, message })).rejects.toThrow(
		'a copy of provider my vault'
	);
});

describe('messages of this page', () => {
	it.each([0, 1, 4096, 4097, 65_536, 65_537, 200_000])('open in the SDK: %i bytes', async (length) => {
		const sealed = await sealEnvelope({
			kms: stubKms().port,
			acting,
			keyIds: [first, second],
			context: length % 2 ? context : {},
			messageId,
			plaintext: text(length)
		});
		for (const key of [first, second]) {
			const { plaintext } = await client.decrypt(keyring([key]), sealed.message);
			expect(new Uint8Array(plaintext)).toEqual(text(length));
		}
		expect(sealed.trace.map((step) => step.kind)).toEqual([
			'client-derive',
			'client-seal',
			'client-assemble',
			'client-wipe'
		]);
	});

	it('move to a key of their own and open in the SDK with that one only', async () => {
		const { port: kms } = stubKms();
		const plaintext = text(9000);
		const sealed = await sealEnvelope({ kms, acting, keyIds: [first], context, messageId, plaintext });
		const moved = await moveEnvelope({ kms, acting, message: sealed.message, toKeyIds: [third] });
		const opened = await client.decrypt(keyring([third]), moved.message);
		expect(new Uint8Array(opened.plaintext)).toEqual(plaintext);
		const refused = openEnvelope({ kms: stubKms([third]).port, acting, message: moved.message });
		await expect(refused).rejects.toBeInstanceOf(NoKeyOpensError);
	});

	it('stream', async () => {
		const { port: kms } = stubKms();
		const source = text(300_000);
		const length = source.length;
		const sealed = await sealStream({ kms, acting, keyIds: [first], context, messageId, source, length });
		const opened = await openStream({ kms, acting, source: sealed.stream, length: sealed.length });
		const parts: Uint8Array[] = [];
		for await (const part of opened.stream) parts.push(part);
		expect(concat(...parts)).toEqual(source);
	});
});

it('gives a signed text piece by piece to a reader that keeps it until the signature was checked', async () => {
	const text = new Uint8Array(300_000).fill(7);
	const message = await sdkSeals(SUITES[1]!, text);
	const open = async (source: Uint8Array) => {
		const seen: Uint8Array[] = [];
		const { stream } = await openStream({
			kms: stubKms().port,
			acting,
			source,
			length: source.length,
			heldByReader: true
		});
		const ended = (async () => {
			for await (const part of stream) seen.push(part);
		})();
		return { seen, ended };
	};
	const good = await open(message);
	await good.ended;
	expect(concat(...good.seen)).toEqual(text);
	const damaged = message.slice();
	damaged[damaged.length - 1]! ^= 1;
	const bad = await open(damaged);
	await expect(bad.ended).rejects.toMatchObject({ check: 'signature' } satisfies Partial<MessageError>);
	// The last frames are held back by the check of the end; what came before had been given.
	expect(bad.seen.length).toBeGreaterThan(0);
});

it('moves no signed message: its signature covers the header', async () => {
	const message = await sdkSeals(SUITES[1]!, utf8('signed'));
	const moving = moveEnvelope({ kms: stubKms().port, acting, message, toKeyIds: [third] });
	await expect(moving).rejects.toMatchObject({ check: 'signature' } satisfies Partial<MessageError>);
});

it('offers nothing of a signed message whose signature does not fit', async () => {
	const message = await sdkSeals(SUITES[1]!, utf8('signed'));
	message[message.length - 1]! ^= 1;
	const { stream } = await openStream({
		kms: stubKms().port,
		acting,
		source: message,
		length: message.length
	});
	const seen: Uint8Array[] = [];
	const reading = (async () => {
		for await (const part of stream) seen.push(part);
	})();
	await expect(reading).rejects.toMatchObject({ check: 'signature' } satisfies Partial<MessageError>);
	expect(seen).toEqual([]);
});
