import { constants, createPrivateKey, createPublicKey, privateDecrypt, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fromHex, utf8 } from '$lib/domain/bytes';
import type { OutsideResult, OutsideWork } from '$lib/domain/outside';
import { beatsOf } from '$lib/flows/beats';
import { captionText } from '$lib/flows/beat';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { RSA_TEST_KEYS } from '$lib/scenarios/rsa-test-keys';
import { callsOf } from '$lib/world/api-calls';
import { execute } from '$lib/world/execute';
import { newOrigin } from '$lib/world/origins';
import { emptyState } from '$lib/world/state';
import { rsaPublicKey } from '$lib/crypto/asymmetric/rsa';

const seed = 'ab'.repeat(32);
const origin = newOrigin({ seed: fromHex(seed), name: 'test', id: 'test', startsAt: Date.UTC(2026, 0, 1) });
const { caller, account, region } = origin;
const pkcs8 = RSA_TEST_KEYS.RSA_2048![0]!;
const publicKey = rsaPublicKey('RSA_2048', pkcs8);

async function outside(work: OutsideWork) {
	const state = emptyState(origin);
	const hsm = createInProcessHsm({ seed: fromHex(seed) });
	const execution = await execute({
		origin,
		state,
		parent: null,
		command: { type: 'client.outside', work, caller, account, region },
		hsm
	});
	return { ...execution, made: execution.answer as OutsideResult, state };
}

describe('work outside AWS', () => {
	test('an RSA ciphertext made twice is the same bytes, and openssl opens it', async () => {
		const work = {
			act: 'encrypt',
			algorithm: 'RSAES_OAEP_SHA_256',
			publicKey,
			plaintext: utf8('at noon')
		} as const;
		const [one, two] = [await outside(work), await outside(work)];
		expect(two.entry).toEqual(one.entry);
		const opened = privateDecrypt(
			{
				key: createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }),
				padding: constants.RSA_PKCS1_OAEP_PADDING,
				oaepHash: 'sha256'
			},
			one.made.ciphertext!
		);
		expect(opened.toString()).toBe('at noon');
	});

	test('a plaintext that does not fit is refused, and KMS did not say so', async () => {
		const { entry } = await outside({
			act: 'encrypt',
			algorithm: 'RSAES_OAEP_SHA_256',
			publicKey,
			plaintext: new Uint8Array(191)
		});
		expect(entry.outcome).toMatchObject({ ok: false, error: { code: 'RefusedOutside', status: 0 } });
		expect(JSON.stringify(entry.outcome)).toContain('at most 190 bytes');
	});

	test('a private key of one’s own signs, openssl verifies, and the log has no secret and no call', async () => {
		const pair = await outside({ act: 'key-pair', keySpec: 'ECC_NIST_P256' });
		const plaintext = utf8('Pay Alice 10 euros.');
		const signed = await outside({
			act: 'sign',
			keySpec: 'ECC_NIST_P256',
			algorithm: 'ECDSA_SHA_256',
			privateKey: pair.made.privateKey!,
			plaintext
		});
		const key = createPublicKey({ key: Buffer.from(pair.made.publicKey!), format: 'der', type: 'spki' });
		expect(verify('sha256', plaintext, key, signed.made.signature!)).toBe(true);
		for (const { entry } of [pair, signed]) {
			expect(callsOf(entry)).toEqual([]);
			expect(JSON.stringify(entry)).not.toContain(Buffer.from(pair.made.privateKey!).toString('base64'));
		}
	});

	test('a signature that does not fit is a stop of its own', async () => {
		const { entry, state } = await outside({
			act: 'verify',
			keySpec: 'RSA_2048',
			algorithm: 'RSASSA_PSS_SHA_256',
			messageType: 'RAW',
			publicKey,
			plaintext: utf8('x'),
			signature: new Uint8Array(256)
		});
		const [beat] = beatsOf(entry, state, state);
		expect(beat?.stop).toMatchObject({ code: 'SignatureDoesNotFit', lane: 'caller' });
		expect(captionText(beat!)).toBe('Outside AWS, Alice checks with the public key: it does not fit.');
	});
});
