/** Records what happens during one call, in order, and the secrets it touched. Nothing is drawn that is not here. */
import { bytesMemo } from '$lib/crypto/hash';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { Material, Thing, TraceStep } from '$lib/domain/trace';

const SECRET: ReadonlySet<Material> = new Set<Material>(['plaintext', 'data-key', 'random', 'key-material']);

export interface Tracer {
	readonly steps: TraceStep[];
	/** By SHA-256 in hex; memory only. */
	readonly secrets: Map<string, Uint8Array>;
	add(step: TraceStep): void;
	/** The thing that these bytes are; a secret is kept aside, and the thing has only its length and hash. */
	thing(bytes: Uint8Array, material: Material, more?: Partial<Thing>): Thing;
	contextThing(context: EncryptionContext | undefined): readonly Thing[];
}

export function createTracer(memo = bytesMemo()): Tracer {
	const steps: TraceStep[] = [];
	const secrets = new Map<string, Uint8Array>();
	return {
		steps,
		secrets,
		add: (step) => void steps.push(step),
		thing(bytes, material, more = {}) {
			const id = memo.sha256Hex(bytes);
			const secret = SECRET.has(material);
			if (secret) secrets.set(id, bytes);
			const shown = secret ? {} : { bytes: memo.toBase64(bytes) };
			return { id, material, length: bytes.length, ...shown, ...more };
		},
		contextThing(context) {
			if (!context || Object.keys(context).length === 0) return [];
			const text = new TextEncoder().encode(JSON.stringify(context));
			return [{ id: memo.sha256Hex(text), material: 'context', length: text.length, context }];
		}
	};
}
