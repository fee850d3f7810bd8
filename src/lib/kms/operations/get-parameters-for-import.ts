/**
 * GetParametersForImport: a fresh RSA wrapping key, and the token that says so; both for 24 hours of world time.
 * Differs from AWS: a token may be used more than once; whether AWS allows it is not documented.
 */
import { specOf } from '$lib/domain/key';
import type { RsaKeySpec, WrappingAlgorithm } from '$lib/domain/key-spec';
import type { Input, Output } from '$lib/domain/operations';
import { canWrap, WRAPPING } from '$lib/facts/key-specs';
import type { Call } from '../call';
import { requireExternal } from '../key-use';
import { unsupported } from '../unsupported';
import { seconds } from '../metadata';
import { askHsm } from '../open-and-seal';

export async function getParametersForImport(
	call: Call,
	input: Input<'GetParametersForImport'>
): Promise<Output<'GetParametersForImport'>> {
	const key = call.useKey(input.KeyId, { fits: requireExternal });
	const algorithm = WRAPPING.algorithms.find((one) => one === input.WrappingAlgorithm);
	const keySpec = WRAPPING.keySpecs.find((one) => one === input.WrappingKeySpec);
	if (!algorithm || !keySpec)
		throw unsupported(
			`Wrapping with ${input.WrappingAlgorithm} and ${input.WrappingKeySpec} is not supported.`,
			algorithm
				? 'AWS offers SM2 in the China Regions only, and this playground has no implementation of it'
				: 'RSAES_PKCS1_V1_5 is refused since 2023-10-10; SM2PKE is for the China Regions'
		);
	checkFits(specOf(key), { algorithm, keySpec });
	const validTo = call.time + WRAPPING.validFor;
	askHsm(call, call.operation, key, []);
	const made = await call.hsm.getParametersForImport({
		region: key.region,
		keyId: key.keyId,
		wrappingKeySpec: keySpec,
		wrappingAlgorithm: algorithm,
		validTo,
		seed: call.callSeed()
	});
	const outputs = [
		call.tracer.thing(made.publicKey, 'public-key', { name: 'wrapping key' }),
		call.tracer.thing(made.importToken, 'ciphertext', { name: 'import token' })
	];
	call.tracer.add({ kind: 'hsm-compute', act: 'wrapping-key', algorithm: keySpec, inputs: [], outputs });
	call.tracer.add({ kind: 'hsm-wipe', wiped: ['wrapping private key'] });
	call.tracer.add({ kind: 'answer', from: 'hsm', to: 'kms', operation: call.operation, carries: outputs });
	return {
		KeyId: key.arn,
		ImportToken: made.importToken,
		PublicKey: made.publicKey,
		ParametersValidTo: seconds(validTo)
	};
}

function checkFits(
	spec: ReturnType<typeof specOf>,
	wrapping: { readonly algorithm: WrappingAlgorithm; readonly keySpec: RsaKeySpec }
): void {
	if (!canWrap(spec, wrapping))
		throw unsupported(
			`Wrapping with ${wrapping.algorithm} and ${wrapping.keySpec} is not supported for key spec ${spec}.`,
			'RSA private keys need RSA_AES_KEY_WRAP; a P-521 key is too long for RSAES_OAEP under RSA_2048'
		);
}
