/** What things and actors are called, and how sizes and days are written: the words that stand in the picture itself. */
import { SERVICES } from '$lib/domain/service';
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

/** Who acts, as captions and lanes call them. */
export function nameOfCaller(principal: string): string {
	const service = Object.values(SERVICES).find(({ source }) => source === principal);
	if (service) return service.name;
	const who = principal.split(':').at(-1) ?? principal;
	const last = who.split('/').at(-1) ?? who;
	if (who === 'root') return 'The root user';
	return /^i-[0-9a-f]{17}$/.test(last) ? 'The instance' : last;
}

export const nameOf = (thing: Thing): string => thing.name ?? MATERIAL_NAMES[thing.material];

/** The first digits of its SHA-256. Empty of what stays inside the HSM, or passes by: no hash of it is known. */
export const fourHex = ({ id }: Pick<Thing, 'id'>): string =>
	/^[0-9a-f]{64}$/.test(id) ? id.slice(0, 4) : '';

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
