/** RunInstances: one instance, from an image of one's own, one shared by another account, or the public one. */
import { optionalText } from '../input';
import type { ServiceCall, ServiceOperation } from '../service';
import { answered, asked } from '../told';
import { asCaller } from './disk-key';
import { launch, PUBLIC_IMAGE } from './launch';
import { findIn, permitted, type Image } from './records';
import { refuseUnfit, wrongState } from './refusals';

export const runInstances: ServiceOperation = async (call) => {
	const asks = optionalText(call, 'KmsKeyId');
	asked(call, 'RunInstances');
	permitted(call, 'ec2:RunInstances', '*');
	refuseUnfit(call, asks);
	const image = imageOf(call);
	answered(call, 'RunInstances');
	const instance = await launch(call, { ...{ image, asks }, by: asCaller(call) });
	return { InstanceId: instance.name, State: 'pending' };
};

/** Undefined: the public image. */
export function imageOf(call: ServiceCall): Image | undefined {
	const id = optionalText(call, 'ImageId') ?? PUBLIC_IMAGE;
	if (id === PUBLIC_IMAGE) return undefined;
	const image = findIn(call, 'image', id);
	if (image.status !== 'available') throw wrongState(`Image '${id}' is not 'available'.`);
	return image;
}
