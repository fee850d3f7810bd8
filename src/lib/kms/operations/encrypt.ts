/**
 * Encrypt: up to 4,096 bytes under the current key material; the nonce and the key of the message are new each time.
 * Under an RSA key: RSA-OAEP, and less fits.
 */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { requireAlgorithm, isOaep } from '../key-use';
import { encryptRsa } from '../oaep';
import { askHsm, wipedAndAnswered } from '../open-and-seal';

export async function encrypt(call: Call, input: Input<'Encrypt'>): Promise<Output<'Encrypt'>> {
	const context = input.EncryptionContext;
	const key = call.useKey(input.KeyId, { context });
	const algorithm = input.EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT';
	const keySpec = requireAlgorithm(call, key, 'ENCRYPT_DECRYPT', algorithm);
	if (keySpec !== 'SYMMETRIC_DEFAULT' && isOaep(algorithm))
		return encryptRsa(call, { key, keySpec, algorithm }, input);
	call.dryRun(input.DryRun);
	const plaintext = call.tracer.thing(input.Plaintext, 'plaintext');
	askHsm(call, 'Encrypt', key, [plaintext, ...call.tracer.contextThing(context)]);
	const { generation, token } = call.current(key);
	call.unwrapStep(key, generation);
	const blob = await call.hsm.encrypt({
		region: key.region,
		token,
		plaintext: input.Plaintext,
		aad: call.aad(context),
		seed: call.callSeed()
	});
	const sealed = call.sealSteps({ key, generation, input: plaintext, blob, material: 'ciphertext', context });
	wipedAndAnswered(call, 'Encrypt', ['key material', 'message key', 'plaintext'], [sealed]);
	return { CiphertextBlob: blob, KeyId: key.arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
}
