/**
 * The import token: bytes ⇄ structure. Version, wrapping key spec and algorithm, end of validity, nonce, and the
 * wrapping private key sealed by the HSM; the seal binds all that stands before it.
 * Differs from AWS: the layout is ours; AWS publishes none, and its tokens are opaque, too.
 */
import { concat } from '$lib/domain/bytes';
import type { RsaKeySpec, WrappingAlgorithm } from '$lib/domain/key-spec';
import { WRAPPING } from '$lib/facts/key-specs';
import { FormatError } from '../format-error';

const VERSION = 1;
const IV = 12;
/** Version, spec, algorithm, time. */
const FIXED = 3 + 8;
const HEAD = FIXED + IV;

export interface ImportTokenFields {
	readonly keySpec: RsaKeySpec;
	readonly algorithm: WrappingAlgorithm;
	/** World time in milliseconds. */
	readonly validTo: number;
	readonly iv: Uint8Array;
}

export async function writeImportToken(
	of: ImportTokenFields,
	seal: (iv: Uint8Array, head: Uint8Array) => Promise<Uint8Array>
): Promise<Uint8Array> {
	const head = new Uint8Array(HEAD);
	head[0] = VERSION;
	head[1] = WRAPPING.keySpecs.indexOf(of.keySpec);
	head[2] = WRAPPING.algorithms.indexOf(of.algorithm);
	new DataView(head.buffer).setFloat64(3, of.validTo);
	head.set(of.iv, FIXED);
	return concat(head, await seal(of.iv, head));
}

/** @throws FormatError; whether it is genuine only the HSM can tell. */
export function readImportToken(
	bytes: Uint8Array
): ImportTokenFields & { readonly head: Uint8Array; readonly sealed: Uint8Array } {
	if (bytes.length <= HEAD)
		throw new FormatError('length', 0, `length: expected more than ${HEAD} bytes, got ${bytes.length}`);
	if (bytes[0] !== VERSION)
		throw new FormatError('version', 0, `version: expected ${VERSION}, got ${bytes[0]}`);
	const keySpec = WRAPPING.keySpecs[bytes[1]!];
	const algorithm = WRAPPING.algorithms[bytes[2]!];
	if (!keySpec || !algorithm)
		throw new FormatError('wrapping', 1, 'wrapping: expected a wrapping key spec and algorithm');
	const head = bytes.subarray(0, HEAD);
	return {
		keySpec,
		algorithm,
		validTo: new DataView(head.buffer, head.byteOffset).getFloat64(3),
		iv: bytes.subarray(FIXED, HEAD),
		head,
		sealed: bytes.subarray(HEAD)
	};
}
