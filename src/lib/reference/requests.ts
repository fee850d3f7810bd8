/** A request for each operation on one key, made from what the key can do: where the key fits, KMS takes it. */
import { utf8 } from '$lib/domain/bytes';
import type { OperationName } from '$lib/domain/operations';
import { defaultKeyPolicy } from '$lib/kms/key-policy';
import { NEW_STORE, type MadeKey } from './key-kinds';
import { AWAY, FAR } from './probe';

export type Members = Readonly<Record<string, unknown>>;

/** Stands for what the key never made, so that the request is whole. */
const ONE_BYTE = new Uint8Array(1);

export function requestOn(operation: OperationName, key: MadeKey): Members {
	return special(key)[operation] ?? { KeyId: key.keyId };
}

function special({
	keyId,
	grantId,
	imported,
	made,
	probe,
	kind
}: MadeKey): Readonly<Record<string, Members>> {
	const KeyId = keyId;
	const own = (...members: readonly string[]): Members =>
		Object.fromEntries(members.map((member) => [member, made[member] ?? ONE_BYTE]));
	const encryption = made['EncryptionAlgorithm'];
	const algorithm = encryption === undefined ? {} : { EncryptionAlgorithm: encryption };
	const sign = {
		KeyId,
		Message: utf8('x'),
		SigningAlgorithm: made['SigningAlgorithm'] ?? 'ECDSA_SHA_256'
	};
	const mac = { KeyId, Message: utf8('x'), MacAlgorithm: 'HMAC_SHA_256' };
	const blob = made['CiphertextBlob'] ?? utf8('no ciphertext of this key');
	return {
		UpdateKeyDescription: { KeyId, Description: 'new' },
		CreateAlias: { AliasName: 'alias/b', TargetKeyId: KeyId },
		UpdateAlias: { AliasName: kind.create ? 'alias/a' : 'alias/b', TargetKeyId: KeyId },
		DeleteAlias: { AliasName: kind.create ? 'alias/a' : 'alias/aws/s3' },
		CreateGrant: { KeyId, GranteePrincipal: probe.acting.caller, Operations: ['DescribeKey'] },
		RetireGrant: { KeyId, GrantId: grantId },
		RevokeGrant: { KeyId, GrantId: grantId },
		PutKeyPolicy: { KeyId, Policy: defaultKeyPolicy(probe.acting.account) },
		TagResource: { KeyId, Tags: [{ TagKey: 'a', TagValue: 'b' }] },
		UntagResource: { KeyId, TagKeys: ['a'] },
		ReplicateKey: { KeyId, ReplicaRegion: FAR },
		UpdatePrimaryRegion: { KeyId, PrimaryRegion: AWAY },
		Encrypt: { KeyId, Plaintext: utf8('x'), ...algorithm },
		Decrypt: { CiphertextBlob: blob, KeyId, ...algorithm },
		ReEncrypt: {
			CiphertextBlob: blob,
			DestinationKeyId: KeyId,
			SourceKeyId: KeyId,
			...(encryption !== undefined && {
				SourceEncryptionAlgorithm: encryption,
				DestinationEncryptionAlgorithm: encryption
			})
		},
		GenerateDataKey: { KeyId, KeySpec: 'AES_256' },
		GenerateDataKeyWithoutPlaintext: { KeyId, NumberOfBytes: 64 },
		GenerateDataKeyPair: { KeyId, KeyPairSpec: 'ECC_NIST_P256' },
		GenerateDataKeyPairWithoutPlaintext: { KeyId, KeyPairSpec: 'ECC_NIST_EDWARDS25519' },
		Sign: sign,
		Verify: { ...sign, ...own('Signature') },
		GenerateMac: mac,
		VerifyMac: { ...mac, ...own('Mac') },
		DeriveSharedSecret: { KeyId, KeyAgreementAlgorithm: 'ECDH', ...own('PublicKey') },
		Encapsulate: { KeyId, EncapsulationAlgorithm: 'ML_KEM' },
		Decapsulate: { KeyId, EncapsulationAlgorithm: 'ML_KEM', ...own('SharedSecretCiphertextBlob') },
		GetParametersForImport: {
			KeyId,
			WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
			WrappingKeySpec: 'RSA_2048'
		},
		ImportKeyMaterial: {
			KeyId,
			ImportToken: ONE_BYTE,
			EncryptedKeyMaterial: ONE_BYTE,
			ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
			...imported
		}
	};
}

/** An example of the operations that are about no key. */
const WITHOUT_KEY: Readonly<Record<string, Members>> = {
	CreateKey: { Description: 'Invoices' },
	ListKeys: { Limit: 100 },
	ListAliases: { Limit: 50 },
	GenerateRandom: { NumberOfBytes: 32 },
	ListRetirableGrants: { RetiringPrincipal: 'arn:aws:iam::111122223333:user/Alice' },
	CreateCustomKeyStore: NEW_STORE.AWS_CLOUDHSM,
	ConnectCustomKeyStore: { CustomKeyStoreId: 'cks-1234567890abcdef0' },
	DisconnectCustomKeyStore: { CustomKeyStoreId: 'cks-1234567890abcdef0' },
	DeleteCustomKeyStore: { CustomKeyStoreId: 'cks-1234567890abcdef0' },
	UpdateCustomKeyStore: { CustomKeyStoreId: 'cks-1234567890abcdef0', NewCustomKeyStoreName: 'other' },
	DescribeCustomKeyStores: { CustomKeyStoreName: 'store' }
};
export const withoutKey = (operation: OperationName): Members | undefined => WITHOUT_KEY[operation];
