/**
 * Permissions of other services than KMS: on a bucket, an object, a snapshot. IAM and the resource's own policy; within
 * one account either is enough, across accounts both are needed. This is where key policies differ: a key's account
 * gets nothing that the key policy does not give it.
 * Models: IAM User Guide, "Policy evaluation logic", "Cross-account policy evaluation logic".
 * Differs from AWS: RCPs of these services are left out.
 */
import type { DecidedBy, Decision, WalkedGate } from '$lib/domain/authorizer';
import { readCaller } from './caller';
import { createContext, type Permission } from './context';
import { permit } from './permit';
import { evaluateSet, type SetResult } from './policy-set';
import { sayReason } from './say';
import { overruled, walkOf } from './walk';
import type { PolicyWorld } from './world';

export interface ResourceRequest {
	readonly caller: string;
	/** `s3:GetObject` */
	readonly action: string;
	readonly resourceArn: string;
	/** The account that the resource belongs to. */
	readonly owner: string;
	readonly region: string;
	readonly policy?: string | undefined;
	readonly context?: Readonly<Record<string, string>>;
	/** Of the role session that asks. */
	readonly sessionPolicy?: string | undefined;
	/** Milliseconds of world time. */
	readonly time: number;
}

export function permitResource(world: PolicyWorld, request: ResourceRequest): Decision {
	const { action, resourceArn: resource, region, owner, policy, time, context, sessionPolicy } = request;
	const caller = readCaller(world, request.caller);
	const call = {
		principal: request.caller,
		action,
		region,
		time,
		...(context && { context }),
		...(sessionPolicy !== undefined && { sessionPolicy })
	};
	const permission: Permission = { world, caller, call, action, resource, withoutKey: true };
	const matching = { permission, context: createContext(permission), action: action.toLowerCase() };
	const resourceSide =
		policy === undefined
			? undefined
			: evaluateSet('key-policy', [{ name: 'resource policy', policy }], matching, false);
	const weighing = permit(permission, false);
	// A service in its own name has no IAM policies: the resource's policy decides.
	const isService = caller.kind === 'service';
	const own = caller.account === owner || isService;
	const identity = isService ? [] : walkOf(weighing);
	// A bucket is asked for a policy also where it has none; other resources of one's own account are not.
	const asked = resourceSide !== undefined || !own || resource.startsWith('arn:aws:s3:');
	const walk = overruled([...(asked ? [gateOfResource(resourceSide)] : []), ...identity]);
	const allow = (decidedBy: DecidedBy, reasonCode: string, reason: string): Decision => ({
		allowed: true,
		decidedBy,
		reason,
		reasonCode,
		walk
	});
	const deny = (decidedBy: DecidedBy, reasonCode: string, reason: string, why: string): Decision => ({
		allowed: false,
		decidedBy,
		reason,
		reasonCode,
		walk,
		message: `User: ${request.caller} is not authorized to perform: ${action} on resource: "${resource}" ${why}`
	});
	if (resourceSide?.deny)
		return deny(
			'resourcePolicy',
			'EXPLICIT_DENY_RESOURCE_POLICY',
			"The resource's policy denies it.",
			'with an explicit deny in a resource-based policy'
		);
	const { verdict } = weighing;
	const implicit = verdict.reason === 'IMPLICIT_NO_IAM_ALLOW' || verdict.reason === 'CONDITION_NOT_MET';
	const opened = resourceSide?.allow;
	if (verdict.allowed && (own || opened))
		return allow(
			'iamPolicy',
			'ALLOW_IAM',
			own
				? 'An identity policy of the caller allows it.'
				: "An identity policy of the caller allows it, and so does the resource's policy in the other account."
		);
	if (verdict.allowed)
		return deny(
			'resourcePolicy',
			'IMPLICIT_NO_RESOURCE_POLICY_ALLOW',
			'It belongs to another account, and its policy does not let the caller in.',
			`because no resource-based policy allows the ${action} action`
		);
	// In one's own account the resource's policy alone is enough, when it names the caller and not just the account.
	if (own && implicit && opened && opened.level !== 'account')
		return allow('resourcePolicy', 'ALLOW_RESOURCE_POLICY', "The resource's policy allows it.");
	return deny(
		isService ? 'resourcePolicy' : verdict.decidedBy,
		verdict.reason,
		!implicit
			? sayReason(verdict.reason)
			: isService
				? "The resource's policy does not let this service in."
				: 'No identity policy of the caller allows it.',
		isService
			? `because no resource-based policy allows the ${action} action`
			: implicit
				? `because no identity-based policy allows the ${action} action`
				: 'with an explicit deny in a policy'
	);
}

/** `delegates`: the policy names the account of the caller, so its IAM must say yes as well. */
function gateOfResource(side: Pick<SetResult, 'allow' | 'deny'> | undefined): WalkedGate {
	const says = side?.deny
		? 'denies'
		: !side?.allow
			? 'silent'
			: side.allow.level === 'account'
				? 'delegates'
				: 'allows';
	return { gate: 'resourcePolicy', side: 'key', says };
}
