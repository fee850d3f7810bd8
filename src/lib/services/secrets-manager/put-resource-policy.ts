import { textOf } from '../input';
import { put } from '../records';
import { ServiceError, type ServiceOperation } from '../service';
import { noted } from '../told';
import { findSecret } from './records';

export const putResourcePolicy: ServiceOperation = async (call) => {
	const secret = findSecret(call);
	const policy = textOf(call, 'ResourcePolicy');
	call.permit({
		action: 'secretsmanager:PutResourcePolicy',
		resourceArn: secret.arn,
		owner: secret.account,
		policy: secret.body.policy
	});
	try {
		JSON.parse(policy);
	} catch (cause) {
		throw new ServiceError('InvalidParameter', 'ResourcePolicy: expected a policy in JSON', {
			check: 'validation',
			cause
		});
	}
	put(call, { ...secret, body: { ...secret.body, policy } });
	noted(call, secret.name, 'has a resource policy');
	return { ARN: secret.arn, Name: secret.name };
};
