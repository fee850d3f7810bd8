/**
 * CopySnapshot: to a key of one's own, from another account or another Region. Accepted at once; then it completes, or
 * its state is `error` and only StateMessage says why. The context of the copy is its own id.
 * Source: EC2 User Guide, "Copy a snapshot"; KMS Developer Guide, services-ebs (2023).
 */
import type { Region } from '$lib/domain/ids';
import { flagOf, optionalText, textOf } from '../input';
import { putNew } from '../records';
import type { ServiceCall, ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { notify } from './attachment';
import { isEmpty, thingOf } from '../blocks';
import { diskOf } from './create-volume';
import { asCaller } from './disk-key';
import {
	DEFAULT_KEY,
	ec2Arn,
	findIn,
	permitted,
	settingsOf,
	type Snapshot,
	type SnapshotBody
} from './records';
import { afterwards, COPY_FAILED, failing, refuseUnfit, wrongState } from './refusals';
import { restore, type Disk } from './restore';

export const copySnapshot: ServiceOperation = async (call) => {
	const from = (optionalText(call, 'SourceRegion') ?? call.acting.region) as Region;
	const source = findIn(call, 'snapshot', textOf(call, 'SourceSnapshotId'), from);
	const asks = optionalText(call, 'KmsKeyId');
	const encrypted = flagOf(call, 'Encrypted');
	asked(call, 'CopySnapshot');
	permitted(call, 'ec2:CopySnapshot', source.arn);
	refuseUnfit(call, asks);
	if (source.status !== 'completed') throw wrongState(`Snapshot '${source.name}' is not 'completed'.`);
	answered(call, 'CopySnapshot');
	const copy = await copied(call, source, { asks, encrypted });
	return { SnapshotId: copy.name };
};

/** The copy, completed or in error. */
export async function copied(
	call: ServiceCall,
	source: Snapshot,
	{ asks, encrypted = false }: { readonly asks?: string | undefined; readonly encrypted?: boolean }
): Promise<Snapshot> {
	const id = call.newId('snap');
	let disk: Disk = { blocks: {}, sealed: [] };
	const keyId = keyOfCopy(call, source, asks, encrypted);
	const refused = await afterwards(async () => {
		disk = await restore(call, { from: diskOf(source), keyId, id, by: asCaller(call) });
	});
	if (!refused) {
		if (!isEmpty(disk.blocks))
			call.trace.add({
				kind: 'store',
				thing: thingOf(call, disk.blocks, disk.sealed.length > 0 ? 'ciphertext' : 'plaintext', { label: id }),
				name: id
			});
		noted(call, id, 'is completed');
	}
	return putNew<SnapshotBody>(call, {
		...{ arn: ec2Arn(call.acting, 'snapshot', id), type: 'snapshot', name: id, sealed: disk.sealed },
		body: {
			...{ blocks: disk.blocks, volumeId: call.newId('vol'), sharedWith: [] },
			notifications: refused ? [] : [notify(call, 'copySnapshot', 'succeeded')]
		},
		status: refused ? 'pending' : 'completed',
		...(refused &&
			failing<SnapshotBody>(call, {
				status: 'error',
				body: {
					stateMessage: COPY_FAILED,
					notifications: [notify(call, 'copySnapshot', 'failed', refused.message)]
				},
				change: `is in state error: ${COPY_FAILED}`
			}))
	});
}

/** A copy of what is encrypted is encrypted; without a key named, under the default key of where it goes. */
function keyOfCopy(
	call: ServiceCall,
	source: Snapshot,
	asks: string | undefined,
	encrypted: boolean
): string | undefined {
	if (asks !== undefined) return asks;
	const { byDefault, keyId = DEFAULT_KEY } = settingsOf(call, call.acting);
	return source.sealed.length > 0 || encrypted || byDefault ? keyId : undefined;
}
