/** Images: made of an instance, registered from a snapshot, copied. An image names its snapshot and has no key itself. */
import type { Region } from '$lib/domain/ids';
import { flagOf, optionalText, textOf } from '../input';
import { putNew } from '../records';
import type { ServiceCall, ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { copied } from './copy-snapshot';
import { snapshotOf } from './create-snapshot';
import { ec2Arn, findIn, permitted, type Image, type ImageBody, type Snapshot } from './records';
import { failing, refuseUnfit, wrongState } from './refusals';
import { volumesOf } from './start-instances';

function register(call: ServiceCall, snapshot: Snapshot | undefined): Image {
	const id = call.newId('ami');
	if (!snapshot?.due) noted(call, id, `is an image of ${snapshot?.name ?? ''}`);
	return putNew<ImageBody>(call, {
		...{ arn: ec2Arn(call.acting, 'image', id), type: 'image', name: id },
		body: { launchPermission: [], ...(snapshot && { snapshot: snapshot.arn }) },
		status: snapshot?.due ? 'pending' : 'available',
		...(snapshot?.due &&
			failing<ImageBody>(call, { status: 'failed', body: {}, change: 'has failed with its snapshot' }))
	});
}

/** A snapshot of the root volume, and an image of that. */
export const createImage: ServiceOperation = async (call) => {
	const instance = findIn(call, 'instance', textOf(call, 'InstanceId'));
	asked(call, 'CreateImage');
	permitted(call, 'ec2:CreateImage', instance.arn);
	const [rootVolume] = volumesOf(call, instance);
	if (!rootVolume) throw wrongState(`Instance '${instance.name}' has no root volume.`);
	const image = register(call, snapshotOf(call, rootVolume));
	answered(call, 'CreateImage');
	return { ImageId: image.name };
};

export const registerImage: ServiceOperation = async (call) => {
	const snapshot = findIn(call, 'snapshot', textOf(call, 'SnapshotId'));
	asked(call, 'RegisterImage');
	permitted(call, 'ec2:RegisterImage', '*');
	if (snapshot.status !== 'completed') throw wrongState(`Snapshot '${snapshot.name}' is not 'completed'.`);
	const image = register(call, snapshot);
	answered(call, 'RegisterImage');
	return { ImageId: image.name };
};

/** Accepted at once, as with a snapshot; it fails when the snapshot's copy does. */
export const copyImage: ServiceOperation = async (call) => {
	const from = (optionalText(call, 'SourceRegion') ?? call.acting.region) as Region;
	const source = findIn(call, 'image', textOf(call, 'SourceImageId'), from);
	const asks = optionalText(call, 'KmsKeyId');
	asked(call, 'CopyImage');
	permitted(call, 'ec2:CopyImage', source.arn);
	refuseUnfit(call, asks);
	answered(call, 'CopyImage');
	const arn = source.body.snapshot;
	const snapshot =
		arn === undefined ? undefined : (call.state().resources.get(arn) as unknown as Snapshot | undefined);
	const image = register(
		call,
		snapshot && (await copied(call, snapshot, { asks, encrypted: flagOf(call, 'Encrypted') }))
	);
	return { ImageId: image.name };
};
