/** StartInstances: a host is found, and gets the data key of each encrypted volume anew, by a new grant. */
import { textOf } from '../input';
import { put } from '../records';
import type { ServiceCall, ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { connect, forget, notAttached } from './attachment';
import { asCaller } from './disk-key';
import { findIn, permitted, type Instance, type InstanceBody, type Volume } from './records';
import { afterwards, failing, LAUNCH_FAILED, wrongState } from './refusals';

export const startInstances: ServiceOperation = async (call) => {
	const instance = findIn(call, 'instance', textOf(call, 'InstanceId'));
	asked(call, 'StartInstances');
	permitted(call, 'ec2:StartInstances', instance.arn);
	if (instance.status !== 'stopped') throw wrongState(`The instance '${instance.name}' is not 'stopped'.`);
	answered(call, 'StartInstances');
	const { stateReason: _before, ...body } = instance.body;
	for (const volume of volumesOf(call, instance)) {
		const refused = await afterwards(
			async () => void (await connect(call, volume, instance, asCaller(call)))
		);
		if (!refused) continue;
		notAttached(call, volume, refused.message);
		for (const one of volumesOf(call, instance)) if (one.memory) await forget(call, one);
		put(call, {
			...{ ...instance, body, status: 'pending' },
			...failing<InstanceBody>(call, {
				status: 'stopped',
				body: { stateReason: LAUNCH_FAILED },
				change: `does not start: ${LAUNCH_FAILED}`
			})
		});
		return { InstanceId: instance.name, CurrentState: 'pending' };
	}
	noted(call, instance.name, 'is running');
	put(call, { ...instance, status: 'running', body });
	return { InstanceId: instance.name, CurrentState: 'pending' };
};

export const volumesOf = (call: ServiceCall, { body }: Instance): readonly Volume[] =>
	body.volumes.flatMap((arn) => (call.state().resources.get(arn) as unknown as Volume | undefined) ?? []);
