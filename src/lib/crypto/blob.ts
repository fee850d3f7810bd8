/**
 * The KMS ciphertext blob: bytes ⇄ structure. It knows no keys.
 * AWS publishes no layout. This one is modelled on public ciphertexts of the real KMS: a version, the id of the
 * key material, a 16-byte field that differs per call, then PKCS #7 EncryptedData in DER with AES-256-GCM.
 * So a wrapped AES-256 data key has 184 bytes here too. Label it as a model wherever it is shown.
 * Sources: RFC 2315 (PKCS #7), RFC 5084 (AES-GCM in CMS), our reading of public samples (2026).
 */
import { IV_LENGTH, TAG_LENGTH } from './aes-gcm';
import { concat, equalBytes, fromHex, toHex, uint32 } from '$lib/domain/bytes';
import { keyMaterialId, type KeyMaterialId } from '$lib/domain/ids';
import { NONCE_LENGTH } from './blob-nonce';
import { FormatError } from './format-error';

export { NONCE_LENGTH } from './blob-nonce';

export type BlobSource = 'Encrypt' | 'GenerateDataKey';
export interface ParsedBlob {
	readonly source: BlobSource;
	readonly materialId: KeyMaterialId;
	/** 16 bytes: input of the key derivation. */
	readonly nonce: Uint8Array;
	/** 12 bytes. */
	readonly iv: Uint8Array;
	/** Encrypted content without tag: 11 bytes of inner wrapping and the plaintext. */
	readonly body: Uint8Array;
	/** 16 bytes. */
	readonly tag: Uint8Array;
	/** The first 58 bytes and the DER up to the content: all of it is authenticated. */
	readonly header: Uint8Array;
}

/** API ceiling of a CiphertextBlob, in bytes. Source: KMS service model 2014-11-01, CiphertextType. */
export const MAX_BLOB = 6144;
/** One byte of plaintext gives 153 bytes; an empty content is never sealed. */
export const MIN_BLOB = 153;
const ENCRYPTED_DATA = fromHex('06092a864886f70d010706');
const DATA = fromHex('06092a864886f70d010701');
const AES256_GCM = fromHex('060960864801650304012e');
const SOURCE_BYTE: Readonly<Record<BlobSource, number>> = { Encrypt: 2, GenerateDataKey: 3 };

/** The head of a DER element, and what of its content comes first; `open`: bytes of content still to come. */
function der(tag: number, content: Uint8Array, open = 0): Uint8Array {
	const n = content.length + open;
	const length = n < 0x80 ? [n] : n < 0x100 ? [0x81, n] : [0x82, n >>> 8, n & 0xff];
	return concat(new Uint8Array([tag, ...length]), content);
}

/** EncryptedData up to its content, which is the last of every element around it. `length`: bytes of that content. */
function encryptedData(iv: Uint8Array, length: number): Uint8Array {
	const parameters = der(0x30, concat(der(0x04, iv), new Uint8Array([0x02, 1, TAG_LENGTH])));
	const algorithm = der(0x30, concat(AES256_GCM, parameters));
	const info = der(0x30, concat(DATA, algorithm, der(0x80, new Uint8Array(), length)), length);
	const data = der(0x30, concat(new Uint8Array([0x02, 1, 0]), info), length);
	return der(0x30, concat(ENCRYPTED_DATA, der(0xa0, data, length)), length);
}

/** All bytes before the encrypted content: what a blob of this shape starts with. */
export function blobHeader(of: {
	readonly source: BlobSource;
	readonly materialId: KeyMaterialId;
	readonly nonce: Uint8Array;
	readonly iv: Uint8Array;
	/** Bytes of encrypted content with its tag. */
	readonly contentLength: number;
}): Uint8Array {
	const rest = encryptedData(of.iv, of.contentLength);
	return concat(
		new Uint8Array([1, 2, SOURCE_BYTE[of.source], 0, 0x78]),
		fromHex(of.materialId),
		new Uint8Array([1]),
		of.nonce,
		uint32(rest.length + of.contentLength),
		rest
	);
}

export function buildBlob(header: Uint8Array, content: Uint8Array): Uint8Array {
	return concat(header, content);
}

const hexByte = (value: number | undefined): string =>
	value === undefined ? 'the end' : value.toString(16).padStart(2, '0');

/** How long the bytes before the content are, in a blob of `total` bytes; DER lengths make it 126 to 134. */
function headerLength(total: number): number {
	let length = lengths.get(total);
	if (length === undefined) lengths.set(total, (length = findHeaderLength(total)));
	return length;
}
/** By the blob's size; no blob is longer than 6 KiB, so there are not many. */
const lengths = new Map<number, number>();

function findHeaderLength(total: number): number {
	for (let length = 120; length < 140; length++) {
		const contentLength = total - length;
		if (contentLength > 0 && emptyHeader(contentLength).length === length) return length;
	}
	throw new FormatError('length', 0, `length: ${total} bytes fit no blob`);
}

const emptyHeader = (contentLength: number): Uint8Array =>
	blobHeader({
		source: 'Encrypt',
		materialId: '00'.repeat(32) as KeyMaterialId,
		nonce: new Uint8Array(NONCE_LENGTH),
		iv: new Uint8Array(IV_LENGTH),
		contentLength
	});

/** Where the GCM nonce starts: before the tag length (3 bytes) and the head of the content element. */
export function ivOffset(headerBytes: number, contentLength: number): number {
	const head = contentLength < 0x80 ? 2 : contentLength < 0x100 ? 3 : 4;
	return headerBytes - head - 3 - IV_LENGTH;
}

/**
 * Every byte of the header is compared with what a blob of these fields must have; nothing is guessed.
 * @throws FormatError that names the field, the byte, what was expected and what was found.
 */
export function parseBlob(bytes: Uint8Array): ParsedBlob {
	if (bytes.length < MIN_BLOB || bytes.length > MAX_BLOB)
		throw new FormatError(
			'length',
			0,
			`length: expected ${MIN_BLOB} to ${MAX_BLOB} bytes, got ${bytes.length}`
		);
	const source = (Object.keys(SOURCE_BYTE) as BlobSource[]).find((name) => SOURCE_BYTE[name] === bytes[2]);
	if (!source)
		throw new FormatError(
			'origin',
			2,
			`origin: expected 02 (Encrypt) or 03 (GenerateDataKey) at byte 2, got ${hexByte(bytes[2])}`
		);
	const start = headerLength(bytes.length);
	const iv = ivOffset(start, bytes.length - start);
	const parsed = {
		source,
		materialId: keyMaterialId(toHex(bytes.subarray(5, 37))),
		nonce: bytes.slice(38, 54),
		iv: bytes.slice(iv, iv + IV_LENGTH),
		body: bytes.slice(start, bytes.length - TAG_LENGTH),
		tag: bytes.slice(bytes.length - TAG_LENGTH)
	};
	const header = blobHeader({ ...parsed, contentLength: bytes.length - start });
	const found = bytes.subarray(0, start);
	if (!equalBytes(header, found)) {
		const at = header.findIndex((byte, i) => byte !== found[i]);
		const field =
			at < 2 ? 'format version' : at < 38 ? 'fixed bytes' : at < 58 ? 'length of the rest' : 'DER structure';
		throw new FormatError(
			field,
			at,
			`${field}: expected ${hexByte(header[at])} at byte ${at}, got ${hexByte(found[at])}`
		);
	}
	return { ...parsed, header };
}
