/** GenerateDataKeyPair: a key pair for use outside of KMS; the private half twice, in plaintext and sealed. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { makeDataKeyPair } from '../data-key-pair';

export async function generateDataKeyPair(
	call: Call,
	input: Input<'GenerateDataKeyPair'>
): Promise<Output<'GenerateDataKeyPair'>> {
	const made = await makeDataKeyPair(call, input, true);
	if (!made.plaintext) throw new Error('the HSM answered without the private key');
	return {
		PrivateKeyCiphertextBlob: made.ciphertext,
		PrivateKeyPlaintext: made.plaintext,
		PublicKey: made.publicKey,
		KeyId: made.key.arn,
		KeyPairSpec: made.keyPairSpec,
		KeyMaterialId: made.generation.materialId
	};
}
