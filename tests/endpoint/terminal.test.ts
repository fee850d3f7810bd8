/** The AWS CLI and boto3, as a person uses them after pasting what the endpoint prints. Skipped where not installed. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { follow, startEndpoint, type Running } from './running';

const works = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;
const hasCli = works('aws', '--version');
const hasBoto = works('python3', '-c', 'import boto3');
const title = (name: string, installed: boolean): string => `${name}${installed ? '' : ' (not installed)'}`;

let running: Running;
let folder: string;
beforeAll(async () => {
	running = await startEndpoint();
	folder = mkdtempSync(join(tmpdir(), 'glass-kms-terminal-'));
});
afterAll(async () => {
	rmSync(folder, { recursive: true, force: true });
	await running.close();
});

/** Nothing of this machine's own AWS set-up is seen. */
function environment(): NodeJS.ProcessEnv {
	const { id, secret } = running.endpoint.accessKeys[0]!;
	const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
	return {
		...Object.fromEntries(own),
		AWS_ENDPOINT_URL_KMS: running.url,
		AWS_REGION: 'eu-west-1',
		AWS_DEFAULT_REGION: 'eu-west-1',
		AWS_ACCESS_KEY_ID: id,
		AWS_SECRET_ACCESS_KEY: secret,
		AWS_CONFIG_FILE: join(folder, 'none'),
		AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
		AWS_EC2_METADATA_DISABLED: 'true',
		AWS_MAX_ATTEMPTS: '1'
	};
}

function terminal(
	command: string,
	...args: string[]
): Promise<{ status: number | null; out: string; error: string }> {
	return new Promise((resolve) => {
		const child = spawn(command, args, { env: environment(), cwd: folder });
		let out = '';
		let error = '';
		child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
		child.on('close', (status) => resolve({ status, out: out.trim(), error }));
	});
}

describe.skipIf(!hasCli)(title('the AWS CLI', hasCli), () => {
	const aws = (...args: string[]) => terminal('aws', 'kms', '--output', 'text', ...args);

	it('creates a key, seals a file, opens it, and is refused once the key is disabled', async () => {
		writeFileSync(join(folder, 'plain'), 'from a terminal');
		const key = (await aws('create-key', '--query', 'KeyMetadata.KeyId')).out;
		expect(key).toMatch(/^[0-9a-f-]{36}$/);
		const context = ['--encryption-context', 'who=terminal'];
		const sealed = await aws(
			'encrypt',
			'--key-id',
			key,
			'--plaintext',
			'fileb://plain',
			...context,
			'--query',
			'CiphertextBlob'
		);
		writeFileSync(join(folder, 'sealed'), Buffer.from(sealed.out, 'base64'));
		const open = ['decrypt', '--ciphertext-blob', 'fileb://sealed', ...context, '--query', 'Plaintext'];
		expect(Buffer.from((await aws(...open)).out, 'base64').toString()).toBe('from a terminal');
		expect((await aws('disable-key', '--key-id', key)).status).toBe(0);
		const refused = await aws(...open);
		expect(refused.status).not.toBe(0);
		expect(refused.error).toContain('(DisabledException) when calling the Decrypt operation');
		const { entries } = await follow(running);
		expect(entries.map(({ command }) => command.operation)).toEqual([
			...['CreateKey', 'Encrypt', 'Decrypt', 'DisableKey', 'Decrypt']
		]);
	});
});

describe.skipIf(!hasBoto)(title('boto3', hasBoto), () => {
	it('signs, verifies, and gets an exception of its own kind', async () => {
		const script = `
import boto3
kms = boto3.client('kms')
key = kms.create_key(KeySpec='ECC_NIST_P256', KeyUsage='SIGN_VERIFY')['KeyMetadata']
made = kms.sign(KeyId=key['Arn'], Message=b'hello', SigningAlgorithm='ECDSA_SHA_256')
kms.verify(KeyId=key['Arn'], Message=b'hello', Signature=made['Signature'], SigningAlgorithm='ECDSA_SHA_256')
try:
    kms.verify(KeyId=key['Arn'], Message=b'hullo', Signature=made['Signature'], SigningAlgorithm='ECDSA_SHA_256')
except kms.exceptions.KMSInvalidSignatureException:
    print('refused', key['CreationDate'].year, len(kms.list_keys()['Keys']) > 0)
`;
		const { out, error } = await terminal('python3', '-c', script);
		expect(out, error).toBe('refused 2026 True');
	});
});
