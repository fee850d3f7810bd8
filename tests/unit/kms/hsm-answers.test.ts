/** Whatever the HSM is asked, it answers once, also when it refuses: no picture ends inside the box. */
import { expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import type { Command } from '$lib/domain/entry';
import type { OperationName } from '$lib/domain/operations';
import { wrapped } from '../world/import';
import { testWorld } from '../world/world';

test.each<[string, OperationName, (world: ReturnType<typeof testWorld>) => Promise<object>]>([
	[
		'InvalidCiphertextException',
		'Decrypt',
		async ({ kms }) => {
			const { KeyId } = (await kms('CreateKey', {})).KeyMetadata;
			const { CiphertextBlob } = await kms('Encrypt', { KeyId, Plaintext: utf8('x') });
			return { CiphertextBlob: CiphertextBlob.with(-1, CiphertextBlob.at(-1)! ^ 1) };
		}
	],
	[
		'InvalidCiphertextException',
		'Decrypt',
		async ({ kms }) => {
			const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256';
			const asked = { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' };
			const { KeyId } = (await kms('CreateKey', asked)).KeyMetadata;
			return { KeyId, EncryptionAlgorithm, CiphertextBlob: new Uint8Array(256).fill(1) };
		}
	],
	[
		'KMSInvalidSignatureException',
		'Verify',
		async ({ kms }) => {
			const SigningAlgorithm = 'ECDSA_SHA_256';
			const asked = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' };
			const { KeyId } = (await kms('CreateKey', asked)).KeyMetadata;
			const { Signature } = await kms('Sign', { KeyId, SigningAlgorithm, Message: utf8('x') });
			return { KeyId, SigningAlgorithm, Message: utf8('y'), Signature };
		}
	],
	[
		'IncorrectKeyMaterialException',
		'ImportKeyMaterial',
		async (world) => {
			const { KeyId } = (await world.kms('CreateKey', { Origin: 'EXTERNAL' })).KeyMetadata;
			return {
				...(await wrapped(world, KeyId, new Uint8Array(31).fill(1))),
				ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
			};
		}
	]
])('%s of %s', async (code, operation, prepare) => {
	const world = testWorld();
	const input = await prepare(world);
	const { entry } = await world.run({ type: 'kms', operation, input, ...world.acting } as unknown as Command);
	expect(entry.outcome).toMatchObject({ ok: false, error: { code } });
	const steps = entry.trace.filter(
		(step) =>
			(step.kind === 'request' && step.to === 'hsm') || (step.kind === 'answer' && step.from === 'hsm')
	);
	expect(steps).toMatchObject([{ kind: 'request' }, { kind: 'answer', error: { code } }]);
});
