import { optionalText } from '../input';
import { ServiceError, type ServiceOperation } from '../service';
import { answered, asked } from '../told';
import { findSecret, staged, versionsOf } from './records';
import { decrypt, textIn } from './versions';

export const getSecretValue: ServiceOperation = async (call) => {
	const secret = findSecret(call);
	asked(call, 'GetSecretValue');
	call.permit({
		action: 'secretsmanager:GetSecretValue',
		resourceArn: secret.arn,
		owner: secret.account,
		policy: secret.body.policy
	});
	const id = optionalText(call, 'VersionId');
	const stage = optionalText(call, 'VersionStage') ?? 'AWSCURRENT';
	const versions = versionsOf(call, secret);
	const version =
		id === undefined ? staged(versions, stage) : versions.find(({ body }) => body.versionId === id);
	if (!version)
		throw new ServiceError(
			'ResourceNotFoundException',
			`Secrets Manager can't find the specified secret value for ${id === undefined ? `staging label: ${stage}` : `VersionId: ${id}`}`
		);
	const value = await decrypt(call, secret, version);
	answered(call, 'GetSecretValue', call.trace.thing(value, 'plaintext'));
	const { versionId, stages } = version.body;
	return {
		ARN: secret.arn,
		Name: secret.name,
		SecretString: textIn(value),
		VersionId: versionId,
		VersionStages: stages
	};
};
