import { textOf } from '../input';
import { put } from '../records';
import type { ServiceOperation } from '../service';
import { answered, asked } from '../told';
import { forget } from './attachment';
import { findIn, permitted } from './records';
import { wrongState } from './refusals';

export const detachVolume: ServiceOperation = async (call) => {
	const volume = findIn(call, 'volume', textOf(call, 'VolumeId'));
	asked(call, 'DetachVolume');
	permitted(call, 'ec2:DetachVolume', volume.arn);
	const { instance: id } = volume.body;
	if (id === undefined) throw wrongState(`Volume '${volume.name}' is not attached.`);
	const instance = findIn(call, 'instance', id);
	if (instance.body.volumes[0] === volume.arn && instance.status === 'running')
		throw wrongState(`Unable to detach root volume '${volume.name}' from instance '${id}'`);
	answered(call, 'DetachVolume');
	const { instance: _was, ...body } = (await forget(call, volume)).body;
	const { memory: _wiped, ...rest } = volume;
	put(call, { ...rest, status: 'available', body });
	const volumes = instance.body.volumes.filter((arn) => arn !== volume.arn);
	put(call, { ...instance, body: { ...instance.body, volumes } });
	return { VolumeId: volume.name, InstanceId: id, State: 'detaching' };
};
