/**
 * What the page says stopped an opening. Every byte of a small message is flipped and the message opened as a person
 * opens it: in a world, by the keys of its KMS. `tests/unit/message/damage.test.ts` does it with the data key in hand.
 */
import { expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import { messageFields } from '$lib/crypto/message';
import { checkOf } from '$lib/view/checks';
import { testWorld } from '../world/world';

const TOO_EARLY = 'the length: the message ends too early';
const LENGTH = 'a length in the header';
const TEXT = 'the text encoding of a header field';
const CONTEXT = 'the encryption context in the header';
const KEYS = 'the encrypted data keys';
/** Of KMS, which is asked before the header's own tag can be checked. */
const KMS_TAG = 'the authentication tag';

/** Field (its number left out) → what the page may say caught a flipped byte in it. */
const CAUGHT_BY: Readonly<Record<string, readonly string[]>> = {
	version: ['the version in the first byte'],
	'algorithm suite': ['the algorithm suite', CONTEXT],
	'message id': ['the key commitment'],
	'context length': [LENGTH],
	'context pairs': [CONTEXT, TOO_EARLY],
	'context key length': [TEXT, TOO_EARLY],
	'context key': [KMS_TAG, TEXT],
	'context value length': [TEXT, TOO_EARLY, LENGTH],
	'context value': [KMS_TAG, TEXT],
	'wrapped keys': [KEYS, TOO_EARLY],
	'provider id length': [TEXT, TOO_EARLY],
	'provider id': [KEYS, TEXT],
	'key ARN length': [TEXT, TOO_EARLY],
	'key ARN': ['the search for the key that the ciphertext names', TEXT],
	'wrapped data key length': ['the content type', TOO_EARLY],
	'wrapped data key': [KMS_TAG, 'the check of the format', 'the comparison of the keys'],
	'content type': ['the content type'],
	'frame length': ['the tag of the header'],
	'key commitment': ['the key commitment'],
	'header tag': ['the tag of the header'],
	'frame final mark': ['the sequence number of a frame'],
	'frame sequence number': ['the sequence number of a frame'],
	'frame IV': ['the IV of a frame'],
	'frame content length': ['the length of the final frame', TOO_EARLY],
	'frame ciphertext': ['the tag of a frame'],
	'frame tag': ['the tag of a frame']
};

test('a flip in every byte of a small message is caught, and the page says by which check', async () => {
	const world = testWorld();
	const { acting, timeline } = world;
	const { KeyMetadata: key } = await world.kms('CreateKey', {});
	const { bytes: message } = await world.run({
		type: 'client.seal',
		name: 'note',
		plaintext: utf8('a small secret'),
		keyIds: [key.KeyId],
		context: { purpose: 'tests' },
		...acting
	});
	const { head } = timeline;
	const opened = async (bytes: Uint8Array): Promise<string | undefined> => {
		const execution = await world.run({ type: 'client.open', message: bytes, name: 'note', ...acting });
		timeline.seek(head);
		expect(execution.bytes !== undefined).toBe(execution.entry.outcome.ok);
		return checkOf(execution);
	};
	expect(await opened(message!)).toBeUndefined();
	const met = new Set<string>();
	for (const field of messageFields(message!)) {
		const name = field.name.replace(/ \d+/, '');
		expect(CAUGHT_BY, field.name).toHaveProperty(name);
		met.add(name);
		for (let at = field.offset; at < field.offset + field.length; at++)
			for (const flip of [0x01, 0x80, 0xff])
				expect(CAUGHT_BY[name], `${field.name}, byte ${at} ^ ${flip}`).toContain(
					await opened(message!.with(at, message![at]! ^ flip))
				);
	}
	expect([...met]).toEqual(Object.keys(CAUGHT_BY));
});
