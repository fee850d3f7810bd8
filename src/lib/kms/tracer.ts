/** Records what happens during one call, in order, and the secrets it touched. Nothing is drawn that is not here. */
import { sha256Hex } from '$lib/crypto/hash';
import { toBase64 } from '$lib/domain/bytes';
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

export function createTracer(): Tracer {
	const steps: TraceStep[] = [];
	const secrets = new Map<string, Uint8Array>();
	/** The same bytes come by several times in a call: they are hashed once, and written out once. */
	const ids = new WeakMap<Uint8Array, string>();
	const texts = new WeakMap<Uint8Array, string>();
	return {
		steps,
		secrets,
		add: (step) => void steps.push(step),
		thing(bytes, material, more = {}) {
			const id = once(ids, bytes, sha256Hex);
			const secret = SECRET.has(material);
			if (secret) secrets.set(id, bytes);
			const shown = secret ? {} : { bytes: once(texts, bytes, toBase64) };
			return { id, material, length: bytes.length, ...shown, ...more };
		},
		contextThing(context) {
			if (!context || Object.keys(context).length === 0) return [];
			const text = new TextEncoder().encode(JSON.stringify(context));
			return [{ id: sha256Hex(text), material: 'context', length: text.length, context }];
		}
	};
}

function once(
	known: WeakMap<Uint8Array, string>,
	bytes: Uint8Array,
	make: (bytes: Uint8Array) => string
): string {
	let text = known.get(bytes);
	if (text === undefined) known.set(bytes, (text = make(bytes)));
	return text;
}
