/** What openssl thinks of it: signatures it accepts, ciphertext it makes. Skipped where openssl is not installed. */
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KMS } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEndpoint, type Running } from './running';

const installed = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!installed)(`openssl${installed ? '' : ' (not installed)'}`, () => {
	let running: Running;
	let kms: KMS;
	let folder: string;
	beforeAll(async () => {
		running = await startEndpoint();
		kms = running.client();
		folder = mkdtempSync(join(tmpdir(), 'glass-kms-openssl-'));
	});
	afterAll(async () => {
		rmSync(folder, { recursive: true, force: true });
		await running.close();
	});

	const message = randomBytes(1000);
	const file = (name: string, bytes: Uint8Array): string => {
		const path = join(folder, name);
		writeFileSync(path, bytes);
		return path;
	};
	const openssl = (...args: string[]) => spawnSync('openssl', args);

	async function keyOf(
		KeySpec: 'RSA_2048' | 'ECC_NIST_P256' | 'ECC_SECG_P256K1',
		KeyUsage: 'SIGN_VERIFY' | 'ENCRYPT_DECRYPT'
	) {
		const { KeyMetadata } = await kms.createKey({ KeySpec, KeyUsage });
		const KeyId = KeyMetadata!.KeyId!;
		const { PublicKey } = await kms.getPublicKey({ KeyId });
		const der = file(`${KeyId}.der`, PublicKey!);
		const pem = join(folder, `${KeyId}.pem`);
		expect(openssl('pkey', '-pubin', '-inform', 'DER', '-in', der, '-out', pem).status).toBe(0);
		return { KeyId, pem };
	}

	function accepts(
		pem: string,
		signature: Uint8Array,
		hash: string,
		options: readonly string[],
		of = message
	): boolean {
		const { status } = openssl(
			...['dgst', `-${hash}`, '-verify', pem, '-signature', file('signature', signature)],
			...options.flatMap((option) => ['-sigopt', option]),
			file('message', of)
		);
		return status === 0;
	}

	it.each([
		['RSASSA_PSS_SHA_256', 'sha256', 32],
		['RSASSA_PSS_SHA_384', 'sha384', 48],
		['RSASSA_PSS_SHA_512', 'sha512', 64],
		['RSASSA_PKCS1_V1_5_SHA_256', 'sha256', undefined],
		['RSASSA_PKCS1_V1_5_SHA_512', 'sha512', undefined]
	] as const)(
		'accepts %s of a message and of its digest, hashed once',
		async (SigningAlgorithm, hash, salt) => {
			const { KeyId, pem } = await keyOf('RSA_2048', 'SIGN_VERIFY');
			// The salt is as long as the hash, exactly: `digest` would take any length.
			const options = salt ? ['rsa_padding_mode:pss', `rsa_pss_saltlen:${salt}`] : [];
			const Message = createHash(hash).update(message).digest();
			for (const input of [{ Message: message }, { Message, MessageType: 'DIGEST' as const }]) {
				const { Signature } = await kms.sign({ KeyId, SigningAlgorithm, ...input });
				expect(accepts(pem, Signature!, hash, options)).toBe(true);
				expect(accepts(pem, Signature!, hash, options, randomBytes(1000))).toBe(false);
			}
		}
	);

	it.each([
		['ECC_NIST_P256', 'ECDSA_SHA_256', 'sha256'],
		['ECC_SECG_P256K1', 'ECDSA_SHA_256', 'sha256']
	] as const)(
		'accepts a signature of %s, and KMS one that openssl made nothing of',
		async (spec, SigningAlgorithm, hash) => {
			const { KeyId, pem } = await keyOf(spec, 'SIGN_VERIFY');
			const { Signature } = await kms.sign({
				KeyId,
				SigningAlgorithm,
				Message: message
			});
			expect(accepts(pem, Signature!, hash, [])).toBe(true);
			expect(
				(await kms.verify({ KeyId, SigningAlgorithm, Message: message, Signature })).SignatureValid
			).toBe(true);
		}
	);

	it.each([
		['RSAES_OAEP_SHA_1', 'sha1'],
		['RSAES_OAEP_SHA_256', 'sha256']
	] as const)('encrypts outside with %s what opens inside', async (EncryptionAlgorithm, hash) => {
		const { KeyId, pem } = await keyOf('RSA_2048', 'ENCRYPT_DECRYPT');
		const secret = randomBytes(100);
		const out = join(folder, 'sealed');
		const made = openssl(
			...['pkeyutl', '-encrypt', '-pubin', '-inkey', pem, '-in', file('secret', secret), '-out', out],
			...[
				'-pkeyopt',
				'rsa_padding_mode:oaep',
				'-pkeyopt',
				`rsa_oaep_md:${hash}`,
				'-pkeyopt',
				`rsa_mgf1_md:${hash}`
			]
		);
		expect(made.status).toBe(0);
		const { readFileSync } = await import('node:fs');
		const opened = await kms.decrypt({ KeyId, EncryptionAlgorithm, CiphertextBlob: readFileSync(out) });
		expect(Buffer.from(opened.Plaintext!)).toEqual(secret);
	});
});
