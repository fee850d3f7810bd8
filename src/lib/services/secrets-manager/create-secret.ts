import { optionalText, textOf } from '../input';
import { arnHere, putNew } from '../records';
import { ServiceError, type ServiceCall, type ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import type { SecretBody } from './records';
import { addVersion, validateKeyAccess } from './versions';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Six letters end the ARN, so that a secret made anew under an old name is another one. */
const suffix = (call: ServiceCall): string =>
	[...call.random(6)].map((byte) => LETTERS[byte % LETTERS.length]).join('');

export const createSecret: ServiceOperation = async (call) => {
	const name = textOf(call, 'Name');
	const value = optionalText(call, 'SecretString');
	const keyId = optionalText(call, 'KmsKeyId');
	asked(call, 'CreateSecret');
	const { account } = call.acting;
	const arn = arnHere(call, `secret:${name}-${suffix(call)}`);
	call.permit({ action: 'secretsmanager:CreateSecret', resourceArn: arn, owner: account });
	const taken = [...call.state().resources.values()].some(
		(one) => one.type === 'secret' && one.name === name && one.arn.startsWith(arnHere(call, 'secret:'))
	);
	if (taken)
		throw new ServiceError(
			'ResourceExistsException',
			`The operation failed because the secret ${name} already exists.`
		);
	const secret = putNew<SecretBody>(call, {
		...{ arn, name },
		type: 'secret',
		body: keyId === undefined ? {} : { keyId }
	});
	noted(call, name, 'is a secret now; its name is not encrypted');
	await validateKeyAccess(call, secret);
	const versionId = value === undefined ? undefined : await addVersion(call, secret, value);
	answered(call, 'CreateSecret');
	return { ARN: arn, Name: name, ...(versionId !== undefined && { VersionId: versionId }) };
};
