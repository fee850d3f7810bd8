/** Commands and executions between a page and the endpoint it follows: JSON with bytes as `{ $bytes: base64 }`. */
import { fromBase64, toBase64 } from '$lib/domain/bytes';
import type { Command, Execution } from '$lib/domain/entry';

export const toLiveJson = (value: unknown): string => JSON.stringify(value, outward);

/** @throws SyntaxError, TypeError */
export const fromLiveJson = (text: string): unknown => JSON.parse(text, inward);

const outward = (_name: string, value: unknown): unknown => {
	if (value instanceof Uint8Array) return { $bytes: toBase64(value) };
	return value instanceof Map ? { $map: [...(value as ReadonlyMap<unknown, unknown>)] } : value;
};

const inward = (_name: string, value: unknown): unknown => {
	if (typeof value !== 'object' || value === null) return value;
	const { $bytes, $map } = value as { readonly $bytes?: unknown; readonly $map?: unknown };
	if (typeof $bytes === 'string') return fromBase64($bytes);
	return Array.isArray($map) ? new Map($map as [unknown, unknown][]) : value;
};

/** What `POST /_glass/run` takes and gives. */
export interface LiveRequest {
	readonly command: Command;
}
export type LiveResponse =
	| { readonly ok: true; readonly execution: Execution }
	/** A fault of ours as a sentence, never an AWS error: those are outcomes of an entry. */
	| { readonly ok: false; readonly fault: string };
