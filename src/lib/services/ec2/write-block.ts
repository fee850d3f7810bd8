/**
 * What the operating system of an instance does all the time: it writes a block. No API, no permission, no KMS: the
 * host has the data key. `Body`: at most 512 bytes, filled up with zeros.
 */
import { toBase64 } from '$lib/domain/bytes';
import { bytesOf, textOf } from '../input';
import { recall } from '../memory';
import { put } from '../records';
import { ServiceError, type ServiceCall, type ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { BLOCK_LENGTH, sealedBlocks, thingOf } from '../blocks';
import { findIn, type Volume } from './records';
import { wrongState } from './refusals';

export const writeBlock: ServiceOperation = async (call) => {
	const volume = findIn(call, 'volume', textOf(call, 'VolumeId'));
	const number = numberOf(call);
	const bytes = bytesOf(call, 'Body');
	if (bytes.length > BLOCK_LENGTH)
		throw new ServiceError(
			'InvalidParameterValue',
			`Body: expected at most ${BLOCK_LENGTH} bytes, got ${bytes.length}`,
			{ check: 'validation' }
		);
	asked(call, 'a write', call.trace.thing(bytes, 'plaintext'));
	requireRunning(call, volume);
	const block = new Uint8Array(BLOCK_LENGTH);
	block.set(bytes);
	const plain = { [number]: toBase64(block) };
	const key = recall(call, volume.memory, 'data key');
	const written = key ? sealedBlocks(call, key, plain) : plain;
	if (!key) noted(call, volume.name, 'is not encrypted: the block lies there as it was written');
	key?.fill(0);
	const lying = thingOf(call, written, key ? 'ciphertext' : 'plaintext', { label: `block ${number}` });
	call.trace.add({ kind: 'store', thing: lying, name: `${volume.name}, block ${number}` });
	put(call, {
		...volume,
		body: { ...volume.body, blocks: { ...volume.body.blocks, ...written } }
	});
	answered(call, 'a write');
	return { VolumeId: volume.name, Block: number };
};

export function numberOf({ input }: ServiceCall): number {
	const number = input['Block'] ?? 0;
	if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number < 2 ** 32)
		return number;
	throw new ServiceError(
		'InvalidParameterValue',
		`Block: expected a whole number from 0, got ${JSON.stringify(number)}`,
		{ check: 'validation' }
	);
}

/** Only an instance that runs reads and writes. */
export function requireRunning(call: ServiceCall, volume: Volume): void {
	const { instance } = volume.body;
	if (instance === undefined) throw wrongState(`Volume '${volume.name}' is not attached to an instance.`);
	if (findIn(call, 'instance', instance).status !== 'running')
		throw wrongState(`Instance '${instance}' is not 'running'.`);
}
