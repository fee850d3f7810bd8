/**
 * The header of an AWS Encryption SDK message, version 2: what is sealed under which keys, before any of it is opened.
 * Source: AWS Encryption SDK Developer Guide, "Message format reference"; checked against @aws-crypto/client-node 5.
 */
import { concat, joined, uint16, uint32, utf8 } from '$lib/domain/bytes';
import { canonicalContext, type EncryptionContext } from '$lib/domain/encryption-context';
import { IV_LENGTH, type AesGcmKey } from '../aes-gcm';

export const MESSAGE_ID_LENGTH = 32;
export const PUBLIC_KEY_NAME = 'aws-crypto-public-key';
export const VERSION = 2;
export const FRAMED = 2;
export const PROVIDER = 'aws-kms';

/** A data key as one KMS key wrapped it. `providerInfo` is the ARN of that key. */
export interface WrappedKey {
	readonly providerInfo: string;
	readonly blob: Uint8Array;
}

export interface HeaderFields {
	readonly suite: number;
	readonly messageId: Uint8Array;
	readonly context: EncryptionContext;
	readonly wrappedKeys: readonly WrappedKey[];
	readonly frameLength: number;
	readonly commitment: Uint8Array;
}

export interface ParsedHeader extends HeaderFields {
	/** Wrapped keys of other providers than KMS; kept so that nothing is overlooked. */
	readonly otherProviders: readonly string[];
	/** All header bytes before the tag: what the tag covers. A copy. */
	readonly covered: Uint8Array;
	readonly tag: Uint8Array;
	/** Length with the tag. */
	readonly length: number;
}

/** The header without its tag. @throws RangeError when a part does not fit its length field. */
export function buildHeader(fields: HeaderFields): Uint8Array {
	if (fields.messageId.length !== MESSAGE_ID_LENGTH)
		throw new RangeError(`expected a message id of 32 bytes, got ${fields.messageId.length}`);
	if (fields.wrappedKeys.length === 0) throw new RangeError('expected at least one wrapped key, got none');
	return concat(
		new Uint8Array([VERSION]),
		uint16(fields.suite),
		fields.messageId,
		prefixed('encryption context', canonicalContext(fields.context)),
		uint16(fields.wrappedKeys.length),
		joined(
			fields.wrappedKeys.flatMap((key) => [
				prefixed('provider id', utf8(PROVIDER)),
				prefixed('key ARN', utf8(key.providerInfo)),
				prefixed('wrapped data key', key.blob)
			])
		),
		new Uint8Array([FRAMED]),
		uint32(fields.frameLength),
		fields.commitment
	);
}

function prefixed(name: string, bytes: Uint8Array): Uint8Array {
	if (bytes.length > 0xffff)
		throw new RangeError(`expected at most 65535 bytes of ${name}, got ${bytes.length}`);
	return concat(uint16(bytes.length), bytes);
}

export const ZERO_IV = new Uint8Array(IV_LENGTH);
const NOTHING = new Uint8Array();

/** AES-GCM over no text: the tag alone, with the header as additional data and an IV of zeros. */
export const headerTag = (key: AesGcmKey, covered: Uint8Array): Promise<Uint8Array> =>
	key.seal(ZERO_IV, NOTHING, covered);
