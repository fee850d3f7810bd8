/**
 * What a constraint is, and those on the operations that every world begins with: a page starts without the others.
 * Sources: as constraints.ts says.
 */
import type { Input } from '$lib/domain/operations';
import { LIMITS } from './limits';

export type MemberType =
	'string' | 'integer' | 'boolean' | 'blob' | 'map' | 'list' | 'structure' | 'timestamp';
export interface Constraint {
	readonly type: MemberType;
	readonly required?: true;
	/** Length of a string, blob or list; value of an integer. */
	readonly min?: number;
	readonly max?: number;
	readonly pattern?: string;
	readonly values?: readonly string[];
	/** Of a list: what each item must be. */
	readonly items?: Constraint;
	/** Of a structure. */
	readonly members?: Readonly<Record<string, Constraint>>;
	/** A complaint does not print the value. */
	readonly sensitive?: true;
}

export const keyId: Constraint = { type: 'string', required: true, min: 1, max: 2048 };
export const context: Constraint = { type: 'map' };
export const grantTokens: Constraint = {
	type: 'list',
	min: 0,
	max: 10,
	items: { type: 'string', min: 1, max: 8192 }
};
/** No maximum here: KMS itself answers too many with TagException. */
export const tags: Constraint = {
	type: 'list',
	items: {
		type: 'structure',
		members: {
			TagKey: { type: 'string', required: true, ...LIMITS.tagKey },
			TagValue: { type: 'string', required: true, ...LIMITS.tagValue }
		}
	}
};
export const policy: Constraint = {
	type: 'string',
	min: 1,
	max: 131072,
	pattern: '^[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+$'
};
export const bool: Constraint = { type: 'boolean' };
export const aliasName: Constraint = {
	type: 'string',
	required: true,
	min: 1,
	max: 256,
	pattern: '^[a-zA-Z0-9:/_-]+$'
};
const usage: Constraint = {
	type: 'string',
	values: [
		'ENCAPSULATE_DECAPSULATE',
		'ENCRYPT_DECRYPT',
		'GENERATE_VERIFY_MAC',
		'KEY_AGREEMENT',
		'SIGN_VERIFY'
	]
};
export const KEY_SPECS: readonly string[] = [
	'ECC_NIST_EDWARDS25519',
	'ECC_NIST_P256',
	'ECC_NIST_P384',
	'ECC_NIST_P521',
	'ECC_SECG_P256K1',
	'HMAC_224',
	'HMAC_256',
	'HMAC_384',
	'HMAC_512',
	'ML_DSA_44',
	'ML_DSA_65',
	'ML_DSA_87',
	'ML_KEM_1024',
	'ML_KEM_512',
	'ML_KEM_768',
	'RSA_2048',
	'RSA_3072',
	'RSA_4096',
	'SM2',
	'SYMMETRIC_DEFAULT'
];
const spec: Constraint = { type: 'string', values: KEY_SPECS };
/** Its old name was given up before the newest specs came. Source: service model, CustomerMasterKeySpec. */
const oldSpec: Constraint = {
	type: 'string',
	values: KEY_SPECS.filter((one) => !/^ML_|EDWARDS/.test(one))
};
export const dataKey = {
	KeyId: keyId,
	EncryptionContext: context,
	NumberOfBytes: { type: 'integer', min: 1, max: 1024 },
	KeySpec: { type: 'string', values: ['AES_128', 'AES_256'] },
	GrantTokens: grantTokens,
	DryRun: bool
} as const satisfies Record<string, Constraint>;

type First = 'CreateKey' | 'CreateAlias' | 'GenerateDataKey';

export const FIRST_CONSTRAINTS = {
	CreateKey: {
		Policy: policy,
		Description: { type: 'string', min: 0, max: 8192 },
		KeyUsage: usage,
		CustomerMasterKeySpec: oldSpec,
		KeySpec: spec,
		Origin: { type: 'string', values: ['AWS_CLOUDHSM', 'AWS_KMS', 'EXTERNAL', 'EXTERNAL_KEY_STORE'] },
		CustomKeyStoreId: { type: 'string', min: 1, max: 64 },
		BypassPolicyLockoutSafetyCheck: bool,
		Tags: tags,
		MultiRegion: bool,
		XksKeyId: { type: 'string', min: 1, max: 128, pattern: '^[a-zA-Z0-9-_.]+$' }
	},
	CreateAlias: { AliasName: aliasName, TargetKeyId: keyId },
	GenerateDataKey: dataKey
} as const satisfies { readonly [O in First]: { readonly [M in keyof Input<O>]-?: Constraint } };
