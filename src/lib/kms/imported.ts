/** Imported key material of one key: what is there, what is missing, and the event that says so. */
import type { WorldEvent } from '$lib/domain/entry';
import { hasAllMaterial, type Generation, type KeyRecord } from '$lib/domain/key';
import type { ExpirationModel } from '$lib/domain/operations';
import type { Call } from './call';
import { seconds } from './metadata';

/** The generation without its material; its description stays. */
export const emptied = ({ imported, ...generation }: Generation): Generation => ({
	...generation,
	token: '',
	imported: imported?.description === undefined ? {} : { description: imported.description }
});

export const expirationOf = (
	generation: Generation
): { readonly ExpirationModel: ExpirationModel; readonly ValidTo?: number } =>
	generation.imported?.validTo === undefined
		? { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
		: { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: seconds(generation.imported.validTo) };

/** Tells what the key has of its material now; its state follows by the key's machine. */
export async function changeMaterial(
	call: Call,
	key: KeyRecord,
	to: {
		readonly generations: readonly Generation[];
		readonly pendingMaterial?: Generation | undefined;
		readonly publicKey?: string | undefined;
	}
): Promise<void> {
	const before = hasAllMaterial(key.generations);
	const after = hasAllMaterial(to.generations);
	const state =
		before === after
			? key.state
			: await call.takeEvent(key, after ? 'material.imported' : 'material.deleted');
	const event: WorldEvent = {
		type: 'key.materialChanged',
		arn: key.arn,
		state,
		generations: to.generations,
		...(to.pendingMaterial && { pendingMaterial: to.pendingMaterial }),
		...(to.publicKey !== undefined && { publicKey: to.publicKey })
	};
	call.emit(event);
}
