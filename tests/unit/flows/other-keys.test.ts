/** Uses of keys that are not symmetric, told: every step has a sentence, and every answer's bytes lie somewhere. */
import { expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import type { Execution } from '$lib/domain/entry';
import type { KeySpec, KeyUsage } from '$lib/domain/key-spec';
import { captionText } from '$lib/flows/beat';
import { beatsOf } from '$lib/flows/beats';
import { importInto } from '../world/import';
import { testWorld } from '../world/world';

const FOX = utf8('the quick brown fox');

function recorded() {
	const world = testWorld();
	/** Runs a command, and gives its captions, one a beat. */
	async function told(operation: string, input: object): Promise<string[]> {
		const before = world.state();
		const done: Execution = await world.run({ type: 'kms', operation, input, ...world.acting } as never);
		const beats = beatsOf(done.entry, before, world.state());
		for (const beat of beats) expect(beat.describe).not.toContain('undefined');
		return beats.map((beat) => captionText(beat));
	}
	const create = async (KeySpec: KeySpec, KeyUsage: KeyUsage): Promise<string> =>
		(await world.kms('CreateKey', { KeySpec, KeyUsage })).KeyMetadata.KeyId;
	return { world, told, create };
}

test('signing, and a signature that does not fit', async () => {
	const { world, told, create } = recorded();
	const KeyId = await create('ECC_NIST_P256', 'SIGN_VERIFY');
	const sign = { KeyId, Message: FOX, SigningAlgorithm: 'ECDSA_SHA_256' } as const;
	expect(await told('Sign', sign)).toContain('The HSM signs: the signature.');
	const { Signature } = await world.kms('Sign', sign);
	expect(await told('Verify', { ...sign, Signature })).toContain('The HSM checks the signature: it fits.');
	const refused = await told('Verify', { ...sign, Message: utf8('other'), Signature });
	expect(refused).toContain('The HSM checks the signature: it does not fit.');
	expect(refused.at(-1)).toBe('KMS answers KMSInvalidSignatureException.');
});

test('secrets are called what they are', async () => {
	const { world, told, create } = recorded();
	const KeyId = await create('ML_KEM_768', 'ENCAPSULATE_DECAPSULATE');
	const kem = await told('Encapsulate', { KeyId, EncapsulationAlgorithm: 'ML_KEM' });
	expect(kem).toContain(
		'The HSM draws a secret and encapsulates it: the shared secret and the encapsulated secret.'
	);
	const symmetric = (await world.kms('CreateKey', {})).KeyMetadata.KeyId;
	const pair = await told('GenerateDataKeyPair', { KeyId: symmetric, KeyPairSpec: 'ECC_NIST_P256' });
	expect(pair.some((caption) => caption.includes('private key'))).toBe(true);
	expect(pair.at(-1)).toContain('public key');
});

test('an import, told from the parameters to the key that can be used', async () => {
	const { world, told } = recorded();
	const { KeyId } = (await world.kms('CreateKey', { Origin: 'EXTERNAL' })).KeyMetadata;
	const parameters = await told('GetParametersForImport', {
		KeyId,
		WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
		WrappingKeySpec: 'RSA_2048'
	});
	expect(parameters).toContain('The HSM makes a pair for one import: the wrapping key and the import token.');
	await importInto(world, KeyId, new Uint8Array(32).fill(1));
	const last = world.timeline.entryAt(world.timeline.head)!;
	expect(last.trace).toContainEqual(
		expect.objectContaining({ kind: 'key-transition', from: 'PendingImport', to: 'Enabled' })
	);
	expect(await told('DeleteImportedKeyMaterial', { KeyId })).toContain(
		'The key goes from Enabled to PendingImport.'
	);
});
