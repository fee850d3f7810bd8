/** StopInstances: the host forgets every data key, and the grants are retired. The volumes stay attached. */
import { textOf } from '../input';
import { put } from '../records';
import type { ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { forget } from './attachment';
import { findIn, permitted } from './records';
import { wrongState } from './refusals';
import { volumesOf } from './start-instances';

export const stopInstances: ServiceOperation = async (call) => {
	const instance = findIn(call, 'instance', textOf(call, 'InstanceId'));
	asked(call, 'StopInstances');
	permitted(call, 'ec2:StopInstances', instance.arn);
	if (instance.status !== 'running') throw wrongState(`The instance '${instance.name}' is not 'running'.`);
	answered(call, 'StopInstances');
	for (const volume of volumesOf(call, instance)) await forget(call, volume);
	noted(call, instance.name, 'is stopped');
	put(call, { ...instance, status: 'stopped' });
	return { InstanceId: instance.name, CurrentState: 'stopping' };
};
