/** ECDSA on P-521 as the HSM calls it: as long as the other curves together, so it runs beside them. */
import { ecdsaSet } from './ecdsa-set';

ecdsaSet('ecdsa_secp521r1_sha512_test.json', 'ECC_NIST_P521', 'sha512', 542);
