import { textOf } from '../input';
import { ServiceError, type ServiceCall, type ServiceOperation } from '../service';
import { answered, asked } from '../told';
import { findSecret } from './records';
import { addVersion } from './versions';

export const putSecretValue: ServiceOperation = async (call) => {
	const secret = findSecret(call);
	const value = textOf(call, 'SecretString');
	const stages = stagesOf(call);
	asked(call, 'PutSecretValue');
	call.permit({
		action: 'secretsmanager:PutSecretValue',
		resourceArn: secret.arn,
		owner: secret.account,
		policy: secret.body.policy
	});
	const versionId = await addVersion(call, secret, value, stages);
	answered(call, 'PutSecretValue');
	return { ARN: secret.arn, Name: secret.name, VersionId: versionId, VersionStages: stages };
};

function stagesOf({ input }: ServiceCall): readonly string[] {
	const asked = input['VersionStages'] ?? ['AWSCURRENT'];
	if (Array.isArray(asked) && asked.length > 0 && asked.every((one) => typeof one === 'string')) return asked;
	throw new ServiceError('InvalidParameter', 'VersionStages: expected a list of labels', {
		check: 'validation'
	});
}
