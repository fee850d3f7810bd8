/**
 * The body: text sealed in frames of equal length, each under its own sequence number, the last one marked.
 * IV = sequence number; additional data ties a frame to its message, its place and its length.
 * Source: AWS Encryption SDK Developer Guide, "Message format reference" and "Body AAD reference".
 */
import { concat, uint32, utf8 } from '$lib/domain/bytes';
import { IV_LENGTH, TAG_LENGTH } from '../aes-gcm';

export const FINAL_MARK = 0xffffffff;
const MAX_FRAMES = FINAL_MARK - 1;
const KIB = 1024;
const FRAME = utf8('AWSKMSEncryptionClient Frame');
const FINAL_FRAME = utf8('AWSKMSEncryptionClient Final Frame');

/** Larger frames than 1 MiB gained nothing where this was measured; small texts get the SDK's own 4096. */
export function frameLengthFor(length: number): number {
	if (length <= 64 * KIB) return 4 * KIB;
	return length <= 16 * KIB * KIB ? 64 * KIB : KIB * KIB;
}

/** An empty text has one empty final frame; a text of whole frames ends with a full final frame. */
export function frameCount(length: number, frameLength: number): number {
	const count = Math.max(1, Math.ceil(length / frameLength));
	if (count > MAX_FRAMES) throw new RangeError(`expected at most ${MAX_FRAMES} frames, got ${count}`);
	return count;
}

/** Length of the body of a text of `length` bytes. */
export const bodyLength = (length: number, frameLength: number): number =>
	length + frameCount(length, frameLength) * (4 + IV_LENGTH + TAG_LENGTH) + 8;

export function frameIv(sequence: number): Uint8Array {
	const iv = new Uint8Array(IV_LENGTH);
	iv.set(uint32(sequence), IV_LENGTH - 4);
	return iv;
}

/** Everything of a frame before its ciphertext. */
export const frameHead = (sequence: number, length: number, final: boolean): Uint8Array =>
	final
		? concat(uint32(FINAL_MARK), uint32(sequence), frameIv(sequence), uint32(length))
		: concat(uint32(sequence), frameIv(sequence));

export function frameAad(
	messageId: Uint8Array,
	sequence: number,
	length: number,
	final: boolean
): Uint8Array {
	const label = final ? FINAL_FRAME : FRAME;
	return concat(messageId, label, uint32(sequence), uint32(0), uint32(length));
}

/** How many frames are worked on at a time: enough to keep the cipher's threads busy, little enough for memory. */
export const framesAtOnce = (frameLength: number): number => (frameLength > 256 * KIB ? 4 : 16);
