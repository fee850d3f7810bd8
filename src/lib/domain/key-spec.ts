/** The words for kinds of key: AWS's names of specs, usages, origins and algorithms. */
export type KeySpec =
	| 'SYMMETRIC_DEFAULT'
	| 'RSA_2048'
	| 'RSA_3072'
	| 'RSA_4096'
	| 'ECC_NIST_P256'
	| 'ECC_NIST_P384'
	| 'ECC_NIST_P521'
	| 'ECC_SECG_P256K1'
	| 'ECC_NIST_EDWARDS25519'
	| 'HMAC_224'
	| 'HMAC_256'
	| 'HMAC_384'
	| 'HMAC_512'
	| 'ML_DSA_44'
	| 'ML_DSA_65'
	| 'ML_DSA_87'
	| 'ML_KEM_512'
	| 'ML_KEM_768'
	| 'ML_KEM_1024'
	| 'SM2';

export type RsaKeySpec = Extract<KeySpec, `RSA_${string}`>;
export type EcdsaKeySpec = Extract<KeySpec, `ECC_NIST_P${string}` | `ECC_SECG_${string}`>;
export type EccKeySpec = EcdsaKeySpec | 'ECC_NIST_EDWARDS25519';
export type HmacKeySpec = Extract<KeySpec, `HMAC_${string}`>;
export type MlDsaKeySpec = Extract<KeySpec, `ML_DSA_${string}`>;
export type MlKemKeySpec = Extract<KeySpec, `ML_KEM_${string}`>;
/** What GenerateDataKeyPair makes. */
export type KeyPairSpec = RsaKeySpec | EccKeySpec | MlKemKeySpec;
export type AsymmetricKeySpec = KeyPairSpec | MlDsaKeySpec;

export type KeyUsage =
	'ENCRYPT_DECRYPT' | 'SIGN_VERIFY' | 'GENERATE_VERIFY_MAC' | 'KEY_AGREEMENT' | 'ENCAPSULATE_DECAPSULATE';

export type KeyOrigin = 'AWS_KMS' | 'EXTERNAL' | 'AWS_CLOUDHSM' | 'EXTERNAL_KEY_STORE';

export type RsaEncryptionAlgorithm = 'RSAES_OAEP_SHA_1' | 'RSAES_OAEP_SHA_256';
export type EncryptionAlgorithm = 'SYMMETRIC_DEFAULT' | RsaEncryptionAlgorithm | 'SM2PKE';
export type RsaSigningAlgorithm = `RSASSA_${'PSS' | 'PKCS1_V1_5'}_SHA_${256 | 384 | 512}`;
export type EcdsaSigningAlgorithm = `ECDSA_SHA_${256 | 384 | 512}`;
export type EdSigningAlgorithm = 'ED25519_SHA_512' | 'ED25519_PH_SHA_512';
export type SigningAlgorithm =
	RsaSigningAlgorithm | EcdsaSigningAlgorithm | EdSigningAlgorithm | 'ML_DSA_SHAKE_256' | 'SM2DSA';
export type MacAlgorithm = `HMAC_SHA_${224 | 256 | 384 | 512}`;
export type KeyAgreementAlgorithm = 'ECDH';
export type EncapsulationAlgorithm = 'ML_KEM';
export type WrappingAlgorithm =
	RsaEncryptionAlgorithm | 'RSA_AES_KEY_WRAP_SHA_1' | 'RSA_AES_KEY_WRAP_SHA_256';
export type MessageType = 'RAW' | 'DIGEST' | 'EXTERNAL_MU';
