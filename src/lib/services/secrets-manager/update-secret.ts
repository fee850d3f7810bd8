/**
 * UpdateSecret. A new key: access to it is tried, then the versions labelled AWSCURRENT, AWSPENDING and AWSPREVIOUS
 * are encrypted anew, where the old key still lets them be read; older ones stay as they are.
 * Source: Secrets Manager User Guide, "Changing the encryption key" (2026). In 2020 nothing was encrypted anew.
 */
import { optionalText } from '../input';
import { put } from '../records';
import type { ServiceCall, ServiceError, ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { findSecret, LABELS, versionsOf, type Secret, type Version } from './records';
import { addVersion, reEncrypt, validateKeyAccess } from './versions';

export const updateSecret: ServiceOperation = async (call) => {
	const found = findSecret(call);
	const keyId = optionalText(call, 'KmsKeyId');
	const value = optionalText(call, 'SecretString');
	asked(call, 'UpdateSecret');
	call.permit({
		action: 'secretsmanager:UpdateSecret',
		resourceArn: found.arn,
		owner: found.account,
		policy: found.body.policy
	});
	const secret = keyId === undefined ? found : await underAnotherKey(call, found, keyId);
	const versionId = value === undefined ? undefined : await addVersion(call, secret, value);
	answered(call, 'UpdateSecret');
	return { ARN: secret.arn, Name: secret.name, ...(versionId !== undefined && { VersionId: versionId }) };
};

async function underAnotherKey(call: ServiceCall, found: Secret, keyId: string): Promise<Secret> {
	const secret = put(call, { ...found, body: { ...found.body, keyId } });
	await validateKeyAccess(call, secret);
	for (const version of versionsOf(call, secret))
		if (version.body.stages.some((stage) => LABELS.includes(stage))) await tryToMove(call, secret, version);
	return secret;
}

async function tryToMove(call: ServiceCall, secret: Secret, version: Version): Promise<void> {
	try {
		await reEncrypt(call, secret, version);
	} catch (error) {
		const { code } = error as Partial<ServiceError>;
		if (code !== 'DecryptionFailure' && code !== 'AccessDeniedException') throw error;
		noted(call, version.name, 'stays under the old key: it cannot be read just now');
	}
}
