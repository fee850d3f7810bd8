/**
 * From the data key of a message: the key its frames are sealed with, and the commitment that ties the message to
 * that one data key. HKDF (RFC 5869) with SHA-512; salt = message id.
 * Source: AWS Encryption SDK Developer Guide, "Algorithms reference" (suites with key commitment).
 */
import { concat, uint16, utf8 } from '$lib/domain/bytes';

/** Of the data key, the message key and the commitment, in bytes. */
const LENGTH = 32;

export interface MessageKeys {
	/** 32 bytes; wipe after import. */
	readonly messageKey: Uint8Array;
	/** 32 bytes; public, it travels in the header. */
	readonly commitment: Uint8Array;
}

const COMMIT = utf8('COMMITKEY');

/** By crypto.subtle where there is one, else by @noble/hashes, fetched only there: the same bytes.
 * @throws RangeError when the data key is not 32 bytes: both suites are AES-256. */
export async function deriveMessageKeys(
	from: {
		/** Not kept: read before the promise is returned. */
		readonly dataKey: Uint8Array;
		readonly messageId: Uint8Array;
		readonly suite: number;
	},
	subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle
): Promise<MessageKeys> {
	if (from.dataKey.length !== LENGTH)
		throw new RangeError(`expected a data key of ${LENGTH} bytes, got ${from.dataKey.length}`);
	const infos = [concat(uint16(from.suite), utf8('DERIVEKEY')), COMMIT];
	const [messageKey, commitment] = await (subtle ? subtleHkdf(subtle, from, infos) : nobleHkdf(from, infos));
	return { messageKey: messageKey!, commitment: commitment! };
}

interface Secret {
	readonly dataKey: Uint8Array;
	readonly messageId: Uint8Array;
}

/** 32 bytes for each info. */
async function subtleHkdf(subtle: SubtleCrypto, secret: Secret, infos: readonly Uint8Array[]) {
	const salt = secret.messageId.slice();
	const key = await subtle.importKey('raw', secret.dataKey as BufferSource, 'HKDF', false, ['deriveBits']);
	return Promise.all(
		infos.map(async (info) => {
			const by = { name: 'HKDF', hash: 'SHA-512', salt, info: info as BufferSource };
			return new Uint8Array(await subtle.deriveBits(by, key, LENGTH * 8));
		})
	);
}

/** 32 bytes for each info. */
async function nobleHkdf(secret: Secret, infos: readonly Uint8Array[]) {
	const dataKey = secret.dataKey.slice();
	const [{ hkdf }, { sha512 }] = await Promise.all([
		import('@noble/hashes/hkdf.js'),
		import('@noble/hashes/sha2.js')
	]);
	const keys = infos.map((info) => hkdf(sha512, dataKey, secret.messageId, info, LENGTH));
	dataKey.fill(0);
	return keys;
}
