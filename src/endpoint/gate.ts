/**
 * What a request must be before anything reads it. The endpoint listens on the loopback interface only; a page of
 * another site must not reach it through the browser of whoever runs it: not by a form or a script (a foreign
 * `Origin`), and not by a name of its own that resolves to 127.0.0.1 (a foreign `Host`).
 */
import type { IncomingMessage } from 'node:http';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** @returns why the request is refused, or undefined. */
export function refusalOf({ headers, socket }: IncomingMessage): string | undefined {
	const hosts = LOOPBACK.map((name) => `${name}:${socket.localPort}`);
	const host = headers.host?.toLowerCase();
	if (host === undefined || !hosts.includes(host))
		return `This endpoint answers only at ${hosts[0]}: the Host header says otherwise.`;
	const { origin } = headers;
	if (origin !== undefined && !hosts.includes(origin.toLowerCase().replace(/^http:\/\//, '')))
		return 'This endpoint takes no requests from pages of other origins.';
	return undefined;
}
