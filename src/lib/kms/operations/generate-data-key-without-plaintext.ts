/** GenerateDataKeyWithoutPlaintext: only the sealed data key comes out. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { makeDataKey } from '../data-key';

export async function generateDataKeyWithoutPlaintext(
	call: Call,
	input: Input<'GenerateDataKeyWithoutPlaintext'>
): Promise<Output<'GenerateDataKeyWithoutPlaintext'>> {
	const { key, generation, ciphertext } = await makeDataKey(call, input, false);
	return { CiphertextBlob: ciphertext, KeyId: key.arn, KeyMaterialId: generation.materialId };
}
