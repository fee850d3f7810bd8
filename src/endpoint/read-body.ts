/** Reads a request's body to its end, keeping no more than `limit` bytes of it. */
import type { IncomingMessage } from 'node:http';
import { WireError } from './wire-error';

/** What nobody sends by mistake: the connection is cut. */
const ABSURD = 64 * 1024 * 1024;

/**
 * The whole body is taken in before a refusal, so that a client still sending gets its answer.
 * @throws WireError RequestEntityTooLargeException (AWS's answer to so long a body of KMS: unverified)
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
	let chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		length += chunk.length;
		if (length <= limit) chunks.push(chunk);
		else chunks = [];
		if (length > Math.max(ABSURD, limit)) break;
	}
	if (length > limit)
		throw new WireError(
			'RequestEntityTooLargeException',
			`The request body must not be longer than ${limit} bytes.`,
			413
		);
	return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}
