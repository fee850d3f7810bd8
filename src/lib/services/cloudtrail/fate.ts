/** CloudTrail when a key dies: delivery of log files stops; files already written cannot be read. Source: CloudTrail User Guide. */
import { isNamed, type Loss, type WhenKeyDies } from '../fate';

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
	names: (losing) => (resource) => isNamed(resource.body['keyId'], losing)
};
