/** What things and actors are called, and how sizes and days are written: the words that stand in the picture itself. */
import type { Actor, Material, Thing } from '$lib/domain/trace';

export const ACTOR_NAMES: Readonly<Record<Actor, string>> = {
	caller: 'Caller',
	sdk: 'Encryption SDK',
	service: 'AWS service',
	kms: 'AWS KMS',
	hsm: 'HSM',
	store: 'Data store'
};

export const MATERIAL_NAMES: Readonly<Record<Material, string>> = {
	plaintext: 'plaintext',
	ciphertext: 'ciphertext',
	'data-key': 'data key',
	'wrapped-data-key': 'encrypted data key',
	'key-material': 'key material',
	'public-key': 'public key',
	signature: 'signature',
	context: 'encryption context',
	error: 'error',
	random: 'random bytes'
};

export const nameOf = (thing: Thing): string => thing.name ?? MATERIAL_NAMES[thing.material];

/** An envelope: its data key travels with it. */
export const isMessage = ({ material, name }: Thing): boolean =>
	material === 'ciphertext' && name === 'message';

export function lengthOf(bytes: number): string {
	if (bytes < 1024) return `${bytes} B`;
	if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KiB`;
	if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
	return `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
}

export const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
