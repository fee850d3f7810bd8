/** The account's setting for new disks in a Region. Source: EBS User Guide, "Enable encryption by default" (2026). */
import { textOf } from '../input';
import { putNew } from '../records';
import type { ServiceCall, ServiceOperation } from '../service';
import { answered, asked } from '../told';
import { DEFAULT_KEY, permitted, settingsArn, settingsOf, type SettingsBody } from './records';
import { refuseUnfit } from './refusals';

function change(call: ServiceCall, operation: string, body: SettingsBody): void {
	asked(call, operation);
	permitted(call, `ec2:${operation}`, '*');
	putNew(call, {
		...{ arn: settingsArn(call.acting), type: 'ebs-settings', name: 'EBS encryption by default' },
		body
	});
	answered(call, operation);
}

export const enableEbsEncryptionByDefault: ServiceOperation = async (call) => {
	change(call, 'EnableEbsEncryptionByDefault', { ...settingsOf(call, call.acting), byDefault: true });
	return { EbsEncryptionByDefault: true };
};
export const disableEbsEncryptionByDefault: ServiceOperation = async (call) => {
	change(call, 'DisableEbsEncryptionByDefault', { ...settingsOf(call, call.acting), byDefault: false });
	return { EbsEncryptionByDefault: false };
};
export const modifyEbsDefaultKmsKeyId: ServiceOperation = async (call) => {
	const keyId = textOf(call, 'KmsKeyId');
	refuseUnfit(call, keyId);
	change(call, 'ModifyEbsDefaultKmsKeyId', { ...settingsOf(call, call.acting), keyId });
	return { KmsKeyId: keyId };
};
export const getEbsDefaultKmsKeyId: ServiceOperation = async (call) => {
	asked(call, 'GetEbsDefaultKmsKeyId');
	permitted(call, 'ec2:GetEbsDefaultKmsKeyId', '*');
	answered(call, 'GetEbsDefaultKmsKeyId');
	return { KmsKeyId: settingsOf(call, call.acting).keyId ?? DEFAULT_KEY };
};
