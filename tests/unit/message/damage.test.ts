import {
	AlgorithmSuiteIdentifier,
	buildClient,
	CommitmentPolicy,
	KmsKeyringNode
} from '@aws-crypto/client-node';
import { expect, it } from 'vitest';
import { concat } from '$lib/domain/bytes';
import { buildHeader } from '$lib/crypto/message/header';
import {
	messageFields,
	MessageError,
	openMessage,
	sealMessage,
	type MessageCheck
} from '$lib/crypto/message';
import { ARNS, STUB_DATA_KEY, stubKms } from './stub-kms';

const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const dataKey = new Uint8Array(32).fill(7);

/** Field (its number left out) → the checks that may catch a flipped byte in it. */
const CAUGHT_BY: Readonly<Record<string, readonly MessageCheck[]>> = {
	version: ['version'],
	'algorithm suite': ['suite', 'context'],
	'message id': ['commitment'],
	'context length': ['length-field'],
	'context pairs': ['context', 'length-field', 'text', 'truncated'],
	'context key length': ['length-field', 'text', 'truncated'],
	'context key': ['header-tag', 'text'],
	'context value length': ['length-field', 'truncated', 'text'],
	'context value': ['header-tag', 'text'],
	'wrapped keys': ['wrapped-keys', 'truncated', 'text'],
	'provider id length': ['truncated', 'text', 'content-type'],
	'provider id': ['header-tag', 'text'],
	'key ARN length': ['truncated', 'text', 'content-type'],
	'key ARN': ['header-tag', 'text'],
	'wrapped data key length': ['truncated', 'content-type'],
	'wrapped data key': ['header-tag'],
	'content type': ['content-type'],
	'frame length': ['header-tag', 'frame-length'],
	'key commitment': ['commitment'],
	'header tag': ['header-tag'],
	'frame sequence number': ['sequence'],
	'frame final mark': ['sequence'],
	'frame IV': ['iv'],
	'frame content length': ['final-frame', 'truncated', 'trailing-bytes', 'frame-tag'],
	'frame ciphertext': ['frame-tag'],
	'frame tag': ['frame-tag']
};
/** The same in a signed message, whose context has the public key of the signature. */
const CAUGHT_IN_SIGNED_BY: typeof CAUGHT_BY = {
	...CAUGHT_BY,
	'algorithm suite': ['suite', 'header-tag'],
	'context key': ['context', 'text'],
	'signature length': ['signature', 'truncated', 'trailing-bytes'],
	signature: ['signature']
};

async function small(): Promise<Uint8Array> {
	const sealed = await sealMessage({
		dataKey,
		wrappedKeys: [{ providerInfo: ARN, blob: new Uint8Array(40).fill(9) }],
		context: { purpose: 'tests' },
		messageId: Uint8Array.from({ length: 32 }, (_, i) => i),
		source: new Uint8Array(25).fill(1),
		length: 25,
		frameLength: 10
	});
	return collect(sealed.stream);
}

/** As the real SDK signs it, with the data key that the stub makes. */
async function signed(): Promise<Uint8Array> {
	const client = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
	const clientProvider = (() => stubKms().sdkClient) as never;
	const { result } = await client.encrypt(
		new KmsKeyringNode({ clientProvider, generatorKeyId: ARNS[0]! }),
		new Uint8Array(25).fill(1),
		{
			suiteId: AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY_ECDSA_P384,
			frameLength: 16
		}
	);
	return new Uint8Array(result);
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	for await (const part of stream) parts.push(part);
	return concat(...parts);
}

async function checkOf(message: Uint8Array, key: Uint8Array = dataKey): Promise<MessageCheck | 'opened'> {
	try {
		await collect((await openMessage({ dataKey: key, source: message })).stream);
		return 'opened';
	} catch (error) {
		if (error instanceof MessageError) return error.check;
		throw error;
	}
}

it.each([
	['0x0478', small, dataKey, CAUGHT_BY],
	['0x0578, signed', signed, STUB_DATA_KEY, CAUGHT_IN_SIGNED_BY]
])(
	'catches a flip in every byte with the check that belongs to its field: %s',
	async (_, make, key, table) => {
		const message = await make();
		expect(await checkOf(message, key)).toBe('opened');
		for (const field of messageFields(message)) {
			const allowed = table[field.name.replace(/ \d+/, '')];
			expect(allowed, field.name).toBeDefined();
			for (let at = field.offset; at < field.offset + field.length; at++)
				for (const flip of [0x01, 0x80, 0xff]) {
					const damaged = message.slice();
					damaged[at]! ^= flip;
					expect(allowed, `${field.name}, byte ${at} ^ ${flip}`).toContain(await checkOf(damaged, key));
					const fields = messageFields(damaged);
					expect(fields.reduce((sum, one) => sum + one.length, 0)).toBe(message.length);
				}
		}
	}
);

it('refuses a final frame that is longer than a frame', async () => {
	const message = await small();
	const { offset } = messageFields(message).find(({ name }) => /^frame \d+ content length$/.test(name))!;
	expect(await checkOf(message.with(offset + 3, 11))).toBe('final-frame');
});

it('catches an end at every place, and bytes behind the end', async () => {
	const message = await small();
	for (let end = 0; end < message.length; end++)
		expect(await checkOf(message.subarray(0, end)), `${end}`).toBe('truncated');
	expect(await checkOf(concat(message, new Uint8Array(1)))).toBe('trailing-bytes');
});

/** A header without a body, with so many wrapped keys as long as KMS makes them. */
const withKeys = (count: number, frameLength = 4096): Uint8Array =>
	buildHeader({
		suite: 0x0478,
		messageId: new Uint8Array(32),
		context: {},
		wrappedKeys: Array.from({ length: count }, () => ({ providerInfo: ARN, blob: new Uint8Array(184) })),
		frameLength,
		commitment: new Uint8Array(32)
	});

it('reads as many wrapped keys as the format can count, and asks for the data key', async () => {
	const source = concat(withKeys(0xffff), new Uint8Array(16));
	let seen = 0;
	const opening = openMessage({
		source,
		dataKey: async ({ wrappedKeys }) => {
			seen = wrappedKeys.length;
			return dataKey;
		}
	});
	await expect(opening).rejects.toMatchObject({ check: 'commitment' });
	expect(seen).toBe(0xffff);
});

it('stops reading a header that never ends', async () => {
	const start = withKeys(1);
	// The count of wrapped keys follows version, suite, message id and the empty context.
	start.set([0xff, 0xff], 37);
	const key = start.slice(39, 39 + 2 + 7 + 2 + ARN.length);
	let given = 0;
	async function* endless() {
		yield start.slice(0, 39);
		for (;;) {
			const piece = concat(
				...Array.from({ length: 64 }, () => [key, Uint8Array.of(0xff, 0xff), new Uint8Array(0xffff)]).flat()
			);
			given += piece.length;
			yield piece;
		}
	}
	await expect(openMessage({ dataKey, source: endless() })).rejects.toMatchObject({
		check: 'header-length',
		message: expect.stringContaining('expected a header of at most') as string
	});
	expect(given).toBeLessThan(64 * 1024 * 1024);
});

it.each([
	[1, [0x01, 0x80, 0x03, 0x78], 'version', 'format version 1'],
	[2, [0x02, 0x03, 0x78], 'suite', '0x0378 AES_256_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384'],
	[3, [0x41, 0x67], 'version', 'base64']
])('refuses by name (%i)', async (_, bytes, check, words) => {
	const opening = openMessage({ dataKey, source: Uint8Array.from(bytes) });
	await expect(opening).rejects.toMatchObject({ check, message: expect.stringContaining(words) as string });
});
