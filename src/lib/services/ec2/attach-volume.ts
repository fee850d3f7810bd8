import { textOf } from '../input';
import { put } from '../records';
import { ServiceError, type ServiceOperation } from '../service';
import { answered, asked } from '../told';
import { connect, notAttached } from './attachment';
import { asCaller } from './disk-key';
import { findIn, permitted } from './records';
import { afterwards, wrongState } from './refusals';

export const attachVolume: ServiceOperation = async (call) => {
	const volume = findIn(call, 'volume', textOf(call, 'VolumeId'));
	const instance = findIn(call, 'instance', textOf(call, 'InstanceId'));
	asked(call, 'AttachVolume');
	permitted(call, 'ec2:AttachVolume', volume.arn);
	if (volume.body.instance !== undefined)
		throw new ServiceError('VolumeInUse', `${volume.name} is already attached to an instance`);
	if (volume.status !== 'available') throw wrongState(`Volume '${volume.name}' is not 'available'.`);
	if (instance.status !== 'running' && instance.status !== 'stopped')
		throw wrongState(`Instance '${instance.name}' is not 'running'.`);
	answered(call, 'AttachVolume');
	const refused = await afterwards(async () => {
		// A stopped instance has no host; the data key is fetched when it starts.
		if (instance.status === 'running') await connect(call, volume, instance, asCaller(call));
		else put(call, { ...volume, status: 'in-use', body: { ...volume.body, instance: instance.name } });
		put(call, {
			...instance,
			body: { ...instance.body, volumes: [...instance.body.volumes, volume.arn] }
		});
	});
	if (refused) notAttached(call, volume, refused.message);
	return { VolumeId: volume.name, InstanceId: instance.name, State: 'attaching' };
};
