/** Which operations the engine answers with code that is fetched with the first of them. */
import type { HsmOperation, OtherOperation } from './protocol';

const LATER = {
	generateKey: true,
	getPublicKey: true,
	sign: true,
	verify: true,
	generateMac: true,
	verifyMac: true,
	rsaEncrypt: true,
	rsaDecrypt: true,
	reEncryptMixed: true,
	deriveSharedSecret: true,
	encapsulate: true,
	decapsulate: true,
	generateDataKeyPair: true,
	getParametersForImport: true,
	importKeyMaterial: true
} as const satisfies Readonly<Record<OtherOperation, true>>;
export const isLater = (op: HsmOperation): op is OtherOperation => op in LATER;
