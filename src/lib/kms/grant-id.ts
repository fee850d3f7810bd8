/**
 * Ids and tokens of grants, from the call that makes them.
 * Differs from AWS: the layout of a real grant token is not published; ours is 66 bytes in base64: version, a zero, the
 * grant's id, and 32 bytes that differ from call to call.
 */
import { sha256 } from '$lib/crypto/hash';
import { concat, fromBase64, fromHex, toBase64, toHex, utf8 } from '$lib/domain/bytes';
import { KmsError } from '$lib/domain/errors';

interface Seed {
	readonly parent: Uint8Array;
	readonly command: Uint8Array;
	/** Tells apart the calls of one command. */
	readonly label: string;
}

const PREFIX = new Uint8Array([1, 0]);
const TOKEN_LENGTH = 66;

/** 64 hex digits. */
export const deriveGrantId = ({ parent, command, label }: Seed): string =>
	toHex(sha256(concat(utf8('glass-kms grant id'), parent, command, utf8(label))));

export const deriveGrantToken = (grantId: string, { parent, command, label }: Seed): string =>
	toBase64(
		concat(
			PREFIX,
			fromHex(grantId),
			sha256(concat(utf8('glass-kms grant token'), fromHex(grantId), parent, command, utf8(label)))
		)
	);

/** The id of the grant that a token is of. @throws KmsError InvalidGrantTokenException */
export function grantIdOfToken(token: string): string {
	const bytes = readBase64(token);
	if (bytes?.length !== TOKEN_LENGTH || bytes[0] !== PREFIX[0] || bytes[1] !== PREFIX[1])
		throw new KmsError('InvalidGrantTokenException', '', {
			check: 'validation',
			detail: 'expected a grant token as CreateGrant answers it'
		});
	return toHex(bytes.subarray(2, 34));
}

function readBase64(text: string): Uint8Array | undefined {
	try {
		return fromBase64(text);
	} catch {
		return undefined;
	}
}

/** @throws KmsError InvalidGrantIdException */
export function checkGrantId(id: string): void {
	if (/^[0-9a-f]{64}$/.test(id)) return;
	throw new KmsError('InvalidGrantIdException', '', {
		check: 'validation',
		detail: 'expected a grant id of 64 hex digits',
		got: id
	});
}
