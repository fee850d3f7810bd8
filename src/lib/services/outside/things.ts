/** What goes into an act outside AWS and what comes of it, as the trace names them. */
import type { OutsideResult, OutsideWork } from '$lib/domain/outside';
import type { Material, Thing } from '$lib/domain/trace';
import { thingOf } from '../client-side/things';

const named = (bytes: Uint8Array, material: Material, name?: string): Thing => ({
	...thingOf(material, bytes),
	...(name !== undefined && { name })
});

/** A private key or material of one's own is drawn as a loose key: key material is only what lies in an HSM. */
const privateKey = (bytes: Uint8Array): Thing => named(bytes, 'data-key', 'private key');
const publicKey = (bytes: Uint8Array): Thing => named(bytes, 'public-key');

export function inputsOf(work: OutsideWork): Thing[] {
	switch (work.act) {
		case 'digest':
			return [named(work.plaintext, 'plaintext', 'message')];
		case 'encrypt':
			return [named(work.plaintext, 'plaintext'), publicKey(work.publicKey)];
		case 'sign':
			return [named(work.plaintext, 'plaintext', 'message'), privateKey(work.privateKey)];
		case 'verify':
			return [
				named(work.plaintext, 'plaintext', work.messageType === 'DIGEST' ? 'digest' : 'message'),
				named(work.signature, 'signature'),
				publicKey(work.publicKey)
			];
		case 'agree':
			return [privateKey(work.privateKey), publicKey(work.publicKey)];
		case 'encapsulate':
			return [publicKey(work.publicKey)];
		case 'wrap':
			return [
				named(work.material, 'data-key', 'own material'),
				named(work.publicKey, 'public-key', 'wrapping key')
			];
		case 'key-pair':
		case 'material':
			return [];
	}
}

export function outputsOf(made: OutsideResult): Thing[] {
	const thing = (bytes: Uint8Array | undefined, material: Material, name?: string): Thing[] =>
		bytes ? [named(bytes, material, name)] : [];
	return [
		...thing(made.digest, 'plaintext', 'digest'),
		...thing(made.sharedSecret, 'data-key', 'shared secret'),
		...thing(made.ciphertext, 'ciphertext', made.sharedSecret && 'encapsulated secret'),
		...thing(made.signature, 'signature'),
		...thing(made.publicKey, 'public-key'),
		...thing(made.privateKey, 'data-key', 'private key'),
		...thing(made.material, 'data-key', 'own material'),
		...thing(made.wrapped, 'ciphertext', 'encrypted key material')
	];
}
