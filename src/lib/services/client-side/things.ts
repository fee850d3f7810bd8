/** The things of client-side work, as the trace names them: by the SHA-256 of their bytes. */
import { sha256Hex } from '$lib/crypto/hash';
import { toBase64, toHex } from '$lib/domain/bytes';
import type { Material, Thing } from '$lib/domain/trace';

const INLINE = 8192;
const SECRET: ReadonlySet<Material> = new Set<Material>(['plaintext', 'data-key', 'key-material', 'random']);

/** Bytes of secrets are never in it. */
export function thingOf(material: Material, bytes: Uint8Array, label?: string): Thing {
	const shown = !SECRET.has(material) && bytes.length <= INLINE;
	return {
		id: sha256Hex(bytes),
		material,
		length: bytes.length,
		...(shown && { bytes: toBase64(bytes) }),
		...(label !== undefined && { label })
	};
}

/** Something that passes by in a stream and is never whole in memory: named after its message. */
export const streamThing = (
	material: Material,
	part: string,
	messageId: Uint8Array,
	length: number
): Thing => ({
	id: `${part}:${toHex(messageId)}`,
	material,
	length
});
