import { flagOf, optionalText, textOf } from '../input';
import { refuseTaken } from '../records';
import { ServiceError, type ServiceOperation } from '../service';
import { answered, asked } from '../told';
import { instanceArn } from './records';
import { newInstance, permitOn } from './running';
import { DEFAULT_KEY, usableKey } from './storage';

export const createDBInstance: ServiceOperation = async (call) => {
	const name = textOf(call, 'DBInstanceIdentifier');
	const keyId = optionalText(call, 'KmsKeyId') ?? DEFAULT_KEY;
	if (!flagOf(call, 'StorageEncrypted'))
		throw new ServiceError('InvalidParameterCombination', 'StorageEncrypted: expected true', {
			check: 'validation',
			detail: 'An instance without encryption has nothing to do with KMS; it is left out here.'
		});
	asked(call, 'CreateDBInstance');
	permitOn(call, 'CreateDBInstance', name, 'db');
	refuseTaken(call, instanceArn(call, name), 'DBInstanceAlreadyExists', 'DB instance already exists');
	const keyArn = await usableKey(call, keyId);
	const instance = await newInstance(call, { name, keyArn, rows: [] });
	answered(call, 'CreateDBInstance');
	return {
		DBInstance: { DBInstanceIdentifier: name, DBInstanceStatus: instance.status, KmsKeyId: keyArn }
	};
};
