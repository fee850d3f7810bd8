/** Reads a request's body to its end, keeping no more than `limit` bytes of it. */
import type { IncomingMessage } from 'node:http';
import { WireError } from './wire-error';

/** What nobody sends by mistake: the connection is cut. */
const ABSURD = 64 * 1024 * 1024;

/**
 * The whole body is taken in before a refusal, so that a client still sending gets its answer.
 * @throws WireError RequestEntityTooLargeException (AWS's answer to so long a body of KMS: unverified)
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
	// Events, not an async iterator: that one takes as long as everything else of a call.
	return new Promise((resolve, reject) => {
		let chunks: Buffer[] = [];
		let length = 0;
		request.on('data', (chunk: Buffer) => {
			length += chunk.length;
			if (length <= limit) chunks.push(chunk);
			else chunks = [];
			if (length > Math.max(ABSURD, limit)) request.destroy(tooLong(limit));
		});
		request.on('end', () => {
			if (length > limit) reject(tooLong(limit));
			else resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
		});
		request.on('error', reject);
		request.on('close', () => {
			if (!request.complete) reject(new CutOff());
		});
	});
}

/** The client went away: nobody waits for an answer. */
export class CutOff extends Error {
	constructor() {
		super('the client went away before the end of its request');
		this.name = 'CutOff';
	}
}

const tooLong = (limit: number): WireError =>
	new WireError(
		'RequestEntityTooLargeException',
		`The request body must not be longer than ${limit} bytes.`,
		413
	);
