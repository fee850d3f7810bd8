/** A key's kind in words: what it is for, where its material comes from, in how many Regions. */
import { parseKmsArn } from '$lib/domain/ids';
import { originOf, specOf, usageOf, type KeyRecord } from '$lib/domain/key';
import type { KeyUsage } from '$lib/domain/key-spec';

export const regionOf = (arn: string): string => parseKmsArn(arn)?.region ?? '';

const ORIGINS = {
	AWS_KMS: '',
	EXTERNAL: 'imported',
	AWS_CLOUDHSM: 'CloudHSM store',
	EXTERNAL_KEY_STORE: 'external store'
} as const;

/** What sets it apart from a plain symmetric key of one Region; [] for such a key. */
export function peculiarities(key: KeyRecord): readonly string[] {
	const spec = specOf(key);
	return [
		...(spec === 'SYMMETRIC_DEFAULT' ? [] : [spec]),
		...(spec.startsWith('RSA_') || spec.startsWith('ECC_NIST_P') ? [USAGE_WORDS[usageOf(key)]] : []),
		...(ORIGINS[originOf(key)] ? [ORIGINS[originOf(key)]] : []),
		...(key.multiRegion ? ['multi-Region'] : [])
	];
}

export const USAGE_WORDS: Readonly<Record<KeyUsage, string>> = {
	ENCRYPT_DECRYPT: 'encrypts',
	SIGN_VERIFY: 'signs',
	GENERATE_VERIFY_MAC: 'makes MACs',
	KEY_AGREEMENT: 'agrees',
	ENCAPSULATE_DECAPSULATE: 'encapsulates'
};
