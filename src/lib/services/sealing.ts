/** What a service does under a data key in its own memory, told as it happens. */
import type { Material } from '$lib/domain/trace';
import { AES_256_GCM, IV_LENGTH, openBytes, sealBytes } from './cipher';
import type { ServiceCall } from './service';

export interface Sealing {
	/** What the sealed thing is called in a sentence: "encrypted secret". */
	readonly name: string;
	/** Which one: its name. */
	readonly label?: string;
	/** What goes in; a wrapped key comes out of a data key. */
	readonly material?: Extract<Material, 'plaintext' | 'data-key'>;
	/** The key, where it is not a data key of KMS: "the table key". */
	readonly by?: string;
}

const outside = (material: Sealing['material']): Material =>
	material === 'data-key' ? 'wrapped-data-key' : 'ciphertext';

export function seal(call: ServiceCall, key: Uint8Array, bytes: Uint8Array, what: Sealing): Uint8Array {
	const { material = 'plaintext', by, name, label } = what;
	const { trace } = call;
	const sealed = sealBytes(key, call.random(IV_LENGTH), bytes);
	trace.add({
		kind: 'service-seal',
		input: trace.thing(bytes, material),
		output: trace.thing(sealed, outside(material), { name, ...(label !== undefined && { label }) }),
		...(by === undefined ? { dataKey: trace.thing(key, 'data-key') } : { by }),
		algorithm: AES_256_GCM
	});
	return sealed;
}

export function open(call: ServiceCall, key: Uint8Array, sealed: Uint8Array, what: Sealing): Uint8Array {
	const { material = 'plaintext', by, name, label } = what;
	const { trace } = call;
	const opened = openBytes(key, sealed);
	trace.add({
		kind: 'service-open',
		input: trace.thing(sealed, outside(material), { name, ...(label !== undefined && { label }) }),
		output: trace.thing(opened, material),
		...(by === undefined ? { dataKey: trace.thing(key, 'data-key') } : { by }),
		algorithm: AES_256_GCM
	});
	return opened;
}

/** The data key is not kept: said, and done. */
export function letGo(call: ServiceCall, key: Uint8Array): void {
	call.trace.add({ kind: 'service-wipe', what: call.trace.thing(key, 'data-key') });
	key.fill(0);
}

/** Ciphertext goes to where the service keeps it. */
export function laidDown(call: ServiceCall, sealed: Uint8Array, { name, label = name }: Sealing): void {
	call.trace.add({
		kind: 'store',
		thing: call.trace.thing(sealed, 'ciphertext', { name, label }),
		name: label
	});
}
