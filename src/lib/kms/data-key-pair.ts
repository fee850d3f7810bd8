/** GenerateDataKeyPair and its form without plaintext: one path, told apart by what comes out. */
import type { KeyPairSpec } from '$lib/domain/key-spec';
import type { Input } from '$lib/domain/operations';
import type { KeyRecord } from '$lib/domain/key';
import type { Call } from './call';
import { requireBuilt, requireSymmetricKey } from './key-use';
import { askHsm, wipedAndAnswered } from './open-and-seal';
import { wrongOrigin } from './unsupported';
import { sha256Hex } from '$lib/crypto/hash';
import { readBlob } from './sealer';

/** Keys in custom key stores wrap no key pairs. @throws KmsError UnsupportedOperationException */
function refuseInStore(key: KeyRecord): void {
	if (key.customKeyStoreId !== undefined) throw wrongOrigin(key);
}

export async function makeDataKeyPair(
	call: Call,
	input: Input<'GenerateDataKeyPair'>,
	withPlaintext: boolean
) {
	const context = input.EncryptionContext;
	const keyPairSpec = input.KeyPairSpec as KeyPairSpec;
	requireBuilt(keyPairSpec);
	const key = call.useKey(input.KeyId, { context, fits: refuseInStore });
	requireSymmetricKey(call, key);
	call.dryRun(input.DryRun);
	askHsm(call, call.operation, key, call.tracer.contextThing(context));
	const { generation, token } = call.current(key);
	const made = await call.hsm.generateDataKeyPair({
		region: key.region,
		token,
		aad: call.aad(context),
		keyPairSpec,
		withPlaintext,
		seed: call.callSeed()
	});
	const name = 'private key';
	const privateKey = made.plaintext
		? call.tracer.thing(made.plaintext, 'data-key', { name })
		: {
				id: `inside:${sha256Hex(made.ciphertext)}`,
				material: 'data-key' as const,
				length: readBlob(made.ciphertext).body.length - 11,
				name
			};
	const publicKey = call.tracer.thing(made.publicKey, 'public-key');
	call.tracer.add({ kind: 'hsm-generate-data-key', dataKey: privateKey });
	call.unwrapStep(key, generation);
	const wrapped = call.sealSteps({
		key,
		generation,
		input: privateKey,
		blob: made.ciphertext,
		material: 'wrapped-data-key',
		context
	});
	const wiped = ['key material', 'message key', ...(made.plaintext ? [] : ['data key'])];
	wipedAndAnswered(call, call.operation, wiped, [
		...(made.plaintext ? [privateKey] : []),
		publicKey,
		wrapped
	]);
	return { key, generation, keyPairSpec, ...made };
}
