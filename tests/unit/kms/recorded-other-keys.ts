/** The recorded cases about asymmetric, HMAC, imported and multi-Region keys, and about tags. */
import { generateKeyPairSync } from 'node:crypto';
import { utf8 } from '$lib/domain/bytes';
import type { KeySpec, WrappingAlgorithm } from '$lib/domain/key-spec';
import { generateEc } from '$lib/crypto/asymmetric/ecdsa';
import { wrapForImport } from '$lib/crypto/asymmetric/import-wrap';
import { createGenerator } from '$lib/crypto/generator';
import type { Compared, Members } from './recorded-world';

type Case = (with_: Compared) => Promise<Members>;
const MESSAGE = utf8('test message 123 !%$@ 1234567890');

const oversized =
	(KeySpec: string, EncryptionAlgorithm: string): Case =>
	async ({ ask, key }) => ({
		'generate-random-exc': await ask('Encrypt', {
			KeyId: (await key({ KeySpec, KeyUsage: 'ENCRYPT_DECRYPT' })).id,
			Plaintext: new Uint8Array(1000),
			EncryptionAlgorithm
		})
	});

const signed =
	(KeySpec: string, SigningAlgorithm: string): Case =>
	async ({ ask, key }) => {
		const { id: KeyId } = await key({ KeySpec, KeyUsage: 'SIGN_VERIFY' });
		const of = { KeyId, SigningAlgorithm };
		const signature = await ask('Sign', { ...of, Message: MESSAGE });
		const { Signature } = signature;
		return {
			signature,
			verification: await ask('Verify', { ...of, Message: MESSAGE, Signature }),
			'bad-digest': await ask('Sign', { ...of, Message: MESSAGE.slice(0, 20), MessageType: 'DIGEST' }),
			'bad-signature': await ask('Verify', { ...of, Message: MESSAGE.slice(1), Signature })
		};
	};

const hmac = (KeySpec: string) => ({ KeySpec, KeyUsage: 'GENERATE_VERIFY_MAC', Description: 'test key' });

const mac =
	(KeySpec: string, MacAlgorithm: string): Case =>
	async ({ ask, key }) => {
		const of = { KeyId: (await key(hmac(KeySpec))).id, Message: MESSAGE, MacAlgorithm };
		const made = await ask('GenerateMac', of);
		const { Mac } = made;
		return {
			'generate-mac': made,
			'verify-mac': await ask('VerifyMac', { ...of, Mac }),
			'generate-mac-invalid-key-id': await ask('GenerateMac', { ...of, KeyId: 'key_id' }),
			'verify-mac-invalid-key-id': await ask('VerifyMac', { ...of, KeyId: 'key_id', Mac })
		};
	};
const macRefused =
	(KeySpec: string, MacAlgorithm: string): Case =>
	async ({ ask, key }) => ({
		'generate-mac': await ask('GenerateMac', {
			KeyId: (await key(hmac(KeySpec))).id,
			Message: MESSAGE,
			MacAlgorithm
		})
	});
const verifyMacRefused =
	(MacAlgorithm: string, message: string): Case =>
	async ({ ask, key }) => {
		const { id: KeyId } = await key(hmac('HMAC_256'));
		const Message = utf8('some important message');
		const made = await ask('GenerateMac', { KeyId, Message, MacAlgorithm: 'HMAC_SHA_256' });
		const { Mac } = made;
		return {
			'generate-mac': made,
			'verify-mac': await ask('VerifyMac', { KeyId, Message: utf8(message), MacAlgorithm, Mac })
		};
	};

const material = (spec: string): Uint8Array => {
	const random = createGenerator(new Uint8Array(32).fill(8));
	if (spec.startsWith('ECC')) return generateEc(spec as Extract<KeySpec, `ECC_NIST_P${string}`>, random);
	if (spec.startsWith('RSA')) {
		const { privateKey } = generateKeyPairSync('rsa', { modulusLength: Number(spec.slice(4)) });
		return privateKey.export({ type: 'pkcs8', format: 'der' });
	}
	return new Uint8Array(spec.startsWith('HMAC') ? Number(spec.slice(5)) / 8 : 32).fill(5);
};
/** What a person does outside: asks for parameters, wraps, hands it in. */
async function brought({ ask }: Compared, KeyId: string, bytes: Uint8Array, more: Members = {}) {
	const algorithm: WrappingAlgorithm = 'RSA_AES_KEY_WRAP_SHA_256';
	const parameters = await ask('GetParametersForImport', {
		KeyId,
		WrappingAlgorithm: algorithm,
		WrappingKeySpec: 'RSA_2048'
	});
	const { ImportToken, PublicKey } = parameters as { ImportToken: Uint8Array; PublicKey: Uint8Array };
	const aesKey = new Uint8Array(32).fill(77);
	const EncryptedKeyMaterial = await wrapForImport({
		publicKey: PublicKey,
		algorithm,
		material: bytes,
		aesKey
	});
	const request = { KeyId, ImportToken, EncryptedKeyMaterial, ...more };
	return { parameters, request };
}
const LASTING = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };
async function imports(
	with_: Compared,
	KeyId: string,
	bytes: Uint8Array,
	more: Members = {}
): Promise<Members> {
	return with_.ask(
		'ImportKeyMaterial',
		(await brought(with_, KeyId, bytes, { ...LASTING, ...more })).request
	);
}
const described = async ({ ask }: Compared, KeyId: string): Promise<unknown> =>
	(await ask('DescribeKey', { KeyId }))['KeyMetadata'];

const external = (KeySpec: string, KeyUsage: string, Description: string) => ({
	KeySpec,
	KeyUsage,
	Description,
	Origin: 'EXTERNAL'
});

const importedEcc =
	(KeySpec: string, SigningAlgorithm: string): Case =>
	async (with_) => {
		const { ask, key } = with_;
		const { id: KeyId } = await key(external(KeySpec, 'SIGN_VERIFY', 'test ecc key import'));
		const before = await ask('DescribeKey', { KeyId });
		await imports(with_, KeyId, material(KeySpec));
		const after = await ask('DescribeKey', { KeyId });
		const of = { KeyId, Message: MESSAGE, SigningAlgorithm };
		const sign = await ask('Sign', of);
		const verify = await ask('Verify', { ...of, Signature: sign['Signature'] });
		await ask('DeleteImportedKeyMaterial', { KeyId });
		return {
			'describe-key-before-import': before,
			'describe-key-after-import': after,
			'sign-result': sign,
			'verify-result': verify,
			'describe-key-after-deleted-import': await ask('DescribeKey', { KeyId })
		};
	};
const importedHmac =
	(KeySpec: string, MacAlgorithm: string): Case =>
	async (with_) => {
		const { ask, key } = with_;
		const { id: KeyId } = await key(external(KeySpec, 'GENERATE_VERIFY_MAC', 'test import hmac key'));
		const before = await ask('DescribeKey', { KeyId });
		await imports(with_, KeyId, material(KeySpec));
		const after = await ask('DescribeKey', { KeyId });
		const of = { KeyId, Message: MESSAGE, MacAlgorithm };
		const made = await ask('GenerateMac', of);
		const verify = await ask('VerifyMac', { ...of, Mac: made['Mac'] });
		await ask('DeleteImportedKeyMaterial', { KeyId });
		return {
			'describe-key-before-import': before,
			'describe-key-after-import': after,
			'generate-mac-response': made,
			'verify-mac-response': verify,
			'describe-key-after-deleted-import': await ask('DescribeKey', { KeyId })
		};
	};

const tags = (...pairs: readonly (readonly [number, string])[]) =>
	pairs.map(([n, TagValue]) => ({ TagKey: `tag${n}`, TagValue }));
const listed = async ({ ask }: Compared, KeyId: string): Promise<unknown> =>
	(await ask('ListResourceTags', { KeyId }))['Tags'];
const TWO = tags([1, 'value1'], [2, 'value2']);
const THREE = tags([1, 'value1'], [2, 'value2'], [3, 'value3']);
const untagged =
	(atCreation: boolean): Case =>
	async (with_) => {
		const { ask, key } = with_;
		const { id: KeyId } = await key(atCreation ? { Tags: TWO } : {});
		if (!atCreation) await ask('TagResource', { KeyId, Tags: TWO });
		const before = await listed(with_, KeyId);
		await ask('UntagResource', { KeyId, TagKeys: ['tag1', 'tag2'] });
		return {
			'list-resource-tags': before,
			'list-resource-tags-after-all-untagged': await listed(with_, KeyId)
		};
	};

const pairOf =
	(operation: string, part: string, more: Members = {}): Case =>
	async ({ ask, key }) => ({
		[part]: await ask(operation, { KeyId: (await key()).id, KeyPairSpec: 'RSA_2048', ...more })
	});
const pairWithoutContext =
	(operation: string): Case =>
	async ({ ask, key }) => {
		const of = { KeyId: (await key()).id, KeyPairSpec: 'ECC_NIST_P256', EncryptionContext: { a: 'b' } };
		const { PrivateKeyCiphertextBlob: CiphertextBlob } = await ask(operation, of);
		return { 'decrypt-without-encryption-context': await ask('Decrypt', { CiphertextBlob }) };
	};

const rotatedWithoutMaterial =
	(suffix: string): Case =>
	async (with_) => {
		const { ask, key } = with_;
		const { id: KeyId } = await key({ Description: 'test-key', Origin: 'EXTERNAL' });
		return {
			'create-kms-external-key': await described(with_, KeyId),
			[`rotate-key-on-demand-error-response-${suffix}`]: await ask('RotateKeyOnDemand', { KeyId })
		};
	};

const notForImport =
	(part: string): Case =>
	async ({ ask, key }) => ({
		[part]: await ask('GetParametersForImport', {
			KeyId: (await key()).id,
			WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
			WrappingKeySpec: 'RSA_2048'
		})
	});

const each = <K extends string>(
	name: string,
	of: Readonly<Record<K, Case>>
): Readonly<Record<string, Case>> =>
	Object.fromEntries(Object.entries<Case>(of).map(([parameters, one]) => [`${name}[${parameters}]`, one]));
const SIGNERS = [
	['RSA_2048', 'RSASSA_PSS_SHA_256'],
	['RSA_2048', 'RSASSA_PSS_SHA_384'],
	['RSA_2048', 'RSASSA_PSS_SHA_512'],
	['RSA_4096', 'RSASSA_PKCS1_V1_5_SHA_256'],
	['RSA_4096', 'RSASSA_PKCS1_V1_5_SHA_512'],
	['ECC_NIST_P256', 'ECDSA_SHA_256'],
	['ECC_SECG_P256K1', 'ECDSA_SHA_256'],
	['ECC_NIST_P384', 'ECDSA_SHA_384']
] as const;
const RSA = ['RSA_2048', 'RSA_3072', 'RSA_4096'].flatMap((spec) =>
	['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'].map((algorithm) => [spec, algorithm] as const)
);
const named = (rows: readonly (readonly [string, string])[], make: (a: string, b: string) => Case) =>
	Object.fromEntries(rows.map(([a, b]) => [`${a}-${b}`, make(a, b)]));
const MACS = [224, 256, 384, 512].map((bits) => [`HMAC_${bits}`, `HMAC_SHA_${bits}`] as const);

export const OTHER_KEYS: Readonly<Record<string, Case>> = {
	...each('test_encrypt_validate_plaintext_size_per_key_type', named(RSA, oversized)),
	...each('test_sign_verify', named(SIGNERS, signed)),
	...each('test_generate_and_verify_mac', named(MACS, mac)),
	...each('test_invalid_generate_mac', {
		'HMAC_224-HMAC_SHA_256': macRefused('HMAC_224', 'HMAC_SHA_256'),
		'HMAC_256-INVALID': macRefused('HMAC_256', 'INVALID')
	}),
	...each('test_invalid_verify_mac', {
		'HMAC_256-HMAC_SHA_256-some different important message': verifyMacRefused(
			'HMAC_SHA_256',
			'some different important message'
		),
		'HMAC_256-HMAC_SHA_512-some important message': verifyMacRefused(
			'HMAC_SHA_512',
			'some important message'
		),
		'HMAC_256-INVALID-some important message': verifyMacRefused('INVALID', 'some important message')
	}),
	...each('test_import_key_hmac_keys', Object.fromEntries(MACS.map(([a, b]) => [a, importedHmac(a, b)]))),
	...each('test_import_key_ecc_keys', {
		ECC_NIST_P256: importedEcc('ECC_NIST_P256', 'ECDSA_SHA_256'),
		ECC_NIST_P384: importedEcc('ECC_NIST_P384', 'ECDSA_SHA_384'),
		ECC_SECG_P256K1: importedEcc('ECC_SECG_P256K1', 'ECDSA_SHA_256'),
		ECC_NIST_P521: importedEcc('ECC_NIST_P521', 'ECDSA_SHA_512')
	}),
	...each('test_rotate_key_on_demand_on_external_key_with_no_key_material', {
		SYMMETRIC_DEFAULT: rotatedWithoutMaterial('SYMMETRIC_DEFAULT'),
		RSA_4096: rotatedWithoutMaterial('RSA_4096')
	}),
	test_hmac_create_key: async (with_) => {
		const { ask } = with_;
		const made = await with_.ask('CreateKey', hmac('HMAC_256'));
		const { KeyMetadata } = made as { KeyMetadata: Record<string, string> };
		with_.placeholders['<key-id:1>'] = KeyMetadata['KeyId']!;
		return {
			'create-hmac-key': KeyMetadata,
			'describe-key': (await ask('DescribeKey', { KeyId: KeyMetadata['KeyId'] }))['KeyMetadata']
		};
	},
	test_error_messaging_for_invalid_keys: async ({ ask, placeholders }) => {
		const make = async (input: object) => {
			const { KeyMetadata } = (await ask('CreateKey', input)) as {
				KeyMetadata: { KeyId: string; Arn: string };
			};
			return KeyMetadata;
		};
		const encrypt = await make({});
		const macs = await make(hmac('HMAC_224'));
		const sign = await make({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
		const { CiphertextBlob } = await ask('Encrypt', { KeyId: encrypt.KeyId, Plaintext: MESSAGE });
		const signing = { Message: MESSAGE, SigningAlgorithm: 'RSASSA_PSS_SHA_256' };
		placeholders['<key-arn>'] = '<key-arn>';
		const shown = async (operation: string, { KeyId, Arn }: { KeyId: string; Arn: string }, input: object) =>
			JSON.parse(
				JSON.stringify(await ask(operation, { KeyId, ...input })).replaceAll(Arn, '<key-arn>')
			) as Members;
		return {
			'generate-mac-invalid-key-id': await shown('GenerateMac', encrypt, {
				Message: MESSAGE,
				MacAlgorithm: 'HMAC_SHA_224'
			}),
			'sign-invalid-key-id': await shown('Sign', macs, signing),
			'verify-invalid-key-id': await shown('Verify', encrypt, { ...signing, Signature: MESSAGE }),
			'encrypt-invalid-key-id': await shown('Encrypt', sign, { Plaintext: MESSAGE }),
			'decrypt-invalid-key-id': await shown('Decrypt', macs, { CiphertextBlob })
		};
	},
	test_generate_data_key_pair: pairOf('GenerateDataKeyPair', 'generate-data-key-pair'),
	test_generate_data_key_pair_without_plaintext: pairOf(
		'GenerateDataKeyPairWithoutPlaintext',
		'generate-data-key-pair-without-plaintext'
	),
	test_generate_data_key_pair_dry_run: pairOf('GenerateDataKeyPair', 'dryrun_exception', { DryRun: true }),
	test_generate_data_key_pair_without_plaintext_dry_run: pairOf(
		'GenerateDataKeyPairWithoutPlaintext',
		'dryrun_exception',
		{ DryRun: true }
	),
	test_encryption_context_generate_data_key_pair: pairWithoutContext('GenerateDataKeyPair'),
	test_encryption_context_generate_data_key_pair_without_plaintext: pairWithoutContext(
		'GenerateDataKeyPairWithoutPlaintext'
	),
	test_get_parameters_for_import: notForImport('response-error'),
	test_get_parameters_for_import_raises_for_non_external_kms_keys: notForImport(
		'get-import-parameters-error'
	),
	test_create_multi_region_key: async (with_) => ({
		create_multi_region_key: await described(
			with_,
			(await with_.key({ MultiRegion: true, Description: 'test multi region key' })).id
		)
	}),
	test_derive_shared_secret: async ({ ask, key, placeholders }) => {
		const KeyAgreementAlgorithm = 'ECDH';
		const agree = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' };
		const { id: other } = await key(agree);
		const { PublicKey } = await ask('GetPublicKey', { KeyId: other });
		const { id: signer, arn: signerArn } = await key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
		const { id: symmetric, arn: symmetricArn } = await key();
		const { id: KeyId } = await key(agree);
		placeholders['<key-arn>'] = '<key-arn>';
		const of = { KeyId, KeyAgreementAlgorithm, PublicKey };
		const shown = async (arn: string, input: object) =>
			JSON.parse(
				JSON.stringify(await ask('DeriveSharedSecret', { ...of, ...input })).replaceAll(arn, '<key-arn>')
			) as Members;
		return {
			response: await ask('DeriveSharedSecret', of),
			'response-invalid-key-usage': await shown(signerArn, { KeyId: signer }),
			'response-invalid-key-spec': await ask('CreateKey', { ...agree, KeySpec: 'RSA_2048' }),
			'response-invalid-key-agreement-algo': await shown(signerArn, { KeyAgreementAlgorithm: 'INVALID' }),
			'response-invalid-key': await shown(symmetricArn, { KeyId: symmetric }),
			'response-invalid-public-key': await shown(signerArn, { PublicKey: utf8('InvalidPublicKey') })
		};
	},
	test_derive_shared_secret_matches_openssl: async ({ ask, key }) => {
		const { id: KeyId } = await key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' });
		const { PublicKey } = await ask('GetPublicKey', { KeyId });
		return {
			'derived-shared-key-resp': await ask('DeriveSharedSecret', {
				KeyId,
				PublicKey,
				KeyAgreementAlgorithm: 'ECDH'
			})
		};
	},
	test_tag_existing_key_and_untag: untagged(false),
	test_create_key_with_tag_and_untag: untagged(true),
	test_untag_key_partially: async (with_) => {
		const { id: KeyId } = await with_.key({ Tags: THREE });
		const before = await listed(with_, KeyId);
		await with_.ask('UntagResource', { KeyId, TagKeys: ['tag2'] });
		return {
			'list-resource-tags': before,
			'list-resource-tags-after-partially-untagged': await listed(with_, KeyId)
		};
	},
	test_update_and_add_tags_on_tagged_key: async (with_) => {
		const { id: KeyId } = await with_.key({ Tags: THREE });
		const before = await listed(with_, KeyId);
		const Tags = tags([2, 'updated_value2'], [4, 'value4'], [5, 'value5']);
		await with_.ask('TagResource', { KeyId, Tags });
		return {
			'list-resource-tags': before,
			'list-resource-tags-after-tags-updated': await listed(with_, KeyId)
		};
	},
	test_tag_existing_key_with_invalid_tag_key: async ({ ask, key }) => ({
		'invalid-tag-key': await ask('TagResource', {
			KeyId: (await key()).id,
			Tags: [{ TagKey: 'aws:key1', TagValue: 'x' }]
		})
	}),
	test_rotate_key_on_demand_raises_error_given_non_symmetric_key: async ({ ask, key }) => ({
		'error-response': await ask('RotateKeyOnDemand', {
			KeyId: (await key({ KeySpec: 'RSA_4096', KeyUsage: 'ENCRYPT_DECRYPT' })).id
		})
	}),
	'test_re_encrypt[RSA_2048-RSAES_OAEP_SHA_256]': async ({ ask, key, placeholders }) => {
		const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256';
		const rsa = { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' };
		const source = await key(rsa);
		const destination = await key(rsa);
		placeholders['<key-arn>'] = source.arn;
		const { CiphertextBlob } = await ask('Encrypt', {
			KeyId: source.id,
			Plaintext: MESSAGE,
			EncryptionAlgorithm
		});
		return {
			test_re_encrypt: await ask('ReEncrypt', {
				CiphertextBlob,
				SourceKeyId: source.id,
				SourceEncryptionAlgorithm: EncryptionAlgorithm,
				DestinationKeyId: destination.id,
				DestinationEncryptionAlgorithm: EncryptionAlgorithm
			})
		};
	},
	test_replicate_key: async ({ ask, key, world }) => {
		const { id: KeyId } = await key({ MultiRegion: true, Description: 'test replicated key' });
		const there = { region: 'ap-southeast-1' as never };
		const before = await ask('DescribeKey', { KeyId }, there);
		const made = await ask('ReplicateKey', { KeyId, ReplicaRegion: 'ap-southeast-1' });
		await world.run({ type: 'clock.advance', by: 'next-event', ...world.acting });
		const here = await ask('DescribeKey', { KeyId });
		return {
			'describe-key-from-different-region': before,
			'replicate-key': { ...made, ReplicaPolicy: JSON.parse(made['ReplicaPolicy'] as string) as object },
			'describe-key-from-region': here,
			'describe-replicated-key': await ask('DescribeKey', { KeyId }, there)
		};
	},
	test_replicate_replica_key_should_fail: async ({ ask, key, placeholders, world }) => {
		const { id: KeyId, arn } = await key({ MultiRegion: true });
		await ask('ReplicateKey', { KeyId, ReplicaRegion: 'us-east-1' });
		await world.run({ type: 'clock.advance', by: 'next-event', ...world.acting });
		placeholders['<mrk-key-arn>'] = arn.replace(world.acting.region, 'us-east-1');
		const there = { region: 'us-east-1' as never };
		return {
			'fail-replicate-non-primary-key': await ask(
				'ReplicateKey',
				{ KeyId, ReplicaRegion: 'eu-central-1' },
				there
			)
		};
	},
	test_import_key_symmetric: async (with_) => {
		const { ask, key } = with_;
		const { id: KeyId } = await key({ Origin: 'EXTERNAL', Description: 'd' });
		const created = await described(with_, KeyId);
		const encrypt = { KeyId, Plaintext: MESSAGE };
		const refused = await ask('Encrypt', encrypt);
		const before = await ask('DescribeKey', { KeyId });
		const { request } = await brought(with_, KeyId, material('SYMMETRIC_DEFAULT'));
		const withoutDate = await ask('ImportKeyMaterial', request);
		await imports(with_, KeyId, material('SYMMETRIC_DEFAULT'));
		const after = await ask('DescribeKey', { KeyId });
		await ask('DeleteImportedKeyMaterial', { KeyId });
		return {
			'created-key': created,
			'encrypt-before-import-error': refused,
			'describe-key-before-import': before,
			'import-expiring-key-without-valid-to': withoutDate,
			'describe-key-after-import': after,
			'describe-key-after-deleted-import': await ask('DescribeKey', { KeyId }),
			'encrypt-after-delete-error': await ask('Encrypt', encrypt)
		};
	},
	test_import_key_asymmetric: async (with_) => {
		const { ask, key } = with_;
		const { id: KeyId } = await key(external('ECC_NIST_P256', 'SIGN_VERIFY', 'd'));
		const created = await described(with_, KeyId);
		const before = await ask('DescribeKey', { KeyId });
		await imports(with_, KeyId, material('ECC_NIST_P256'));
		const after = await ask('DescribeKey', { KeyId });
		await ask('DeleteImportedKeyMaterial', { KeyId });
		return {
			'created-key': created,
			'describe-key-before-import': before,
			'describe-key-after-import': after,
			'describe-key-after-deleted-import': await ask('DescribeKey', { KeyId })
		};
	},
	test_import_key_rsa_aes_wrap_sha256: async (with_) => {
		const { ask, key } = with_;
		const { id: KeyId } = await key(external('RSA_4096', 'ENCRYPT_DECRYPT', 'test-key'));
		const before = await ask('DescribeKey', { KeyId });
		await imports(with_, KeyId, material('RSA_4096'));
		const after = await ask('DescribeKey', { KeyId });
		await ask('DeleteImportedKeyMaterial', { KeyId });
		return {
			'describe-before-import': before,
			'import-key-material-response': after,
			'describe-key-after-deleted-import': await ask('DescribeKey', { KeyId })
		};
	},
	test_rotate_key_on_demand_updates_current_key_material_for_external_keys: async (with_) => {
		const { ask, key } = with_;
		const { id: KeyId } = await key({ Description: 'test-key', Origin: 'EXTERNAL' });
		const created = await described(with_, KeyId);
		const { parameters, request } = await brought(with_, KeyId, material('SYMMETRIC_DEFAULT'), LASTING);
		const empty = await ask('DescribeKey', { KeyId });
		const first = await ask('ImportKeyMaterial', request);
		const withMaterial = await ask('DescribeKey', { KeyId });
		const sealed = await ask('Encrypt', { KeyId, Plaintext: MESSAGE });
		const second = await imports(with_, KeyId, new Uint8Array(32).fill(6), {
			ImportType: 'NEW_KEY_MATERIAL'
		});
		const withNew = await ask('DescribeKey', { KeyId });
		return {
			'create-kms-external-key': created,
			'get-import-parameters-response': parameters,
			'describe-empty-key-response': empty,
			'import-key-material-response': first,
			'describe-key-with-material-response': withMaterial,
			'kms-encrypt-initial-response': sealed,
			'import-new-key-material-response': second,
			'describe-key-with-new-material-response': withNew,
			'rotate-key-on-demand-response': await ask('RotateKeyOnDemand', { KeyId }),
			'describe-key-after-rotation': await ask('DescribeKey', { KeyId }),
			'kms-encrypt-rotated-key-response': await ask('Encrypt', { KeyId, Plaintext: MESSAGE })
		};
	},
	test_import_key_material_raises_if_there_is_already_key_material_pending: async (with_) => {
		const { key, placeholders } = with_;
		const { id: KeyId } = await key({ Origin: 'EXTERNAL' });
		const first = await imports(with_, KeyId, new Uint8Array(32).fill(1));
		const pending = await imports(with_, KeyId, new Uint8Array(32).fill(2), {
			ImportType: 'NEW_KEY_MATERIAL'
		});
		const refused = await imports(with_, KeyId, new Uint8Array(32).fill(3), {
			ImportType: 'NEW_KEY_MATERIAL'
		});
		placeholders['<key-material-id:2>'] = pending['KeyMaterialId'] as string;
		const { Message } = refused['Error'] as { Message: string };
		placeholders['<key-material-id>'] = /id: ([0-9a-f]{64})/.exec(Message)?.[1] ?? 'none';
		return {
			'import-initial-material-response': first,
			'import-pending-material-response': pending,
			'existing-pending-material-error': refused
		};
	},
	test_rotate_key_on_demand_for_external_keys_decrypts_with_previous_material: async (with_) => {
		const { ask, key } = with_;
		const { id: KeyId } = await key({ Description: 'test-key', Origin: 'EXTERNAL' });
		const created = await described(with_, KeyId);
		const first = await imports(with_, KeyId, new Uint8Array(32).fill(1));
		const sealed = await ask('Encrypt', { KeyId, Plaintext: MESSAGE });
		await imports(with_, KeyId, new Uint8Array(32).fill(2), { ImportType: 'NEW_KEY_MATERIAL' });
		return {
			'create-kms-external-key': created,
			'import-key-material-response': first,
			'kms-encrypt-initial-response': sealed,
			'rotate-key-on-demand-response': await ask('RotateKeyOnDemand', { KeyId })
		};
	},
	test_rotate_key_on_demand_raises_for_no_pending_key_material: async (with_) => {
		const { id: KeyId } = await with_.key({ Origin: 'EXTERNAL' });
		await imports(with_, KeyId, new Uint8Array(32).fill(1));
		return { 'rotate-key-on-demand-invalid-state-error': await with_.ask('RotateKeyOnDemand', { KeyId }) };
	}
};
