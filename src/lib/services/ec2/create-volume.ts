/**
 * CreateVolume: empty, or from a snapshot. The answer comes before EBS has asked KMS; a volume that cannot be made is
 * in the state `error`, and only its notification says why.
 */
import { flagOf, optionalText } from '../input';
import { putNew } from '../records';
import type { ServiceCall, ServiceOperation } from '../service';
import { answered, asked } from '../told';
import { notify } from './attachment';
import { asCaller } from './disk-key';
import {
	ec2Arn,
	findIn,
	permitted,
	settingsOf,
	DEFAULT_KEY,
	type Snapshot,
	type VolumeBody
} from './records';
import { afterwards, failing, refuseUnfit, wrongState } from './refusals';
import { restore, type Disk } from './restore';

export const createVolume: ServiceOperation = async (call) => {
	const snapshotId = optionalText(call, 'SnapshotId');
	const asks = optionalText(call, 'KmsKeyId');
	asked(call, 'CreateVolume');
	const id = call.newId('vol');
	const arn = ec2Arn(call.acting, 'volume', id);
	permitted(call, 'ec2:CreateVolume', arn);
	refuseUnfit(call, asks);
	const snapshot = snapshotId === undefined ? undefined : findIn(call, 'snapshot', snapshotId);
	if (snapshot && snapshot.status !== 'completed')
		throw wrongState(`Snapshot '${snapshot.name}' is not 'completed'.`);
	const keyId = keyFor(call, snapshot, { asks, encrypted: flagOf(call, 'Encrypted') });
	answered(call, 'CreateVolume');
	let disk: Disk = { blocks: {}, sealed: [] };
	const refused = await afterwards(async () => {
		disk = await restore(call, { from: snapshot ? diskOf(snapshot) : disk, keyId, id, by: asCaller(call) });
	});
	putNew<VolumeBody>(call, {
		...{ arn, type: 'volume', name: id, sealed: disk.sealed },
		body: {
			...{ blocks: disk.blocks, ...(snapshot && { from: snapshot.name }) },
			notifications: refused ? [] : [notify(call, 'createVolume', 'available')]
		},
		status: refused ? 'creating' : 'available',
		...(refused &&
			failing<VolumeBody>(call, {
				status: 'error',
				body: { notifications: [notify(call, 'createVolume', 'failed', refused.message)] },
				change: 'cannot be made: its key is not usable'
			}))
	});
	return { VolumeId: id, State: 'creating', Encrypted: keyId !== undefined };
};

export const diskOf = ({ body, sealed }: Snapshot): Disk => ({ blocks: body.blocks, sealed });

interface Wish {
	readonly asks?: string | undefined;
	readonly encrypted?: boolean;
}
/**
 * The key of a new disk; undefined: unencrypted. Source: EBS User Guide, encryption outcomes: one's own encrypted
 * snapshot keeps its key; what another account shared gets the account's default key, unless a key is named.
 */
export function keyFor(
	call: ServiceCall,
	from: Snapshot | undefined,
	{ asks, encrypted = false }: Wish
): string | undefined {
	if (asks !== undefined) return asks;
	const { byDefault, keyId = DEFAULT_KEY } = settingsOf(call, call.acting);
	const [sealed] = from?.sealed ?? [];
	if (sealed && from?.account === call.acting.account) return sealed.keyArn;
	return sealed || encrypted || byDefault ? keyId : undefined;
}
