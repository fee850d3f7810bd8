/** The HSM's interface over any way of carrying a call: to a worker, or to the engine in this memory. */
import type { CallOptions, Hsm } from '$lib/domain/hsm';
import type { HsmOperation, HsmOperations } from './protocol';

/** The typed interface over any way of carrying a call. */
export function hsmOver(
	call: <O extends HsmOperation>(
		op: O,
		request: HsmOperations[O]['request'],
		options?: CallOptions
	) => Promise<HsmOperations[O]['answer']>,
	close: () => void
): Hsm {
	return {
		generateKeys: (request, options) => call('generateKeys', request, options),
		rewrap: (request, options) => call('rewrap', request, options),
		encrypt: (request, options) => call('encrypt', request, options),
		decrypt: (request, options) => call('decrypt', request, options),
		reEncrypt: (request, options) => call('reEncrypt', request, options),
		generateDataKey: (request, options) => call('generateDataKey', request, options),
		generateRandom: (request, options) => call('generateRandom', request, options),
		generateKey: (request, options) => call('generateKey', request, options),
		getPublicKey: (request, options) => call('getPublicKey', request, options),
		sign: (request, options) => call('sign', request, options),
		verify: (request, options) => call('verify', request, options),
		generateMac: (request, options) => call('generateMac', request, options),
		verifyMac: (request, options) => call('verifyMac', request, options),
		rsaEncrypt: (request, options) => call('rsaEncrypt', request, options),
		rsaDecrypt: (request, options) => call('rsaDecrypt', request, options),
		reEncryptMixed: (request, options) => call('reEncryptMixed', request, options),
		deriveSharedSecret: (request, options) => call('deriveSharedSecret', request, options),
		encapsulate: (request, options) => call('encapsulate', request, options),
		decapsulate: (request, options) => call('decapsulate', request, options),
		generateDataKeyPair: (request, options) => call('generateDataKeyPair', request, options),
		getParametersForImport: (request, options) => call('getParametersForImport', request, options),
		importKeyMaterial: (request, options) => call('importKeyMaterial', request, options),
		report: (options) => call('report', null, options),
		ping: async () => void (await call('ping', null)),
		close
	};
}
