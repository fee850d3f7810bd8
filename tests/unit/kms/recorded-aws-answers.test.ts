/**
 * Answers recorded from the real AWS KMS (localstack/localstack, 2023–2026; see tests/vectors/README.md), held against
 * ours: error codes and messages to the letter, members of results by name, values where they are not placeholders.
 * Every recorded case is compared, or stands in a table below with the reason why not.
 */
import { describe, expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import { named, sharedVectors } from '../../vectors/shared-vectors';
import { OTHER_KEYS } from './recorded-other-keys';
import { compared, NO_KEY, NO_MRK, SECOND_REGION, type Compared, type Members } from './recorded-world';

interface Recorded {
	readonly 'recorded-date': string;
	readonly 'recorded-content': Members;
}
const recorded = sharedVectors('aws-answers/recorded-kms-answers.json') as
	Readonly<Record<string, Recorded>> | undefined;

const describeKey = async ({ ask, key }: Compared, input: object): Promise<unknown> => {
	const { id } = await key(input);
	return (await ask('DescribeKey', { KeyId: id }))['KeyMetadata'];
};
const randomOf =
	(length: number) =>
	async ({ ask }: Compared): Promise<Members> => {
		const { Plaintext } = await ask('GenerateRandom', { NumberOfBytes: length });
		return { result_length: (Plaintext as Uint8Array).length };
	};
const randomRefused =
	(NumberOfBytes?: number) =>
	async ({ ask }: Compared): Promise<Members> => ({
		'generate-random-exc': await ask('GenerateRandom', NumberOfBytes === undefined ? {} : { NumberOfBytes })
	});
const rotated = async ({ ask, key }: Compared): Promise<Members> => ({
	'rotate-on-demand-response': await ask('RotateKeyOnDemand', { KeyId: (await key()).id })
});
const rotationStatus =
	(RotationPeriodInDays: number) =>
	async ({ ask, key }: Compared): Promise<Members> => {
		const { id: KeyId } = await key();
		await ask('EnableKeyRotation', { KeyId, RotationPeriodInDays });
		return { match_response: await ask('GetKeyRotationStatus', { KeyId }) };
	};
const rotatedAndStatus =
	(enable: boolean) =>
	async ({ ask, key }: Compared): Promise<Members> => {
		const { id: KeyId } = await key();
		if (enable) await ask('EnableKeyRotation', { KeyId });
		return {
			'rotate-on-demand-response': await ask('RotateKeyOnDemand', { KeyId }),
			'rotation-status-response-after-rotation': await ask('GetKeyRotationStatus', { KeyId })
		};
	};
const withTags =
	(part: string, ...Tags: readonly { TagKey: string; TagValue: string }[]) =>
	async ({ ask }: Compared): Promise<Members> => ({ [part]: await ask('CreateKey', { Tags }) });
const wrongContext =
	(operation: string) =>
	async ({ ask, key }: Compared): Promise<Members> => {
		const { id: KeyId } = await key();
		const made = await ask(operation, { KeyId, KeySpec: 'AES_256', EncryptionContext: { a: 'b' } });
		const { CiphertextBlob } = made;
		return { 'decrypt-without-encryption-context': await ask('Decrypt', { CiphertextBlob }) };
	};

/** Recorded case → the same calls here; what comes back has the recording's parts. */
const CASES: Readonly<Record<string, (with_: Compared) => Promise<Members>>> = {
	...OTHER_KEYS,
	'test_generate_random_invalid_number_of_bytes[None]': randomRefused(),
	'test_generate_random_invalid_number_of_bytes[0]': randomRefused(0),
	'test_generate_random_invalid_number_of_bytes[1025]': randomRefused(1025),
	'test_generate_random[12]': randomOf(12),
	'test_generate_random[44]': randomOf(44),
	'test_generate_random[91]': randomOf(91),
	'test_generate_random[1]': randomOf(1),
	'test_generate_random[1024]': randomOf(1024),
	test_create_key: async (c) => ({ 'describe-key': await describeKey(c, { Description: 'test key 123' }) }),
	test_get_key_in_different_region: async ({ ask, key, placeholders }) => {
		const there = { region: SECOND_REGION };
		const { id, arn } = await key({ Description: 'test key 123' }, there);
		placeholders['<key-id:1>'] = id;
		return {
			'describe-key-diff-region-with-id': await ask('DescribeKey', { KeyId: id }),
			'describe-key-diff-region-with-arn': await ask('DescribeKey', { KeyId: arn }),
			'describe-key-same-specific-region-with-id': await ask('DescribeKey', { KeyId: id }, there),
			'describe-key-same-specific-region-with-arn': await ask('DescribeKey', { KeyId: arn }, there)
		};
	},
	test_get_key_does_not_exist: async ({ ask, arnOf, placeholders }) => {
		Object.assign(placeholders, { '<key-arn>': arnOf(NO_KEY), '<mrk-key-arn>': arnOf(NO_MRK) });
		return {
			'describe-nonexistent-key-with-id': await ask('DescribeKey', { KeyId: NO_KEY }),
			'describe-nonexistent-with-arn': await ask('DescribeKey', { KeyId: arnOf(NO_KEY) }),
			'describe-key-with-valid-id-mrk': await ask('DescribeKey', { KeyId: NO_MRK })
		};
	},
	test_get_key_invalid_uuid: async ({ ask }) => ({
		'describe-key-with-invalid-uuid': await ask('DescribeKey', { KeyId: 'fake-key-id' }),
		'describe-key-with-invalid-uuid-2': await ask('DescribeKey', {
			KeyId: '134f2428cec14b25a1ae9048164dba47'
		}),
		'describe-key-with-invalid-uuid-mrk': await ask('DescribeKey', { KeyId: 'mrk-fake-key-id' })
	}),
	test_create_alias: async ({ ask, key }) => ({
		create_alias: await ask('CreateAlias', { AliasName: 'random_alias_name', TargetKeyId: (await key()).id })
	}),
	test_plaintext_size_for_encrypt: async ({ ask, key }) => ({
		'invalid-plaintext-size-encrypt': await ask('Encrypt', {
			KeyId: (await key()).id,
			Plaintext: new Uint8Array(4097)
		})
	}),
	test_generate_data_key: async ({ ask, key }) => ({
		'generate-data-key-result': await ask('GenerateDataKey', { KeyId: (await key()).id, KeySpec: 'AES_256' })
	}),
	test_generate_data_key_without_plaintext: async ({ ask, key }) => ({
		'generate-data-key-without-plaintext': await ask('GenerateDataKeyWithoutPlaintext', {
			KeyId: (await key()).id,
			KeySpec: 'AES_256'
		})
	}),
	test_encrypt_decrypt_encryption_context: async ({ ask, key }) => {
		const { id: KeyId } = await key();
		const EncryptionContext = { key: 'value' };
		const sealed = await ask('Encrypt', { KeyId, Plaintext: utf8('test message'), EncryptionContext });
		const CiphertextBlob = sealed['CiphertextBlob'] as Uint8Array;
		return {
			encrypt_response: sealed,
			decrypt_response_with_encryption_context: await ask('Decrypt', { CiphertextBlob, EncryptionContext }),
			decrypt_response_without_encryption_context: await ask('Decrypt', { CiphertextBlob }),
			decrypt_response_with_invalid_ciphertext: await ask('Decrypt', {
				CiphertextBlob: CiphertextBlob.with(-1, CiphertextBlob.at(-1)! ^ 1),
				EncryptionContext
			})
		};
	},
	test_encryption_context_generate_data_key: wrongContext('GenerateDataKey'),
	test_encryption_context_generate_data_key_without_plaintext: wrongContext(
		'GenerateDataKeyWithoutPlaintext'
	),
	test_non_multi_region_keys_should_not_have_multi_region_properties: async (c) => ({
		non_multi_region_keys_should_not_have_multi_region_properties: await describeKey(c, {
			Description: 'test non multi region key'
		})
	}),
	test_tag_key_with_duplicate_tag_keys_raises_error: withTags(
		'duplicate-tag-keys',
		{ TagKey: 'tag1', TagValue: 'one' },
		{ TagKey: 'tag1', TagValue: 'two' }
	),
	test_create_key_with_too_many_tags_raises_error: withTags(
		'invalid-tag-key',
		...Array.from({ length: 51 }, (_, i) => ({ TagKey: `tag${i}`, TagValue: 'x' }))
	),
	test_key_with_long_tag_value_raises_error: withTags('too-long-tag-value', {
		TagKey: 'tag1',
		TagValue: 'v'.repeat(257)
	}),
	'test_create_key_with_invalid_tag_key[lowercase_prefix]': withTags('invalid-tag-key', {
		TagKey: 'aws:key1',
		TagValue: 'x'
	}),
	'test_create_key_with_invalid_tag_key[uppercase_prefix]': withTags('invalid-tag-key', {
		TagKey: 'AWS:key1',
		TagValue: 'x'
	}),
	'test_create_key_with_invalid_tag_key[too_long_key]': withTags('invalid-tag-key', {
		TagKey: 'a'.repeat(129),
		TagValue: 'x'
	}),
	'test_key_enable_rotation_status[90]': rotationStatus(90),
	'test_key_enable_rotation_status[180]': rotationStatus(180),
	test_rotate_key_on_demand_modifies_key_material: rotated,
	test_rotate_key_on_demand_with_symmetric_key_and_automatic_rotation_disabled: rotatedAndStatus(false),
	test_rotate_key_on_demand_with_symmetric_key_and_automatic_rotation_enabled: rotatedAndStatus(true),
	test_rotate_key_on_demand_raises_error_given_key_is_disabled: async ({ ask, key }) => {
		const { id: KeyId } = await key();
		await ask('DisableKey', { KeyId });
		return { 'error-response': await ask('RotateKeyOnDemand', { KeyId }) };
	},
	test_rotate_key_on_demand_raises_error_given_key_that_does_not_exist: async ({
		ask,
		arnOf,
		placeholders
	}) => {
		placeholders['<key-arn>'] = arnOf(NO_KEY);
		return { 'error-response': await ask('RotateKeyOnDemand', { KeyId: NO_KEY }) };
	},
	test_key_rotations_encryption_decryption: async ({ ask, key }) => {
		const { id: KeyId } = await key();
		const sealed = await ask('Encrypt', { KeyId, Plaintext: utf8('test message') });
		await ask('RotateKeyOnDemand', { KeyId });
		const blob = sealed['CiphertextBlob'] as Uint8Array;
		return { 'bad-ciphertext': await ask('Decrypt', { CiphertextBlob: blob.with(-1, blob.at(-1)! ^ 1) }) };
	},
	test_key_rotations_limits: async ({ ask, key }) => {
		const { id: KeyId } = await key();
		for (let i = 0; i < 25; i++) await ask('RotateKeyOnDemand', { KeyId });
		return { 'error-response': await ask('RotateKeyOnDemand', { KeyId }) };
	},
	'test_re_encrypt[SYMMETRIC_DEFAULT-SYMMETRIC_DEFAULT]': async ({ ask, key, placeholders }) => {
		const source = await key();
		const destination = await key();
		placeholders['<key-arn>'] = source.arn;
		const { CiphertextBlob } = await ask('Encrypt', { KeyId: source.id, Plaintext: utf8('test message') });
		return {
			test_re_encrypt: await ask('ReEncrypt', { CiphertextBlob, DestinationKeyId: destination.id })
		};
	},
	test_re_encrypt_incorrect_source_key: async ({ ask, key }) => {
		const [source, other] = [await key(), await key()];
		const { CiphertextBlob } = await ask('Encrypt', { KeyId: source.id, Plaintext: utf8('test message') });
		return {
			'incorrect-source-key': await ask('ReEncrypt', {
				SourceKeyId: other.id,
				DestinationKeyId: other.id,
				CiphertextBlob
			})
		};
	},
	test_describe_with_alias_arn: async ({ ask, key, world }) => {
		const { id } = await key({ Description: 'test - description' });
		await ask('CreateAlias', { AliasName: 'alias/test', TargetKeyId: id });
		const alias = `arn:aws:kms:${world.acting.region}:${world.acting.account}:alias/test`;
		return {
			'created-key': (await ask('DescribeKey', { KeyId: id }))['KeyMetadata'],
			'describe-key': await ask('DescribeKey', { KeyId: alias })
		};
	},
	test_rotate_on_demand_returns_arn_for_key_id: async ({ ask, key }) => ({
		'rotate-on-demand-aws-key': await ask('RotateKeyOnDemand', { KeyId: (await key()).id })
	}),
	test_key_rotation_updates_current_key_material_id_for_aws_symmetric_keys: async ({ ask, key }) => {
		const { id: KeyId } = await key({ Description: 'test-key' });
		const before = await ask('DescribeKey', { KeyId });
		await ask('RotateKeyOnDemand', { KeyId });
		const after = await ask('DescribeKey', { KeyId });
		const materials = [before, after].map((one) => (one['KeyMetadata'] as Members)['CurrentKeyMaterialId']);
		expect(new Set(materials).size, 'two materials, as recorded').toBe(2);
		return { 'describe-key-before-rotation': before, 'describe-key-after-rotation': after };
	}
};

/** Members that we answer and a recording has not, with the reason. */
const NEWER: Readonly<Record<string, string>> = {
	KeyMaterialId: 'answered since June 2025; a recording made with an older SDK leaves it out',
	SourceKeyMaterialId: 'answered since June 2025; the SDK of the recording did not know it',
	DestinationKeyMaterialId: 'answered since June 2025; the SDK of the recording did not know it'
};

/** Cases that are not compared, and why. */
const NOT_COMPARED: readonly (readonly [RegExp, string])[] = [
	[/^test_sign_verify\[ECC_.*(P256-ECDSA_SHA_384|P256K1-ECDSA_SHA_512)\]$/, 'the recording is empty'],
	[
		/^test_verify_salt_length/,
		'the recording is empty: it was about openssl, as tests/endpoint/openssl.test.ts is'
	],
	[
		/^test_rotate_key_on_demand_raises_error_given_key_with_imported_key_material$/,
		'recorded before June 2025, when imported keys could not be rotated; the recordings of November 2025 are compared'
	],
	[
		/^test_hmac_create_key_invalid_operations$/,
		'its lists of allowed values are of 2023, without the specs and usages added since; compared in part below'
	]
];

const PLACEHOLDER =
	/^(?:<[a-z:0-9-]+>|datetime|(?:private-key-)?(?:ciphertext-blob|plaintext)|public-key|import-token|shared-secret)$/;

/** The recording's words with this world's names in them. */
function filled(value: string, placeholders: Readonly<Record<string, string>>): string {
	let text = value;
	for (const [name, here] of Object.entries(placeholders)) text = text.replaceAll(name, here);
	return text;
}

/** AWS prints a set of allowed values in no order. */
const inOrder = (text: unknown): unknown =>
	typeof text === 'string'
		? text.replace(
				/enum value set: \[(.*)\]/,
				(_, set: string) => `enum value set: [${set.split(', ').sort().join(', ')}]`
			)
		: text;

function expectAlike(
	ours: unknown,
	theirs: unknown,
	placeholders: Readonly<Record<string, string>>,
	at: string
): void {
	if (typeof theirs === 'string') {
		if (!PLACEHOLDER.test(theirs)) expect(inOrder(ours), at).toBe(inOrder(filled(theirs, placeholders)));
		else if (theirs === 'datetime') expect(typeof ours, at).toBe('number');
		else if (theirs.startsWith('<key-id')) {
			const id = placeholders[theirs]!;
			expect((ours as string).endsWith(id), `${at}: ${String(ours)} names ${id}`).toBe(true);
		} else if (theirs in placeholders) expect(ours, at).toBe(placeholders[theirs]);
		else expect(ours, at).toBeTruthy();
	} else if (Array.isArray(theirs) && Array.isArray(ours) && theirs.length === ours.length)
		theirs.forEach((one, i) => expectAlike(ours[i], one, placeholders, `${at}.${i}`));
	else if (Array.isArray(theirs) || typeof theirs !== 'object' || theirs === null)
		expect(ours, at).toEqual(theirs);
	else {
		// boto3 repeats the message of some errors beside `Error`, and adds headers of HTTP.
		const { message: _, ResponseMetadata: meta, ...members } = theirs as Record<string, unknown>;
		const { ResponseMetadata: ourMeta, ...own } = ours as Record<string, unknown>;
		const names = Object.keys(own).filter((name) => name in members || !(name in NEWER));
		expect(names.sort(), at).toEqual(Object.keys(members).sort());
		if ('Error' in members && meta)
			expect((ourMeta as Members)['HTTPStatusCode'], at).toBe((meta as Members)['HTTPStatusCode']);
		for (const [name, value] of Object.entries(members))
			expectAlike(own[name], value, placeholders, `${at}.${name}`);
	}
}

const short = (name: string): string => name.slice(name.lastIndexOf('::') + 2);
const all = Object.entries(recorded ?? {}).map(([name, value]) => [short(name), value] as const);
const reasonOf = (name: string) => NOT_COMPARED.find(([pattern]) => pattern.test(name))?.[1];

describe.skipIf(!recorded)(named('answers recorded from AWS', recorded), () => {
	test.each(all.filter(([name]) => name in CASES))('%s', async (name, { 'recorded-content': theirs }) => {
		const with_ = compared();
		const ours = await CASES[name]!(with_);
		expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
		for (const [part, value] of Object.entries(theirs))
			expectAlike(ours[part], value, with_.placeholders, part);
	});

	test('every recorded case is compared, or has its reason', () => {
		expect(all.length).toBeGreaterThan(100);
		for (const [name] of all) expect(name in CASES || reasonOf(name) !== undefined, name).toBe(true);
		for (const name of Object.keys(CASES)) expect(all.map(([one]) => one)).toContain(name);
	});

	test('a key that is no symmetric one must say its usage, in the words of 2023', async () => {
		const [, theirs] = all.find(([name]) => name === 'test_hmac_create_key_invalid_operations')!;
		const part = 'create-hmac-key-without-key-usage';
		const with_ = compared();
		const ours = await with_.ask('CreateKey', { KeySpec: 'HMAC_256' });
		expectAlike(ours, theirs['recorded-content'][part], with_.placeholders, part);
	});
});
