/** Whether a key is of the kind that an operation takes: its usage, its algorithms, its origin. */
import { KmsError } from '$lib/domain/errors';
import { originOf, specOf, type KeyRecord } from '$lib/domain/key';
import type {
	AsymmetricKeySpec,
	EcdsaKeySpec,
	HmacKeySpec,
	KeySpec,
	KeyUsage,
	MlKemKeySpec,
	RsaEncryptionAlgorithm,
	RsaKeySpec
} from '$lib/domain/key-spec';
import { KEY_SPEC_FACTS } from '$lib/facts/key-specs';
import type { Call } from './call';
import { unsupported, wrongOrigin } from './unsupported';
import { requireUsage } from './usage';

export { requireSymmetricKey, requireUsage } from './usage';

/** The specs that a usage leaves, once the algorithm was checked, too. */
interface SpecsOf {
	readonly SIGN_VERIFY: AsymmetricKeySpec;
	readonly GENERATE_VERIFY_MAC: HmacKeySpec;
	readonly KEY_AGREEMENT: EcdsaKeySpec;
	readonly ENCAPSULATE_DECAPSULATE: MlKemKeySpec;
	readonly ENCRYPT_DECRYPT: RsaKeySpec | 'SYMMETRIC_DEFAULT';
}

const ALGORITHMS = {
	SIGN_VERIFY: 'signing',
	GENERATE_VERIFY_MAC: 'mac',
	KEY_AGREEMENT: 'agreement',
	ENCAPSULATE_DECAPSULATE: 'encapsulation',
	ENCRYPT_DECRYPT: 'encryption'
} as const satisfies Record<KeyUsage, string>;

/** The algorithms with which a key of this spec and usage works. */
export const algorithmsOf = (spec: KeySpec, usage: KeyUsage): readonly string[] =>
	KEY_SPEC_FACTS[spec][ALGORITHMS[usage]] ?? [];

/** @returns the key's spec, one of those the usage leaves. @throws KmsError InvalidKeyUsageException */
export function requireAlgorithm<U extends KeyUsage>(
	call: Pick<Call, 'operation'>,
	key: KeyRecord,
	usage: U,
	algorithm: string
): SpecsOf[U] {
	requireUsage(call, key, usage);
	const spec = specOf(key);
	const fitting = algorithmsOf(spec, usage);
	if (fitting.includes(algorithm)) return spec as SpecsOf[U];
	throw new KmsError(
		'InvalidKeyUsageException',
		`Algorithm ${algorithm} is incompatible with key spec ${spec}.`,
		{
			check: 'validation',
			detail: `a key of spec ${spec} and usage ${usage} takes ${fitting.join(', ')}`,
			expected: fitting.join(', '),
			got: algorithm
		}
	);
}

/** @throws KmsError UnsupportedOperationException */
export function requireExternal(key: KeyRecord): void {
	if (originOf(key) !== 'EXTERNAL') throw wrongOrigin(key);
}

/** Rotation is for symmetric encryption keys. @throws KmsError UnsupportedOperationException */
export function requireRotatable(key: KeyRecord, kind: 'automatic' | 'on-demand'): void {
	if (specOf(key) !== 'SYMMETRIC_DEFAULT')
		throw unsupported('', `a key of spec ${specOf(key)} does not rotate: only symmetric encryption keys do`);
	if (kind === 'automatic' && originOf(key) !== 'AWS_KMS') throw wrongOrigin(key);
}

/** A spec that no code here can do. @throws KmsError UnsupportedOperationException */
export function requireBuilt(spec: KeySpec): asserts spec is Exclude<KeySpec, 'SM2'> {
	const { missing } = KEY_SPEC_FACTS[spec];
	if (missing) throw unsupported(`KeySpec ${spec} is not supported: ${missing}.`, missing);
}

export const isOaep = (algorithm: string | undefined): algorithm is RsaEncryptionAlgorithm =>
	algorithm === 'RSAES_OAEP_SHA_1' || algorithm === 'RSAES_OAEP_SHA_256';
