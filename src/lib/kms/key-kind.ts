/** What kind of key CreateKey is asked for. Fetched with the first that is none of the default kind. */
import type { KeyOrigin, KeySpec, KeyUsage } from '$lib/domain/key-spec';
import type { Input } from '$lib/domain/operations';
import { KEY_SPEC_FACTS } from '$lib/facts/key-specs';
import { requireBuilt } from './key-use';
import { unsupported } from './unsupported';
import { invalid } from './validate';

export interface Kind {
	readonly spec: Exclude<KeySpec, 'SM2'>;
	readonly usage: KeyUsage;
	readonly origin: KeyOrigin;
}

/** @throws KmsError ValidationException, UnsupportedOperationException */
export function kindOf(input: Input<'CreateKey'>): Kind {
	const spec = (input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT') as KeySpec;
	if (input.KeyUsage === undefined && spec !== 'SYMMETRIC_DEFAULT')
		throw invalid('You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.');
	const usage = (input.KeyUsage ?? 'ENCRYPT_DECRYPT') as KeyUsage;
	if (!KEY_SPEC_FACTS[spec].usages.includes(usage))
		throw invalid(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
	requireBuilt(spec);
	const origin = (input.Origin ?? 'AWS_KMS') as KeyOrigin;
	if (origin === 'EXTERNAL' && !KEY_SPEC_FACTS[spec].import)
		throw unsupported(
			`KeySpec ${spec} is not supported for Origin EXTERNAL.`,
			`key material of spec ${spec} cannot be imported`
		);
	const stored =
		input.CustomKeyStoreId !== undefined || origin === 'AWS_CLOUDHSM' || origin === 'EXTERNAL_KEY_STORE';
	if (stored && spec !== 'SYMMETRIC_DEFAULT')
		throw unsupported(
			`KeySpec ${spec} is not supported for Origin ${origin}.`,
			'a custom key store holds symmetric encryption keys only'
		);
	if (stored && input.MultiRegion)
		throw unsupported('', 'a key in a custom key store cannot be a multi-Region key');
	return { spec, usage, origin };
}
