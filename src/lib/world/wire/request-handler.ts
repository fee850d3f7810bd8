/**
 * The request handler that lets a real `@aws-sdk/client-kms` work against a world in this program:
 *
 *     const requestHandler = new WorldRequestHandler({ run: (command) => session.run(command), acting: session.acting });
 *     const kms = new KMSClient({ region: 'eu-west-1', credentials, requestHandler });
 *
 * It has the form of Smithy's HttpHandler and imports nothing of it. No socket is opened and no signature is checked:
 * every call is made by the principal in `acting`, in the Region that the client signs for.
 */
import { utf8 } from '$lib/domain/bytes';
import type { Acting } from '$lib/domain/entry';
import { region as toRegion, type Region } from '$lib/domain/ids';
import { answerWire, type RunCommand } from './answer';

/** As much of Smithy's HttpRequest as is read. */
export interface HandledRequest {
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: unknown;
}

interface HandledResponse {
	readonly statusCode: number;
	readonly headers: Record<string, string>;
	readonly body: Uint8Array;
}

export class WorldRequestHandler {
	readonly metadata = { handlerProtocol: 'http/1.1' };
	readonly #run: RunCommand;
	readonly #acting: Acting;

	constructor({ run, acting }: { readonly run: RunCommand; readonly acting: Acting }) {
		this.#run = run;
		this.#acting = acting;
	}

	/** @throws TypeError for a body that is neither text nor bytes; KMS takes no stream. */
	async handle(
		request: HandledRequest,
		options: { readonly abortSignal?: unknown } = {}
	): Promise<{ response: HandledResponse }> {
		(options.abortSignal as AbortSignal | undefined)?.throwIfAborted?.();
		const headers = lowerCased(request.headers);
		const {
			status,
			headers: answered,
			body
		} = await answerWire({
			target: headers['x-amz-target'],
			body: bytesOf(request.body),
			acting: { ...this.#acting, region: signedRegion(headers.authorization) ?? this.#acting.region },
			run: this.#run
		});
		return { response: { statusCode: status, headers: { ...answered }, body: utf8(body) } };
	}

	/** Nothing about a socket can be set. */
	updateHttpClientConfig(): void {}
	httpHandlerConfigs(): Record<string, never> {
		return {};
	}
	destroy(): void {}
}

const lowerCased = (
	headers: Readonly<Record<string, string>>
): Readonly<Record<string, string | undefined>> =>
	Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function bytesOf(body: unknown): Uint8Array {
	if (body === undefined || body === null) return new Uint8Array();
	if (typeof body === 'string') return utf8(body);
	if (body instanceof Uint8Array) return body;
	throw new TypeError(`expected a body of text or bytes, got ${typeof body}`);
}

/** The Region of `Credential=<key>/<date>/<region>/kms/aws4_request`. */
function signedRegion(authorization: string | undefined): Region | undefined {
	const name = /Credential=[^/,]+\/\d{8}\/([^/,]+)\//.exec(authorization ?? '')?.[1];
	try {
		return name === undefined ? undefined : toRegion(name);
	} catch {
		return undefined;
	}
}
