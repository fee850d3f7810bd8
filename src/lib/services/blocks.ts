/**
 * Blocks of a disk, encrypted where they are: AES-256-XTS, the block's number as tweak. EBS volumes are such disks, and
 * so is the storage below a database of RDS.
 * Differs from AWS: neither the block's length nor the tweak is published; these are ours.
 */
import { unitNumber, xtsDecrypt, xtsEncrypt } from '$lib/crypto/xts';
import { concat, fromBase64, toBase64 } from '$lib/domain/bytes';
import type { Thing } from '$lib/domain/trace';
import type { ServiceCall } from './service';

/** Block number → base64 of 512 bytes as they lie on the disk. What is absent was never written. */
export type Blocks = Readonly<Record<string, string>>;
export const BLOCK_LENGTH = 512;
export const AES_256_XTS = 'AES-256-XTS';

/** From block 0 on; the last one is filled up with zeros. */
export function blocksOf(bytes: Uint8Array): Blocks {
	const blocks: Record<string, string> = {};
	for (let at = 0; at < bytes.length; at += BLOCK_LENGTH) {
		const block = new Uint8Array(BLOCK_LENGTH);
		block.set(bytes.subarray(at, at + BLOCK_LENGTH));
		blocks[at / BLOCK_LENGTH] = toBase64(block);
	}
	return blocks;
}
/** In the order of their numbers, without the zeros that fill up the last. */
export function bytesOf(blocks: Blocks): Uint8Array {
	const bytes = concat(
		...Object.entries(blocks)
			.sort(([a], [b]) => Number(a) - Number(b))
			.map(([, block]) => fromBase64(block))
	);
	return bytes.slice(0, bytes.findLastIndex((byte) => byte !== 0) + 1);
}

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

/** How a picture calls them. */
export interface Named {
	/** What the blocks are, in a sentence; absent: a disk, or one block of it. */
	readonly of?: string;
	/** What they hold, in the clear. */
	readonly plain?: string;
	/** Which one: its name. */
	readonly label?: string;
}
/** All that was written, as one thing of a picture. */
export function thingOf(
	{ trace }: Pick<ServiceCall, 'trace'>,
	blocks: Blocks,
	material: 'plaintext' | 'ciphertext',
	{ of, plain, label }: Named = {}
): Thing {
	const what = of ?? (Object.keys(blocks).length === 1 ? 'block' : 'disk');
	const content = plain ?? (what === 'block' ? what : `content of the ${what}`);
	return trace.thing(all(blocks), material, {
		name: material === 'plaintext' ? content : `encrypted ${what}`,
		...(label !== undefined && { label })
	});
}

/** Both told, where there is anything to tell. */
export function openedBlocks(call: ServiceCall, key: Uint8Array, blocks: Blocks, named: Named = {}): Blocks {
	const opened = openBlocks(key, blocks);
	if (!isEmpty(blocks))
		call.trace.add({
			kind: 'service-open',
			input: thingOf(call, blocks, 'ciphertext', named),
			output: thingOf(call, opened, 'plaintext', named),
			dataKey: call.trace.thing(key, 'data-key'),
			algorithm: AES_256_XTS
		});
	return opened;
}
export function sealedBlocks(call: ServiceCall, key: Uint8Array, blocks: Blocks, named: Named = {}): Blocks {
	const sealed = sealBlocks(key, blocks);
	if (!isEmpty(blocks))
		call.trace.add({
			kind: 'service-seal',
			input: thingOf(call, blocks, 'plaintext', named),
			output: thingOf(call, sealed, 'ciphertext', named),
			dataKey: call.trace.thing(key, 'data-key'),
			algorithm: AES_256_XTS
		});
	return sealed;
}
