/** An endpoint on a free port of the loopback interface, with real clients that sign for it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KMS } from '@aws-sdk/client-kms';
import { SignatureV4 } from '@smithy/signature-v4';
import { createHash, createHmac } from 'node:crypto';
import { openEndpoint, type Endpoint } from '../../src/endpoint/endpoint';
import type { AccessKey } from '../../src/endpoint/principals';
import type { EndpointOptions } from '../../src/endpoint/options';
import type { WorldFile } from '$lib/world/world-file';

export interface Running {
	readonly url: string;
	readonly port: number;
	readonly endpoint: Endpoint;
	/** A client that signs with the access key of the of the principal whose ARN ends so: user/Alice, 444455556666:user/Bob. */
	client(options?: { readonly as?: string; readonly region?: string }): KMS;
	/** A request with whatever headers and body, signed unless told otherwise. */
	send(request: RawRequest): Promise<RawAnswer>;
	/** What the world holds now, by way of the stream that pages follow. */
	close(): Promise<void>;
}

export interface RawRequest {
	readonly target?: string;
	readonly body?: string | Uint8Array;
	readonly headers?: Readonly<Record<string, string>>;
	/** Headers to leave out of what is sent, after signing. */
	readonly without?: readonly string[];
	readonly as?: string;
	readonly region?: string;
	readonly at?: Date;
	readonly signed?: boolean;
}

export interface RawAnswer {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	/** The code in `__type`; undefined for a success. */
	readonly code: string | undefined;
	readonly message: string | undefined;
}

export const plainOptions: EndpointOptions = { seed: 'tests', anyCredentials: false, allowReset: false };

export async function startEndpoint(more: Partial<EndpointOptions> = {}): Promise<Running> {
	const endpoint = await openEndpoint({ ...plainOptions, ...more });
	const server: Server = createServer((request, response) => {
		if (!endpoint.handle(request, response)) response.writeHead(404).end('the site');
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	const { port } = server.address() as AddressInfo;
	const url = `http://127.0.0.1:${port}`;
	const clients: KMS[] = [];
	return {
		url,
		port,
		endpoint,
		client({ as = 'user/Alice', region = 'eu-west-1' } = {}) {
			const { id, secret } = keyOf(endpoint, as);
			const credentials = { accessKeyId: id, secretAccessKey: secret };
			const client = new KMS({ endpoint: url, region, credentials, maxAttempts: 1 });
			clients.push(client);
			return client;
		},
		send: (request) => sendRaw(url, endpoint, request),
		async close() {
			for (const client of clients) client.destroy();
			await endpoint.close();
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		}
	};
}

function keyOf({ accessKeys }: Endpoint, as: string): AccessKey {
	return accessKeys.find((key) => key.arn.endsWith(as))!;
}

async function sendRaw(url: string, endpoint: Endpoint, request: RawRequest): Promise<RawAnswer> {
	const { body = '{}', as = 'user/Alice', region = 'eu-west-1', at = new Date(), signed = true } = request;
	const { host } = new URL(url);
	let headers: Record<string, string> = {
		host,
		'content-type': 'application/x-amz-json-1.1',
		...(request.target !== undefined && { 'x-amz-target': request.target }),
		...request.headers
	};
	if (signed) {
		const { id, secret } = keyOf(endpoint, as);
		const signer = new SignatureV4({
			credentials: { accessKeyId: id, secretAccessKey: secret },
			region,
			service: 'kms',
			sha256: NodeSha256
		});
		const made = await signer.sign(
			{ method: 'POST', protocol: 'http:', hostname: host, path: '/', query: {}, headers, body },
			{ signingDate: at }
		);
		headers = made.headers;
	}
	for (const name of request.without ?? []) delete headers[name];
	return fetchRaw(url, headers, body);
}

/** `fetch` sets Host itself, which is what most of these requests want. */
async function fetchRaw(
	url: string,
	headers: Record<string, string>,
	body: string | Uint8Array
): Promise<RawAnswer> {
	const { host: _host, ...others } = headers;
	const response = await fetch(url, { method: 'POST', headers: others, body: body as BodyInit });
	const text = await response.text();
	const read = (): { __type?: string; message?: string } => {
		try {
			return JSON.parse(text) as { __type?: string; message?: string };
		} catch {
			return {};
		}
	};
	const { __type: code, message } = read();
	return { status: response.status, headers: response.headers, text, code, message };
}

/** The hash constructor that the signer wants, over Node's own. */
class NodeSha256 {
	readonly #hash;
	constructor(secret?: Uint8Array | string | ArrayBuffer | ArrayBufferView) {
		this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Uint8Array);
	}
	update(data: Uint8Array | string): void {
		this.#hash.update(data);
	}
	async digest(): Promise<Uint8Array> {
		return this.#hash.digest();
	}
	reset(): void {}
}

export interface LiveEvent {
	readonly name: string;
	readonly id: string;
	readonly data: unknown;
}

/** Reads the stream until as many events came as are wanted. */
export async function liveEvents(
	url: string,
	wanted: number,
	{ after, onOpen }: { readonly after?: string; readonly onOpen?: () => void } = {}
): Promise<readonly LiveEvent[]> {
	const abort = new AbortController();
	const response = await fetch(`${url}/_glass/live`, {
		signal: abort.signal,
		headers: after === undefined ? {} : { 'last-event-id': after }
	});
	onOpen?.();
	const events: LiveEvent[] = [];
	let text = '';
	const decoder = new TextDecoder();
	if (wanted > 0)
		for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
			text += decoder.decode(chunk, { stream: true });
			const parts = text.split('\n\n');
			text = parts.pop() ?? '';
			for (const part of parts) {
				const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(part)?.[1] ?? '';
				if (field('data'))
					events.push({ name: field('event'), id: field('id'), data: JSON.parse(field('data')) });
			}
			if (events.length >= wanted) break;
		}
	abort.abort();
	return events;
}

/** The whole world, as a page that begins to follow gets it. */
export async function follow({ url }: Pick<Running, 'url'>): Promise<WorldFile> {
	const [world] = await liveEvents(url, 1);
	return world!.data as WorldFile;
}
