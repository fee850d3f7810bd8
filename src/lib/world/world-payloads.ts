/**
 * The sealed things of a world that are too long for its log, as a world file carries them: in base64 by the SHA-256
 * of their bytes, as many as fit. What does not fit, or is not at hand, is named with its length instead.
 */
import { sha256Hex } from '$lib/crypto/hash';
import { fromBase64, toBase64 } from '$lib/domain/bytes';
import type { Entry } from '$lib/domain/entry';

export interface NamedPayload {
	readonly sha256: string;
	/** Bytes. */
	readonly length: number;
	/** What the sealed thing is called. */
	readonly name: string;
}

export interface MissingPayload extends NamedPayload {
	readonly why: 'too-long' | 'not-here';
}

/** Bytes of long sealed things that one file carries at most: 32 MiB, as one text must hold them all. */
export const FILE_CARRIES = 32 * 1024 * 1024;

/** Each once, in the order of the log; what was undone or removed counts too, as one can step back to it. */
export function namedPayloads(entries: readonly Entry[]): readonly NamedPayload[] {
	const named = new Map<string, NamedPayload>();
	for (const { events } of entries)
		for (const event of events)
			if (event.type === 'item.put' && event.item.payload.inline === undefined) {
				const { sha256, length } = event.item.payload;
				named.set(sha256, { sha256, length, name: event.item.name });
			}
	return [...named.values()];
}

interface Packed {
	readonly payloads: Readonly<Record<string, string>>;
	readonly leftOut: readonly MissingPayload[];
}

export async function packPayloads(
	entries: readonly Entry[],
	get: (sha256: string) => Promise<Uint8Array | undefined>,
	carries = FILE_CARRIES
): Promise<Packed> {
	const payloads: Record<string, string> = {};
	const leftOut: MissingPayload[] = [];
	let room = carries;
	for (const named of namedPayloads(entries)) {
		const bytes = named.length <= room ? await get(named.sha256) : undefined;
		if (bytes) {
			payloads[named.sha256] = toBase64(bytes);
			room -= bytes.length;
		} else leftOut.push({ ...named, why: named.length > room ? 'too-long' : 'not-here' });
	}
	return { payloads, leftOut };
}

/** @throws TypeError or RangeError that says which payload is damaged. */
export function unpackPayloads(payloads: Readonly<Record<string, string>>): Map<string, Uint8Array> {
	const unpacked = new Map<string, Uint8Array>();
	for (const [sha256, text] of Object.entries(payloads)) {
		const bytes = fromBase64(text);
		const made = sha256Hex(bytes);
		if (made !== sha256)
			throw new RangeError(`expected bytes with SHA-256 ${sha256.slice(0, 16)}…, got ${made.slice(0, 16)}…`);
		unpacked.set(sha256, bytes);
	}
	return unpacked;
}
