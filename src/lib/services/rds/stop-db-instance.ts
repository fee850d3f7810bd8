import { put } from '../records';
import { letGo } from '../sealing';
import type { ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { findInstance } from './records';
import { permitOn, requireStatus } from './running';

export const stopDBInstance: ServiceOperation = async (call) => {
	const instance = findInstance(call);
	asked(call, 'StopDBInstance');
	permitOn(call, 'StopDBInstance', instance.name, 'db');
	requireStatus(instance, 'available');
	const { memory, watch: _unwatched, ...rest } = instance;
	if (memory) letGo(call, call.recall(memory.wrapped));
	put(call, { ...rest, status: 'stopped' });
	noted(call, instance.name, 'is stopped');
	answered(call, 'StopDBInstance');
	return { DBInstance: { DBInstanceIdentifier: instance.name, DBInstanceStatus: 'stopped' } };
};
