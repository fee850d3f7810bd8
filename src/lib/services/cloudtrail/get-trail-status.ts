import type { ServiceOperation } from '../service';
import { findTrail } from './trails';

export const getTrailStatus: ServiceOperation = async (call) => {
	const { arn, account, body } = findTrail(call);
	call.permit({ action: 'cloudtrail:GetTrailStatus', resourceArn: arn, owner: account });
	return {
		IsLogging: true,
		...(body.deliveryError !== undefined && { LatestDeliveryError: body.deliveryError })
	};
};
