/** Reads the header of an AWS Encryption SDK message, byte by byte: what does not fit is named with its place. */
import { toHex } from '$lib/domain/bytes';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { Field } from '../field';
import { TAG_LENGTH, type AesGcmKey } from '../aes-gcm';
import { Cursor, preview, readable } from './cursor';
import {
	FRAMED,
	MESSAGE_ID_LENGTH,
	PROVIDER,
	PUBLIC_KEY_NAME,
	VERSION,
	ZERO_IV,
	type ParsedHeader,
	type WrappedKey
} from './header';
import { MessageError } from './message-error';
import { canRead, READS, SUITE_COMMIT_SIGNED, suiteName } from './suites';

const COMMITMENT_LENGTH = 32;

export async function headerTagFits(key: AesGcmKey, header: ParsedHeader): Promise<boolean> {
	return (await key.open(ZERO_IV, header.tag, header.covered)) !== undefined;
}

/**
 * Reads a header from the start of `bytes`; what follows it is not looked at.
 * @throws MessageError that names the check; TruncatedError when more bytes are needed.
 */
export function parseHeader(bytes: Uint8Array, note?: (field: Field) => void): ParsedHeader {
	const cursor = new Cursor(bytes, 0, note);
	const version = cursor.uint('version', 1, 'Version of the message format.');
	if (version !== VERSION) refuseVersion(version);
	const suite = cursor.uint('algorithm suite', 2, 'Which algorithms sealed this message.', suiteName);
	if (!canRead(suite))
		throw new MessageError(
			'suite',
			'algorithm suite',
			1,
			`the message has suite ${suiteName(suite)}; ${READS}`
		);
	const messageId = cursor.take(
		'message id',
		MESSAGE_ID_LENGTH,
		'Random name of this message; salt of its key derivation.'
	);
	const context = parseContext(cursor);
	if (suite === SUITE_COMMIT_SIGNED && !(PUBLIC_KEY_NAME in context))
		throw new MessageError(
			'context',
			'encryption context',
			35,
			`expected the pair ${PUBLIC_KEY_NAME} in the context of a signed message, got none`
		);
	const { wrappedKeys, otherProviders } = parseWrappedKeys(cursor);
	const contentType = cursor.uint('content type', 1, '2: the text is sealed in frames.');
	if (contentType !== FRAMED)
		throw new MessageError(
			'content-type',
			'content type',
			cursor.at - 1,
			`expected content type 2 (framed), got ${contentType}`
		);
	const frameLength = cursor.uint('frame length', 4, 'Bytes of text in every frame but the last.');
	if (frameLength === 0)
		throw new MessageError(
			'frame-length',
			'frame length',
			cursor.at - 4,
			'expected a frame length above 0, got 0'
		);
	const commitment = cursor.take(
		'key commitment',
		COMMITMENT_LENGTH,
		'Derived from the data key: only that one data key fits this message.'
	);
	const covered = bytes.slice(0, cursor.at);
	const tag = cursor
		.take('header tag', TAG_LENGTH, 'Authenticates every byte of the header before it.')
		.slice();
	return {
		suite,
		messageId: messageId.slice(),
		context,
		wrappedKeys,
		otherProviders,
		frameLength,
		commitment: commitment.slice(),
		covered,
		tag,
		length: cursor.at
	};
}

function refuseVersion(version: number): never {
	const got =
		version === 1
			? 'the message has format version 1 (a suite without key commitment)'
			: version === 0x41
				? 'the first byte is "A": this looks like base64 of a message'
				: `expected format version 2, got ${version}`;
	throw new MessageError('version', 'version', 0, `${got}; ${READS}`);
}

function parseContext(cursor: Cursor): EncryptionContext {
	const length = cursor.uint('context length', 2, 'Bytes of encryption context that follow; 0 means none.');
	const start = cursor.at;
	const wrong = (message: string): never => {
		throw new MessageError('context', 'encryption context', start, message);
	};
	if (length === 0) return {};
	const pairs: [string, string][] = [];
	const count = cursor.uint('context pairs', 2, 'Number of pairs.');
	if (count === 0) wrong('expected no context bytes at all for an empty context, got a count of 0');
	for (let i = 1; i <= count; i++) {
		const keyLength = cursor.uint(`context key ${i} length`, 2, 'Bytes of the key.');
		const key = cursor.text(
			`context key ${i}`,
			keyLength,
			'Key of a pair of encryption context, not secret.'
		);
		const valueLength = cursor.uint(`context value ${i} length`, 2, 'Bytes of the value.');
		const value = cursor.text(
			`context value ${i}`,
			valueLength,
			key === PUBLIC_KEY_NAME
				? 'Public key of the footer signature, put here by the SDK.'
				: 'Value of a pair of encryption context, not secret.'
		);
		pairs.push([key, value]);
	}
	if (cursor.at !== start + length)
		throw new MessageError(
			'length-field',
			'context length',
			start - 2,
			`expected pairs of ${length} bytes together, got ${cursor.at - start}`
		);
	const context = Object.fromEntries(pairs);
	if (Object.keys(context).length !== pairs.length) wrong('expected each context key once, got one twice');
	return context;
}

function parseWrappedKeys(cursor: Cursor): Pick<ParsedHeader, 'wrappedKeys' | 'otherProviders'> {
	const count = cursor.uint(
		'wrapped keys',
		2,
		'Number of copies of the data key, one for each wrapping key.'
	);
	if (count === 0)
		throw new MessageError(
			'wrapped-keys',
			'wrapped keys',
			cursor.at - 2,
			'expected at least one wrapped key, got 0'
		);
	const wrappedKeys: WrappedKey[] = [];
	const otherProviders: string[] = [];
	for (let i = 1; i <= count; i++) {
		const idLength = cursor.uint(`provider id ${i} length`, 2, 'Bytes of the provider id.');
		const provider = cursor.text(
			`provider id ${i}`,
			idLength,
			'Who wrapped this copy: aws-kms, or another keyring.'
		);
		if (provider === PROVIDER) wrappedKeys.push(parseWrappedByKms(cursor, i));
		else {
			otherProviders.push(provider);
			skipWrappedElsewhere(cursor, i);
		}
	}
	return { wrappedKeys, otherProviders };
}

function parseWrappedByKms(cursor: Cursor, i: number): WrappedKey {
	const infoLength = cursor.uint(`key ARN ${i} length`, 2, 'Bytes of the key ARN.');
	const providerInfo = cursor.text(`key ARN ${i}`, infoLength, 'The KMS key that wrapped this copy.');
	const blob = takeWrapped(cursor, i, 'The data key as KMS encrypted it: a KMS ciphertext blob.');
	return { providerInfo, blob: blob.slice() };
}

/** What another provider says of its key is its own affair: a raw keyring puts lengths and a nonce there. */
function skipWrappedElsewhere(cursor: Cursor, i: number): void {
	const infoLength = cursor.uint(`provider info ${i} length`, 2, 'Bytes of what the provider says of it.');
	const meaning = 'What that provider needs to find its key; only it knows the form.';
	cursor.take(`provider info ${i}`, infoLength, meaning, (bytes) => readable(bytes) ?? preview(bytes));
	takeWrapped(cursor, i, 'The data key as that provider encrypted it.');
}

function takeWrapped(cursor: Cursor, i: number, meaning: string): Uint8Array {
	const length = cursor.uint(`wrapped data key ${i} length`, 2, 'Bytes of the wrapped data key.');
	const head = (bytes: Uint8Array): string => `${toHex(bytes.subarray(0, 16))}…`;
	return cursor.take(`wrapped data key ${i}`, length, meaning, head);
}
