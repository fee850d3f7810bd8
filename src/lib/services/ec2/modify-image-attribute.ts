/**
 * ModifyImageAttribute: launchPermission for another account. The snapshot itself need not be shared, the key must be.
 * Source: EC2 User Guide, "Share an AMI with specific accounts" (2026). The messages are unverified.
 */
import { textOf } from '../input';
import { put } from '../records';
import { ServiceError, type ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { isAwsManaged, refuseForeign, requireAccount } from './modify-snapshot-attribute';
import { findIn, permitted } from './records';

export const modifyImageAttribute: ServiceOperation = async (call) => {
	const image = findIn(call, 'image', textOf(call, 'ImageId'));
	const who = textOf(call, 'UserId');
	asked(call, 'ModifyImageAttribute');
	permitted(call, 'ec2:ModifyImageAttribute', image.arn);
	refuseForeign(call, image.account);
	const { snapshot, launchPermission } = image.body;
	const [sealed] = (snapshot === undefined ? undefined : call.state().resources.get(snapshot))?.sealed ?? [];
	if (sealed && who === 'all')
		throw new ServiceError('OperationNotPermitted', 'Images with encrypted snapshots cannot be made public.');
	if (sealed && isAwsManaged(call, sealed.keyArn))
		throw new ServiceError(
			'OperationNotPermitted',
			'Images with snapshots encrypted under the EBS default key cannot be shared'
		);
	requireAccount(who);
	put(call, {
		...image,
		body: { ...image.body, launchPermission: [...new Set([...launchPermission, who])] }
	});
	noted(call, image.name, `may now be launched by ${who}`);
	answered(call, 'ModifyImageAttribute');
	return {};
};
