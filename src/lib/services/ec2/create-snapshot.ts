/**
 * CreateSnapshot. The blocks stay under the volume's data key, and the encrypted data key goes with them, under the
 * volume's context: usually KMS is not asked. Source: KMS Developer Guide, services-ebs (2023).
 */
import { textOf } from '../input';
import { putNew } from '../records';
import type { ServiceCall, ServiceOperation } from '../service';
import { answered, asked } from '../told';
import { isEmpty, thingOf } from '../blocks';
import { ec2Arn, findIn, permitted, type Snapshot, type Volume } from './records';
import { wrongState } from './refusals';

export const createSnapshot: ServiceOperation = async (call) => {
	const volume = findIn(call, 'volume', textOf(call, 'VolumeId'));
	asked(call, 'CreateSnapshot');
	permitted(call, 'ec2:CreateSnapshot', volume.arn);
	if (volume.status !== 'available' && volume.status !== 'in-use')
		throw wrongState(`Volume '${volume.name}' is not 'available' or 'in-use'.`);
	const snapshot = snapshotOf(call, volume);
	answered(call, 'CreateSnapshot');
	return { SnapshotId: snapshot.name, VolumeId: volume.name, State: 'pending' };
};

export function snapshotOf(call: ServiceCall, { name, body, sealed }: Volume): Snapshot {
	const id = call.newId('snap');
	const { blocks } = body;
	if (!isEmpty(blocks))
		call.trace.add({
			kind: 'store',
			thing: thingOf(call, blocks, sealed.length > 0 ? 'ciphertext' : 'plaintext', { label: id }),
			name: id
		});
	return putNew(call, {
		...{ arn: ec2Arn(call.acting, 'snapshot', id), type: 'snapshot', name: id, sealed },
		status: 'completed',
		body: { blocks, volumeId: name, sharedWith: [], notifications: [] }
	});
}
