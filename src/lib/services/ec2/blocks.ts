/**
 * Blocks of a disk, encrypted where they are: AES-256-XTS, the block's number as tweak.
 * Differs from AWS: neither the block's length nor the tweak is published; these are ours.
 */
import { unitNumber, xtsDecrypt, xtsEncrypt } from '$lib/crypto/xts';
import { concat, fromBase64, toBase64 } from '$lib/domain/bytes';
import type { Thing } from '$lib/domain/trace';
import type { ServiceCall } from '../service';
import type { Blocks } from './records';

export const BLOCK_LENGTH = 512;
export const AES_256_XTS = 'AES-256-XTS';

const mapBlocks = (blocks: Blocks, change: (bytes: Uint8Array, number: number) => Uint8Array): Blocks =>
	Object.fromEntries(
		Object.entries(blocks).map(([number, bytes]) => [
			number,
			toBase64(change(fromBase64(bytes), Number(number)))
		])
	);
export const openBlocks = (key: Uint8Array, blocks: Blocks): Blocks =>
	mapBlocks(blocks, (bytes, number) => xtsDecrypt({ key, tweak: unitNumber(number) }, bytes));
export const sealBlocks = (key: Uint8Array, blocks: Blocks): Blocks =>
	mapBlocks(blocks, (bytes, number) => xtsEncrypt({ key, tweak: unitNumber(number) }, bytes));

export const isEmpty = (blocks: Blocks): boolean => Object.keys(blocks).length === 0;
const all = (blocks: Blocks): Uint8Array => concat(...Object.values(blocks).map(fromBase64));
/** All that was written, as one thing of a picture. */
export function thingOf(
	{ trace }: Pick<ServiceCall, 'trace'>,
	blocks: Blocks,
	material: 'plaintext' | 'ciphertext',
	label?: string
): Thing {
	const one = Object.keys(blocks).length === 1;
	const name = {
		plaintext: one ? 'block' : 'content of the disk',
		ciphertext: one ? 'encrypted block' : 'encrypted disk'
	};
	return trace.thing(all(blocks), material, {
		name: name[material],
		...(label !== undefined && { label })
	});
}

/** Both told, where there is anything to tell. */
export function openedBlocks(call: ServiceCall, key: Uint8Array, blocks: Blocks): Blocks {
	const opened = openBlocks(key, blocks);
	if (!isEmpty(blocks))
		call.trace.add({
			kind: 'service-open',
			input: thingOf(call, blocks, 'ciphertext'),
			output: thingOf(call, opened, 'plaintext'),
			dataKey: call.trace.thing(key, 'data-key'),
			algorithm: AES_256_XTS
		});
	return opened;
}
export function sealedBlocks(call: ServiceCall, key: Uint8Array, blocks: Blocks): Blocks {
	const sealed = sealBlocks(key, blocks);
	if (!isEmpty(blocks))
		call.trace.add({
			kind: 'service-seal',
			input: thingOf(call, blocks, 'plaintext'),
			output: thingOf(call, sealed, 'ciphertext'),
			dataKey: call.trace.thing(key, 'data-key'),
			algorithm: AES_256_XTS
		});
	return sealed;
}
