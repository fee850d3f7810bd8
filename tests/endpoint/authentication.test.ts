/** Who may call, and that everything else is refused in AWS's words before KMS sees it. */
import { request as rawRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEndpoint, type Running } from './running';

let running: Running;
beforeAll(async () => void (running = await startEndpoint()));
afterAll(() => running.close());

const target = 'TrentService.ListKeys';
const MINUTE = 60_000;

describe('a signature', () => {
	it('lets the principal of its access key in, in the Region it was made for', async () => {
		const { KeyMetadata } = await running.client({ region: 'us-east-1' }).createKey({});
		expect(KeyMetadata?.Arn).toMatch(/^arn:aws:kms:us-east-1:111122223333:key\//);
		const other = await running.client({ as: '444455556666:user/Bob' }).createKey({});
		expect(other.KeyMetadata?.Arn).toMatch(/^arn:aws:kms:eu-west-1:444455556666:key\//);
	});

	it('of one account does not use the key of another', async () => {
		const { KeyMetadata } = await running.client().createKey({});
		const stranger = running.client({ as: '444455556666:user/Bob' });
		await expect(stranger.disableKey({ KeyId: KeyMetadata!.Arn! })).rejects.toMatchObject({
			name: 'AccessDeniedException',
			message: expect.stringContaining('arn:aws:iam::444455556666:user/Bob') as string,
			$metadata: { httpStatusCode: 400 }
		});
	});

	it('that is missing, unknown, wrong, incomplete or of another time is refused', async () => {
		for (const [request, code, message] of [
			[{ signed: false }, 'MissingAuthenticationTokenException', 'Missing Authentication Token'],
			[
				{ headers: { 'x-amz-security-token': 'of another key' } },
				'UnrecognizedClientException',
				'The security token included in the request is invalid.'
			],
			[
				{
					signed: false,
					headers: { authorization: 'AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-1/kms/aws4_request' }
				},
				'IncompleteSignatureException',
				"requires 'Signature' parameter"
			],
			[
				{ signed: false, headers: { authorization: 'Basic YTpi' } },
				'IncompleteSignatureException',
				"Unsupported AWS 'algorithm'"
			],
			[{ at: new Date(Date.now() - 6 * MINUTE) }, 'InvalidSignatureException', 'Signature expired'],
			[{ at: new Date(Date.now() + 6 * MINUTE) }, 'InvalidSignatureException', 'Signature not yet current'],
			[{ region: 'mars' }, 'InvalidSignatureException', 'valid region']
		] as const) {
			const answer = await running.send({ target, ...request });
			expect([answer.status, answer.code], JSON.stringify(request)).toEqual([400, code]);
			expect(answer.message).toContain(message);
		}
		expect((await running.send({ target, at: new Date(Date.now() - 4 * MINUTE) })).status).toBe(200);
	});

	it('of a key that nobody here has is refused as AWS refuses it', async () => {
		const { KMS } = await import('@aws-sdk/client-kms');
		const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' };
		const client = new KMS({ endpoint: running.url, region: 'eu-west-1', credentials, maxAttempts: 1 });
		await expect(client.listKeys({})).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
		const wrong = { ...credentials, accessKeyId: running.endpoint.accessKeys[0]!.id };
		const liar = new KMS({ endpoint: running.url, region: 'eu-west-1', credentials: wrong, maxAttempts: 1 });
		await expect(liar.listKeys({})).rejects.toMatchObject({ name: 'InvalidSignatureException' });
	});

	it('covers the body, the target and the date', async () => {
		const honest = { target, body: '{"Limit":1}' };
		expect((await running.send(honest)).status).toBe(200);
		for (const headers of [
			{ 'x-amz-target': 'TrentService.ListAliases' },
			{ 'x-amz-date': '20260101T000000Z' }
		]) {
			const signed = await signedHeaders(running, honest);
			const answer = await post(running.port, { ...signed, ...headers }, honest.body);
			expect(answer.body).toContain('InvalidSignatureException');
		}
		const signed = await signedHeaders(running, honest);
		expect((await post(running.port, signed, honest.body)).status).toBe(200);
		expect((await post(running.port, signed, '{"Limit":2}')).body).toContain('InvalidSignatureException');
	});
});

describe('a request through the browser of whoever runs it', () => {
	it('is refused with a foreign Origin, also for the stream, and never allowed by a CORS header', async () => {
		for (const origin of ['https://evil.example', 'null', `http://127.0.0.1:${running.port + 1}`]) {
			const answer = await running.send({ target, headers: { origin } });
			expect([answer.status, answer.code]).toEqual([403, undefined]);
			const stream = await fetch(`${running.url}/_glass/live`, { headers: { origin } });
			expect(stream.status).toBe(403);
			await stream.body?.cancel();
		}
		const own = await running.send({ target, headers: { origin: running.url } });
		expect(own.status).toBe(200);
		expect([...own.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
		const preflight = await fetch(running.url, {
			method: 'OPTIONS',
			headers: { origin: 'https://evil.example' }
		});
		expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
	});

	it('is refused when its Host is not loopback with the port', async () => {
		const honest = await signedHeaders(running, { target, body: '{}' });
		for (const host of [
			'evil.example',
			`evil.example:${running.port}`,
			'127.0.0.1',
			`127.0.0.1:${running.port + 1}`
		]) {
			const answer = await post(running.port, { ...honest, host }, '{}');
			expect(answer.status).toBe(403);
		}
	});
});

describe('--any-credentials', () => {
	it('takes any key as that of the administrator of the account', async () => {
		const lax = await startEndpoint({ anyCredentials: true, account: '123456789012' as never });
		const { KMS } = await import('@aws-sdk/client-kms');
		const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
		const client = new KMS({ endpoint: lax.url, region: 'us-west-2', credentials });
		const { KeyMetadata } = await client.createKey({});
		expect(KeyMetadata?.Arn).toMatch(/^arn:aws:kms:us-west-2:123456789012:key\//);
		client.destroy();
		await lax.close();
	});
});

/** The headers of a request as the real signer makes them. */
async function signedHeaders(of: Running, { target, body }: { target: string; body: string }) {
	let caught: Record<string, string> = {};
	const original = globalThis.fetch;
	globalThis.fetch = (_url, init) => {
		caught = init?.headers as Record<string, string>;
		return Promise.resolve(new Response('{}'));
	};
	try {
		await of.send({ target, body });
	} finally {
		globalThis.fetch = original;
	}
	return { ...caught, host: `127.0.0.1:${of.port}` };
}

/** A request whose every header is chosen, Host too. */
function post(
	port: number,
	headers: Record<string, string>,
	body: string
): Promise<{ status: number; body: string }> {
	return new Promise((resolve, reject) => {
		const request = rawRequest(
			{ host: '127.0.0.1', port, method: 'POST', path: '/', headers },
			(response) => {
				let text = '';
				response.on('data', (chunk: Buffer) => (text += chunk.toString()));
				response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
			}
		);
		request.on('error', reject);
		request.end(body);
	});
}
