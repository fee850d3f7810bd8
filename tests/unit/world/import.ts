/** What a person does outside of KMS to import key material: asks for parameters, wraps, hands it in. */
import type { Input } from '$lib/domain/operations';
import type { RsaKeySpec, WrappingAlgorithm } from '$lib/domain/key-spec';
import { wrapForImport } from '$lib/crypto/asymmetric/import-wrap';
import type { testWorld } from './world';

type World = ReturnType<typeof testWorld>;

export async function wrapped(
	world: World,
	KeyId: string,
	material: Uint8Array,
	by: { readonly algorithm?: WrappingAlgorithm; readonly keySpec?: RsaKeySpec } = {}
) {
	const { algorithm = 'RSA_AES_KEY_WRAP_SHA_256', keySpec = 'RSA_2048' } = by;
	const { ImportToken, PublicKey } = await world.kms('GetParametersForImport', {
		KeyId,
		WrappingAlgorithm: algorithm,
		WrappingKeySpec: keySpec
	});
	const aesKey = new Uint8Array(32).fill(77);
	return {
		KeyId,
		ImportToken,
		EncryptedKeyMaterial: await wrapForImport({ publicKey: PublicKey, algorithm, material, aesKey })
	};
}

export async function importInto(
	world: World,
	KeyId: string,
	material: Uint8Array,
	more: Partial<Input<'ImportKeyMaterial'>> = {},
	by: Parameters<typeof wrapped>[3] = {}
) {
	return world.kms('ImportKeyMaterial', {
		...(await wrapped(world, KeyId, material, by)),
		ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
		...more
	});
}
