/**
 * GetPublicKey: the public half, for use outside of KMS. It answers for a disabled key too, and for one whose imported
 * material is gone: KMS keeps the public half beside the key.
 */
import { fromBase64 } from '$lib/domain/bytes';
import { hasAllMaterial, specOf, usageOf } from '$lib/domain/key';
import type { AsymmetricKeySpec } from '$lib/domain/key-spec';
import type { Input, Output } from '$lib/domain/operations';
import { KEY_SPEC_FACTS } from '$lib/facts/key-specs';
import { stateError, type Call } from '../call';
import { compute } from '../compute';
import { unsupported } from '../unsupported';
import { algorithmMembers } from '../algorithm-members';

export async function getPublicKey(
	call: Call,
	input: Input<'GetPublicKey'>
): Promise<Output<'GetPublicKey'>> {
	const key = call.useKey(input.KeyId);
	const spec = specOf(key);
	if (KEY_SPEC_FACTS[spec].publicKey === undefined)
		throw unsupported('', `a key of spec ${spec} has no public half`);
	// Differs from AWS: what it answers before the first import is not documented.
	if (key.publicKey === undefined) throw stateError('KMSInvalidStateException', key, 'GetPublicKey');
	const PublicKey = hasAllMaterial(key.generations)
		? await compute(call, {
				key,
				act: 'public-key',
				algorithm: spec,
				inputs: [],
				run: (token) =>
					call.hsm.getPublicKey({ region: key.region, token, keySpec: spec as AsymmetricKeySpec }),
				outputs: (publicKey) => [call.tracer.thing(publicKey, 'public-key')]
			})
		: fromBase64(key.publicKey);
	const { MacAlgorithms: _none, ...algorithms } = algorithmMembers(key);
	return {
		KeyId: key.arn,
		PublicKey,
		CustomerMasterKeySpec: spec,
		KeySpec: spec,
		KeyUsage: usageOf(key),
		...algorithms
	};
}
