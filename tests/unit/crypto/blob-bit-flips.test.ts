/**
 * Every bit of a KMS ciphertext blob counts: which check catches its flip, field by field, in the cipher's own layer
 * and as Decrypt answers it. The twin of `tests/unit/message/damage.test.ts`, which does it for messages.
 */
import { describe, expect, it } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import type { Command } from '$lib/domain/entry';
import { blobFields } from '$lib/crypto/blob-fields';
import { FormatError } from '$lib/crypto/format-error';
import { AuthenticationError, openSymmetric } from '$lib/crypto/symmetric';
import { testWorld } from '../world/world';
import { aad, bound, bytes, seal } from './sample';

const BY_TAG = 'InvalidCiphertextException: authentication-tag';
const BY_FORM = 'InvalidCiphertextException: ciphertext-format';

interface Caught {
	/** The field that the parser finds wrong, or `tag`. */
	readonly check: string;
	/** What Decrypt answers when the caller names no key. */
	readonly answer: string;
	/** What it answers when the caller names the key; as above unless given. */
	readonly named?: string;
}
const CAUGHT_BY: Readonly<Record<string, Caught>> = {
	'Format version': { check: 'format version', answer: BY_FORM },
	Origin: { check: 'origin', answer: BY_FORM },
	'Fixed bytes': { check: 'fixed bytes', answer: BY_FORM },
	// To KMS it is a blob of a key that is not there, or not the key that was named.
	'Key material id': {
		check: 'key material id',
		answer: 'AccessDeniedException: resolve',
		named: 'IncorrectKeyException: key-mismatch'
	},
	'Fixed byte': { check: 'fixed bytes', answer: BY_FORM },
	'Derivation nonce': { check: 'tag', answer: BY_TAG },
	'Length of the rest': { check: 'length of the rest', answer: BY_FORM },
	'PKCS #7 EncryptedData': { check: 'DER structure', answer: BY_FORM },
	'GCM nonce': { check: 'tag', answer: BY_TAG },
	'Tag length and content head': { check: 'DER structure', answer: BY_FORM },
	'Encrypted content': { check: 'tag', answer: BY_TAG },
	'Authentication tag': { check: 'tag', answer: BY_TAG }
};
/** Encrypt and GenerateDataKey are both origins: taking one for the other is for the tag to notice. */
const OTHER_ORIGIN: Caught = { check: 'tag', answer: BY_TAG };

/** Each bit of a blob: the blob with it flipped, where it is, and what must catch it. */
function* flips(blob: Uint8Array): Generator<{ readonly flipped: Uint8Array; at: string; caught: Caught }> {
	let next = 0;
	for (const { name, offset, length } of blobFields(blob)) {
		expect(offset, 'no byte is left out').toBe(next);
		next += length;
		expect(CAUGHT_BY, name).toHaveProperty(name);
		for (let i = offset; i < next; i++)
			for (let bit = 0; bit < 8; bit++) {
				const caught = name === 'Origin' && bit === 0 ? OTHER_ORIGIN : CAUGHT_BY[name]!;
				yield { flipped: blob.with(i, blob[i]! ^ (1 << bit)), at: `${name}: byte ${i}, bit ${bit}`, caught };
			}
	}
	expect(next).toBe(blob.length);
}

async function refusedBy(ciphertext: Uint8Array): Promise<string> {
	try {
		await openSymmetric({ ...bound, ciphertext, aad });
	} catch (error) {
		if (error instanceof FormatError) return error.field;
		if (error instanceof AuthenticationError) return 'tag';
		throw error;
	}
	return 'nothing';
}

describe('in the cipher', () => {
	// DER takes one, two and three bytes for a length as the content grows.
	it.each([
		[1, 'Encrypt'],
		[32, 'GenerateDataKey'],
		[120, 'Encrypt'],
		[300, 'Encrypt']
	] as const)('%i bytes from %s', async (length, source) => {
		const blob = await seal(bytes(length, 50), source);
		expect(await refusedBy(blob)).toBe('nothing');
		for (const { flipped, at, caught } of flips(blob))
			expect(await refusedBy(flipped), at).toBe(caught.check);
	});
});

describe('as Decrypt answers', () => {
	const EncryptionContext = { purpose: 'tests' };

	it.each(['Encrypt', 'GenerateDataKey'] as const)('a blob from %s', async (source) => {
		const world = testWorld();
		const { KeyMetadata: key } = await world.kms('CreateKey', {});
		const KeyId = key.KeyId;
		const { CiphertextBlob } =
			source === 'Encrypt'
				? await world.kms(source, { KeyId, EncryptionContext, Plaintext: utf8('x') })
				: await world.kms(source, { KeyId, EncryptionContext, KeySpec: 'AES_128' });
		const head = world.timeline.head;
		const answer = async (input: object): Promise<string> => {
			const command = { type: 'kms', operation: 'Decrypt', input, ...world.acting } as Command;
			const { entry } = await world.run(command);
			world.timeline.seek(head);
			return entry.outcome.ok ? 'ok' : `${entry.outcome.error.code}: ${entry.outcome.error.why.check}`;
		};
		expect(await answer({ CiphertextBlob, EncryptionContext })).toBe('ok');
		for (const { flipped, at, caught } of flips(CiphertextBlob)) {
			const input = { CiphertextBlob: flipped, EncryptionContext };
			expect(await answer(input), at).toBe(caught.answer);
			expect(await answer({ ...input, KeyId }), at).toBe(caught.named ?? caught.answer);
		}
	});
});
