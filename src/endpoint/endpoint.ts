/**
 * The wire endpoint: KMS over HTTP as AWS speaks it (`POST /`, AWS JSON 1.1, SigV4), and under `/_glass/` what a page
 * served at the same address needs to follow it. It sends no CORS header: no page of another site reads an answer.
 * Differs from AWS: no TLS; whoever runs programs on this machine can follow the world, as they can read its file.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Acting, Command } from '$lib/domain/entry';
import { answerWire } from '$lib/world/wire/answer';
import { operationOf } from '$lib/world/wire/decode';
import { encodeError, type WireAnswer } from '$lib/world/wire/encode';
import { fromLiveJson, toLiveJson, type LiveRequest, type LiveResponse } from '$lib/world/wire/live-json';
import { isKmsError } from '$lib/domain/errors';
import { CommandError } from '$lib/world/execute';
import { authenticate, type Authentication } from './authenticate';
import { refusalOf } from './gate';
import { OWN_PAGES_ONLY, streamWorld } from './live';
import { openWorld, type OpenWorld } from './open-world';
import type { EndpointOptions } from './options';
import { passTime, secondsPasser } from './pass-time';
import { accessKeysOf, signersOf, type AccessKey } from './principals';
import { CutOff, readBody } from './read-body';
import { WireError } from './wire-error';

/** The longest input of KMS is a policy of 32 KiB beside tags; this leaves room. */
const KMS_BODY = 1024 * 1024;
/** A page that follows may seal a file. */
const LIVE_BODY = 512 * 1024 * 1024;

export interface Endpoint {
	/** Answers a request of KMS or of a page that follows; false when it is one for the site. */
	handle(request: IncomingMessage, response: ServerResponse): boolean;
	/** Of the principals that the world has now, its administrator's first. */
	readonly accessKeys: readonly AccessKey[];
	/** The file that keeps the world. */
	readonly path: string | undefined;
	readonly region: string;
	/** Ends streams, waits for the call at hand, and writes the world. */
	close(): Promise<void>;
}

/** @throws OptionsError, SetUpError, WorldFileError */
export async function openEndpoint(options: EndpointOptions): Promise<Endpoint> {
	let open: OpenWorld = await openWorld(options);
	let stopTime = passTime(open.world);
	const passSeconds = secondsPasser(Date.now);
	const streams = new Set<() => void>();
	const { origin } = open.world;
	const authentication = (): Authentication => {
		const { state } = open.world;
		const [administrator] = signersOf(origin, state);
		return {
			keys: accessKeysOf(origin, state),
			...(options.anyCredentials && administrator && { anyone: administrator })
		};
	};

	async function kms(request: IncomingMessage): Promise<WireAnswer> {
		const body = await readBody(request, KMS_BODY);
		const { headers, method = 'POST', url = '/' } = request;
		const target = headers['x-amz-target'];
		const name = Array.isArray(target) ? target[0] : target;
		if (!/^application\/x-amz-json-1\.1\b/.test(headers['content-type'] ?? ''))
			throw new WireError('UnknownOperationException', '');
		operationOf(name);
		const acting: Acting = authenticate({ method, url, headers, body }, authentication(), Date.now());
		await passSeconds(open.world);
		return answerWire({ target: name, body, acting, run: (command) => open.world.run(command) });
	}

	async function live(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
		if (request.method === 'GET' && path === '/_glass/live') {
			const end = streamWorld(request, response, open.world);
			streams.add(end);
			response.on('close', () => streams.delete(end));
			return;
		}
		if (request.method === 'GET' && path.startsWith('/_glass/payload/')) {
			const bytes = open.payload(path.slice('/_glass/payload/'.length));
			return bytes ? send(response, 200, 'application/octet-stream', bytes) : notFound(response);
		}
		if (request.method === 'POST' && path === '/_glass/run') {
			const answer = await runLive(await readBody(request, LIVE_BODY), (command) => open.world.run(command));
			return send(response, answer.ok ? 200 : 400, 'application/json', toLiveJson(answer));
		}
		if (request.method === 'POST' && path === '/_glass/reset' && options.allowReset) {
			stopTime();
			open = await open.reset();
			stopTime = passTime(open.world);
			// Followers come back at once and are given the new world.
			for (const end of streams) end();
			return send(response, 200, 'application/json', '{}');
		}
		notFound(response);
	}

	return {
		get accessKeys() {
			return accessKeysOf(origin, open.world.state);
		},
		path: open.path,
		region: origin.region,
		handle(request, response) {
			const path = (request.url ?? '/').split('?')[0] ?? '/';
			const isLive = path.startsWith('/_glass/');
			if (request.method !== 'POST' && !isLive) return false;
			const refusal = refusalOf(request);
			if (refusal !== undefined) {
				request.resume();
				send(response, 403, 'text/plain; charset=utf-8', refusal);
				return true;
			}
			if (isLive) void live(request, response, path).catch((error: unknown) => fail(response, error));
			else if (path !== '/') {
				request.resume();
				sendWire(response, encodeError({ code: 'UnknownOperationException', status: 404, message: '' }));
			} else
				void kms(request).then(
					(answer) => sendWire(response, answer),
					(error: unknown) => fail(response, error)
				);
			return true;
		},
		async close() {
			stopTime();
			for (const end of streams) end();
			await open.close();
		}
	};
}

/** A page of this address acts as the principal it shows; it may not choose the ids of keys. */
async function runLive(
	body: Uint8Array,
	run: (command: Command) => ReturnType<OpenWorld['world']['run']>
): Promise<LiveResponse> {
	try {
		const { command } = fromLiveJson(new TextDecoder('utf-8', { fatal: true }).decode(body)) as LiveRequest;
		if (Object.hasOwn(command, 'fixedKeyId')) throw new CommandError('expected no fixedKeyId');
		return { ok: true, execution: await run(command) };
	} catch (error) {
		if (error instanceof CommandError || error instanceof TypeError || error instanceof SyntaxError)
			return { ok: false, fault: error.message };
		throw error;
	}
}

function sendWire(response: ServerResponse, { status, headers, body }: WireAnswer): void {
	if (response.headersSent || response.destroyed) return;
	response.writeHead(status, {
		...headers,
		'content-length': Buffer.byteLength(body),
		'cache-control': 'no-cache, no-store, must-revalidate, private',
		'x-amzn-requestid': randomUUID()
	});
	response.end(body);
}

function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
	if (response.headersSent || response.destroyed) return;
	response.writeHead(status, {
		'content-type': type,
		'content-length': Buffer.byteLength(body),
		'cache-control': 'no-store',
		...OWN_PAGES_ONLY
	});
	response.end(body);
}

const notFound = (response: ServerResponse): void =>
	send(response, 404, 'text/plain; charset=utf-8', 'Not found');

/** A fault of ours is told to whoever runs the endpoint; a client learns no more of it than AWS would say. */
function fail(response: ServerResponse, error: unknown): void {
	if (error instanceof WireError || isKmsError(error)) return sendWire(response, encodeError(error));
	if (error instanceof CutOff || (error as NodeJS.ErrnoException).code === 'ECONNRESET') return;
	console.error(error);
	sendWire(
		response,
		encodeError({
			code: 'KMSInternalException',
			status: 500,
			message: 'The request was rejected because an internal exception occurred. The request can be retried.'
		})
	);
}
