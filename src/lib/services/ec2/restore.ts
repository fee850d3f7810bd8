/**
 * A disk from another: empty, under the same key, or under another one. Every road of EBS to a new disk is here.
 * Source: EC2 and EBS User Guides, "EBS encryption" (2023, 2026). Same key: the same data key, wrapped again. Another
 * key: a new data key. Differs from AWS: which calls lead there (ReEncrypt, or Decrypt and
 * GenerateDataKeyWithoutPlaintext) is not documented for a copy; it is Decrypt and GenerateDataKeyWithoutPlaintext here.
 */
import type { KeyArn } from '$lib/domain/ids';
import type { SealedUnder } from '$lib/domain/service';
import { letGo } from '../sealing';
import type { ServiceCall } from '../service';
import { isEmpty, openedBlocks, sealedBlocks, thingOf, type Blocks } from '../blocks';
import {
	contextOf,
	giveBack,
	keyArnOf,
	lend,
	newKeyFor,
	openLent,
	wrapAgain,
	type By,
	type Lent
} from './disk-key';

/** What lies on a disk, and by which key; without `sealed` it is not encrypted. */
export interface Disk {
	readonly blocks: Blocks;
	readonly sealed: readonly SealedUnder[];
}
interface Wanted {
	readonly from: Disk;
	/** Absent: the disk stays unencrypted. */
	readonly keyId?: string | undefined;
	/** Of the new volume or snapshot: its context. */
	readonly id: string;
	readonly by: By;
}

/** @throws KmsError whatever KMS refuses on the way */
export async function restore(call: ServiceCall, { from, keyId, id, by }: Wanted): Promise<Disk> {
	const [source] = from.sealed;
	if (keyId === undefined) {
		if (source) throw new Error('expected a key for what is encrypted');
		return from;
	}
	if (isEmpty(from.blocks) && !source)
		return { blocks: {}, sealed: [await newKeyFor(call, keyId, id, by())] };
	const arn = await keyArnOf(call, keyId, by());
	if (source?.keyArn === arn)
		return { blocks: from.blocks, sealed: [await wrapAgain(call, source, id, by())] };
	if (!source) return encrypted(call, { blocks: from.blocks, arn, id, by });
	const plain = await borrowed(call, await lend(call, source, id, by), async (lent) =>
		opened(call, lent, source, from.blocks)
	);
	return encrypted(call, { blocks: plain, arn, id, by });
}

async function opened(call: ServiceCall, lent: Lent, sealed: SealedUnder, blocks: Blocks): Promise<Blocks> {
	const key = await openLent(call, lent, sealed);
	const plain = openedBlocks(call, key, blocks);
	letGo(call, key);
	return plain;
}

interface Plain {
	readonly blocks: Blocks;
	readonly arn: KeyArn;
	readonly id: string;
	readonly by: By;
}
/** Blocks in the clear are in the memory of EBS; it writes them down under a new data key. */
async function encrypted(call: ServiceCall, { blocks, arn, id, by }: Plain): Promise<Disk> {
	const lent = await lend(call, { keyArn: arn, context: contextOf(id) }, id, by);
	return borrowed(call, lent, async () => {
		const sealed = await newKeyFor(call, arn, id, by());
		const key = await openLent(call, lent, sealed);
		const written = sealedBlocks(call, key, blocks);
		if (!isEmpty(blocks)) call.trace.add({ kind: 'service-wipe', what: thingOf(call, blocks, 'plaintext') });
		letGo(call, key);
		return { blocks: written, sealed: [sealed] };
	});
}

/** The grant lasts as long as the work. */
async function borrowed<T>(call: ServiceCall, lent: Lent, work: (lent: Lent) => Promise<T>): Promise<T> {
	try {
		return await work(lent);
	} finally {
		await giveBack(call, lent);
	}
}
