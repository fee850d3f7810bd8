import { put } from '../records';
import type { ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { findInstance } from './records';
import { permitOn, requireStatus, running } from './running';

const LOST = 'inaccessible-encryption-credentials-recoverable';

/** A stopped instance, or one that lost its key less than seven days ago. */
export const startDBInstance: ServiceOperation = async (call) => {
	const instance = findInstance(call);
	asked(call, 'StartDBInstance');
	permitOn(call, 'StartDBInstance', instance.name, 'db');
	requireStatus(instance, 'stopped', LOST);
	const started = put(call, await running(call, instance));
	noted(call, instance.name, 'is available');
	answered(call, 'StartDBInstance');
	return { DBInstance: { DBInstanceIdentifier: instance.name, DBInstanceStatus: started.status } };
};
