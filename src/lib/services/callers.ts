/**
 * As whom a service calls KMS when it is not for somebody who has just asked (that is `ServiceCall.forCaller`).
 * Source: KMS Developer Guide, "Logging AWS KMS API calls" (examples of DynamoDB, EBS, CloudTrail), "Grants".
 */
import type { Acting } from '$lib/domain/entry';
import type { AccountId, PrincipalArn, Region } from '$lib/domain/ids';
import { SERVICES, type ResourceRecord } from '$lib/domain/service';
import type { ServiceCall } from './service';

type Place = Pick<ResourceRecord, 'arn' | 'account' | 'region'>;

/** What services are called in grants: `dynamodb.us-east-1.amazonaws.com`. */
export const grantee = ({ service }: Pick<ServiceCall, 'service'>, region: Region): PrincipalArn =>
	`${SERVICES[service].prefix}.${region}.amazonaws.com` as PrincipalArn;

/** Under a grant that its user once made: a key policy need not name the service. */
export const byGrant = (call: ServiceCall, { account, region }: Place): Acting => ({
	...{ account, region },
	caller: grantee(call, region)
});

/** In its own name, for one resource: the key policy must name the service principal. */
export const inOwnName = (
	{ service }: Pick<ServiceCall, 'service'>,
	{ arn, account, region }: Place
): Acting => ({
	...{ account, region },
	caller: SERVICES[service].source as PrincipalArn,
	sourceArn: arn
});

/** With the role that the resource runs under, through the service. */
export function asRole(call: ServiceCall, roleArn: string, session: string, region: Region): Acting {
	const account = (roleArn.split(':')[4] ?? '') as AccountId;
	const role = roleArn.split('/').at(-1) ?? '';
	return {
		...{ account, region },
		caller: `arn:aws:sts::${account}:assumed-role/${role}/${session}` as PrincipalArn,
		viaService: grantee(call, region)
	};
}
