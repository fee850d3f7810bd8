/** CloudTrail when a key dies: delivery of log files stops; files already written cannot be read. Source: CloudTrail User Guide. */
import { SERVICES } from '$lib/domain/service';
import { bucketArn } from '../s3/records';
import { isNamed, textIn, type Loss, type WhenKeyDies } from '../fate';
import { prefixOf } from './trails';

const ERRORS: Readonly<Record<Loss, string>> = {
	disabled: 'KmsKeyDisabledException',
	'pending-deletion': 'KmsException',
	deleted: 'KmsKeyNotFoundException',
	'material-gone': 'KmsException',
	denied: 'InsufficientEncryptionPolicyException'
};

export const CLOUDTRAIL_FATE: WhenKeyDies = {
	fateOf:
		({ loss }) =>
		() => ({ ends: 'now', then: 'delivers no more log files', shows: ERRORS[loss] }),
	use: () => (trail) => {
		const context = {
			'aws:cloudtrail:arn': trail.arn,
			'aws:s3:arn': `${bucketArn(textIn(trail, 'bucket'))}/${prefixOf(trail)}`
		};
		const by = { principal: SERVICES.cloudtrail.source, sourceArn: trail.arn };
		return { ways: [[{ action: 'kms:GenerateDataKey', context, by }]] };
	},
	names: (losing) => (resource) => isNamed(resource.body['keyId'], resource, losing)
};
