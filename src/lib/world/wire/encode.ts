/** An answer of KMS as it goes over the wire (AWS JSON 1.1): blobs in base64, times in seconds, errors by `__type`. */
import { toBase64 } from '$lib/domain/bytes';

export const CONTENT_TYPE = 'application/x-amz-json-1.1';

export interface WireAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	/** JSON. */
	readonly body: string;
}

const plain = (_name: string, value: unknown): unknown =>
	value instanceof Uint8Array ? toBase64(value) : value;

const answer = (status: number, of: unknown, more: Readonly<Record<string, string>> = {}): WireAnswer => ({
	status,
	headers: { 'content-type': CONTENT_TYPE, ...more },
	body: JSON.stringify(of, plain)
});

export const encodeOutput = (output: unknown): WireAnswer => answer(200, output ?? {});

/** AWS leaves the message out where it has none. */
export const encodeError = (error: {
	readonly code: string;
	readonly status: number;
	readonly message: string;
}): WireAnswer =>
	answer(error.status, { __type: error.code, ...(error.message && { message: error.message }) });
