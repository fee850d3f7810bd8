/** GenerateDataKeyPairWithoutPlaintext: the private half comes out sealed only. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { makeDataKeyPair } from '../data-key-pair';

export async function generateDataKeyPairWithoutPlaintext(
	call: Call,
	input: Input<'GenerateDataKeyPairWithoutPlaintext'>
): Promise<Output<'GenerateDataKeyPairWithoutPlaintext'>> {
	const made = await makeDataKeyPair(call, input, false);
	return {
		PrivateKeyCiphertextBlob: made.ciphertext,
		PublicKey: made.publicKey,
		KeyId: made.key.arn,
		KeyPairSpec: made.keyPairSpec,
		KeyMaterialId: made.generation.materialId
	};
}
