/** Encrypt and Decrypt under an RSA key: no encryption context, no key in the ciphertext, nothing but RSA-OAEP. */
import { KmsError } from '$lib/domain/errors';
import type { RsaEncryptionAlgorithm, RsaKeySpec } from '$lib/domain/key-spec';
import type { KeyRecord } from '$lib/domain/key';
import type { Input, Output } from '$lib/domain/operations';
import { KEY_SPEC_FACTS } from '$lib/facts/key-specs';
import type { Call } from './call';
import { askHsm, wipedAndAnswered, wipedAndRefused } from './open-and-seal';
import { invalid } from './validate';
import { openingError } from './sealer';

/** @throws KmsError ValidationException */
export function checkPlaintext(spec: RsaKeySpec, algorithm: RsaEncryptionAlgorithm, length: number): void {
	const most = KEY_SPEC_FACTS[spec].maxPlaintext?.[algorithm] ?? 0;
	if (length > most)
		throw invalid(
			`Algorithm ${algorithm} and key spec ${spec} cannot encrypt data larger than ${most} bytes.`
		);
}

/** @throws KmsError ValidationException: AWS says only that RSA has no context */
export function refuseContext(context: Readonly<Record<string, string>> | undefined): void {
	if (context && Object.keys(context).length > 0)
		throw invalid('EncryptionContext is not supported when using an asymmetric key.');
}

interface With {
	readonly key: KeyRecord;
	readonly keySpec: RsaKeySpec;
	readonly algorithm: RsaEncryptionAlgorithm;
}

export async function encryptRsa(
	call: Call,
	{ key, keySpec, algorithm }: With,
	input: Input<'Encrypt'>
): Promise<Output<'Encrypt'>> {
	refuseContext(input.EncryptionContext);
	checkPlaintext(keySpec, algorithm, input.Plaintext.length);
	call.dryRun(input.DryRun);
	const plaintext = call.tracer.thing(input.Plaintext, 'plaintext');
	askHsm(call, 'Encrypt', key, [plaintext]);
	const { generation, token } = call.current(key);
	call.unwrapStep(key, generation);
	const ciphertext = await call.hsm.rsaEncrypt({
		region: key.region,
		token,
		keySpec,
		algorithm,
		plaintext: input.Plaintext
	});
	const sealed = call.tracer.thing(ciphertext, 'ciphertext');
	call.tracer.add({ kind: 'hsm-seal', input: plaintext, output: sealed, algorithm });
	wipedAndAnswered(call, 'Encrypt', ['key material', 'plaintext'], [sealed]);
	return { CiphertextBlob: ciphertext, KeyId: key.arn, EncryptionAlgorithm: algorithm };
}

export async function decryptRsa(
	call: Call,
	{ key, keySpec, algorithm }: With,
	input: Input<'Decrypt'> & { readonly CiphertextBlob: Uint8Array }
): Promise<Output<'Decrypt'>> {
	refuseContext(input.EncryptionContext);
	call.dryRun(input.DryRun);
	const sealed = call.tracer.thing(input.CiphertextBlob, 'ciphertext');
	askHsm(call, 'Decrypt', key, [sealed]);
	const { generation, token } = call.current(key);
	call.unwrapStep(key, generation);
	let plaintext: Uint8Array;
	try {
		plaintext = await call.hsm.rsaDecrypt({
			region: key.region,
			token,
			keySpec,
			algorithm,
			ciphertext: input.CiphertextBlob
		});
	} catch (caught) {
		const error = openingError(caught, true);
		if (error instanceof KmsError) {
			call.tracer.add({ kind: 'hsm-open', input: sealed, algorithm, failed: 'malformed' });
			wipedAndRefused(call, ['key material'], error);
		}
		throw error;
	}
	const opened = call.tracer.thing(plaintext, 'plaintext');
	call.tracer.add({ kind: 'hsm-open', input: sealed, output: opened, algorithm });
	wipedAndAnswered(call, 'Decrypt', ['key material'], [opened]);
	return { KeyId: key.arn, Plaintext: plaintext, EncryptionAlgorithm: algorithm };
}
