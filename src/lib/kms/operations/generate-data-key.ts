/** GenerateDataKey: a new data key twice, in plaintext and sealed under the KMS key. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { makeDataKey } from '../data-key';

export async function generateDataKey(
	call: Call,
	input: Input<'GenerateDataKey'>
): Promise<Output<'GenerateDataKey'>> {
	const { key, generation, ciphertext, plaintext } = await makeDataKey(call, input, true);
	if (!plaintext) throw new Error('the HSM answered without the data key');
	return {
		CiphertextBlob: ciphertext,
		Plaintext: plaintext,
		KeyId: key.arn,
		KeyMaterialId: generation.materialId
	};
}
