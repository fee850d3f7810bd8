/** ECDSA as the HSM calls it, but for its slowest curve. */
import { ecdsaSet } from './ecdsa-set';

ecdsaSet('ecdsa_secp256r1_sha256_test.json', 'ECC_NIST_P256', 'sha256', 484);
ecdsaSet('ecdsa_secp384r1_sha384_test.json', 'ECC_NIST_P384', 'sha384', 504);
ecdsaSet('ecdsa_secp256k1_sha256_test.json', 'ECC_SECG_P256K1', 'sha256', 476);
