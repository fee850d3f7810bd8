/**
 * Auto Scaling launches with its service-linked role, whose permissions nobody can edit: the key policy must name it,
 * or, for a key of another account, a grant made in the group's own account.
 * Source: Amazon EC2 Auto Scaling User Guide, "Required KMS key policy for encrypted volumes" (2026).
 * Differs from AWS: a group tries again when its capacity is set again, not by itself.
 */
import { optionalText, textOf } from '../input';
import { put, putNew, refuseTaken } from '../records';
import { asRole } from '../callers';
import { ServiceError, type ServiceCall, type ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { launch } from './launch';
import {
	autoScalingRole,
	ec2Arn,
	findIn,
	permitted,
	type Group,
	type GroupBody,
	type Image
} from './records';
import { failing, LAUNCH_FAILED, refuseUnfit } from './refusals';
import { imageOf } from './run-instances';

export const createAutoScalingGroup: ServiceOperation = async (call) => {
	const name = textOf(call, 'AutoScalingGroupName');
	const asks = optionalText(call, 'KmsKeyId');
	asked(call, 'CreateAutoScalingGroup');
	const arn = ec2Arn(call.acting, 'auto-scaling-group', name);
	permitted(call, 'autoscaling:CreateAutoScalingGroup', arn);
	refuseUnfit(call, asks);
	refuseTaken(call, arn, 'AlreadyExists', 'AutoScalingGroup by this name already exists');
	const image = imageOf(call);
	const group: Group = putNew(call, {
		...{ arn, type: 'auto-scaling-group', name },
		body: { image: image?.name ?? '', desired: 0, activities: [], ...(asks !== undefined && { asks }) }
	});
	answered(call, 'CreateAutoScalingGroup');
	await scale(call, group, image, capacityOf(call));
	return {};
};

export const setDesiredCapacity: ServiceOperation = async (call) => {
	const group = findIn(call, 'auto-scaling-group', textOf(call, 'AutoScalingGroupName'));
	asked(call, 'SetDesiredCapacity');
	permitted(call, 'autoscaling:SetDesiredCapacity', group.arn);
	if (group.due)
		throw new ServiceError(
			'ScalingActivityInProgress',
			'You already have a pending scaling activity in progress.'
		);
	answered(call, 'SetDesiredCapacity');
	const image = group.body.image === '' ? undefined : findIn(call, 'image', group.body.image);
	await scale(call, group, image, capacityOf(call));
	return {};
};

function capacityOf({ input }: ServiceCall): number {
	const wanted = input['DesiredCapacity'] ?? 1;
	if (typeof wanted === 'number' && Number.isInteger(wanted) && wanted >= 0 && wanted <= 10) return wanted;
	throw new ServiceError(
		'ValidationError',
		`DesiredCapacity: expected a whole number from 0 to 10, got ${JSON.stringify(wanted)}`,
		{ check: 'validation' }
	);
}

/** Launches what is missing; a launch that fails ends the attempt, and the activity log says why. */
async function scale(
	call: ServiceCall,
	group: Group,
	image: Image | undefined,
	desired: number
): Promise<void> {
	const { account, region } = call.acting;
	const running = [...call.state().resources.values()].filter(
		({ type, status, body }) => type === 'instance' && status === 'running' && body['group'] === group.name
	).length;
	let now = put(call, { ...group, body: { ...group.body, desired } });
	for (let count = running; count < desired; count++) {
		noted(call, group.name, 'launches an instance as AWSServiceRoleForAutoScaling');
		const { name, status } = await launch(call, {
			...{ image, group: group.name, asks: group.body.asks },
			by: (where = region) => asRole(call, autoScalingRole(account), 'AutoScaling', where)
		});
		const activity = { at: call.time, instance: name };
		const { activities: past } = now.body;
		if (status === 'running') {
			const activities = [...past, { ...activity, status: 'Successful' as const }];
			now = put(call, { ...now, body: { ...now.body, activities } });
			continue;
		}
		const failed = { ...activity, status: 'Failed' as const, message: LAUNCH_FAILED };
		put<GroupBody>(call, {
			...now,
			body: { ...now.body, activities: [...past, { ...activity, status: 'InProgress' }] },
			...failing<GroupBody>(call, {
				body: { activities: [...past, failed] },
				change: `could not launch: ${LAUNCH_FAILED}`
			})
		});
		return;
	}
}
