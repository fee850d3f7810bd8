/** What the operating system of an instance does all the time: it reads a block. No API, no permission, no KMS. */
import { fromBase64 } from '$lib/domain/bytes';
import { textOf } from '../input';
import { recall } from '../memory';
import type { ServiceOperation } from '../service';
import { answered, asked } from '../told';
import { BLOCK_LENGTH, openedBlocks, type Blocks } from '../blocks';
import { findIn } from './records';
import { numberOf, requireRunning } from './write-block';

export const readBlock: ServiceOperation = async (call) => {
	const volume = findIn(call, 'volume', textOf(call, 'VolumeId'));
	const number = numberOf(call);
	asked(call, 'a read');
	requireRunning(call, volume);
	const lying = volume.body.blocks[String(number)];
	const key = recall(call, volume.memory, 'data key');
	// What was never written reads as zeros.
	const blocks: Blocks = lying === undefined ? {} : { [number]: lying };
	const read = key ? openedBlocks(call, key, blocks) : blocks;
	key?.fill(0);
	const bytes = lying === undefined ? new Uint8Array(BLOCK_LENGTH) : fromBase64(read[String(number)] ?? '');
	const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
	const text = bytes.slice(0, end);
	answered(call, 'a read', call.trace.thing(text, 'plaintext'));
	return { VolumeId: volume.name, Block: number, Body: text };
};
