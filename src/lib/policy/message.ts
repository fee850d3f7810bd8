/**
 * AccessDeniedException as AWS words it.
 * Models: IAM User Guide, "Troubleshoot access denied error messages".
 * Differs from AWS: which of two missing Allows is named is unverified; that of the key's side comes first. The text for
 * a resource control policy is unverified too.
 */
import type { Permission } from './context';
import type { DecidedBy, Verdict } from './verdict';

const POLICY: Partial<Readonly<Record<DecidedBy, string>>> = {
	iamPolicy: 'identity-based policy',
	keyPolicy: 'resource-based policy',
	grant: 'resource-based policy',
	boundary: 'permissions boundary',
	session: 'session policy',
	scp: 'service control policy',
	rcp: 'resource control policy',
	vpcEndpointPolicy: 'VPC endpoint policy'
};

/** For a refusal only. */
export function accessDeniedMessage(permission: Permission, { reason, decidedBy, also }: Verdict): string {
	const { caller, action, resource } = permission;
	const short = `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`;
	if (!tellsContext(permission)) return short;
	// A grant that does not fit leaves the missing Allow of the policies.
	const missing: DecidedBy =
		decidedBy === 'grant' && also.includes('IMPLICIT_NO_IAM_ALLOW') ? 'iamPolicy' : decidedBy;
	const policy = POLICY[missing];
	if (policy === undefined) return short;
	const article = /^[aeiou]/.test(policy) ? 'an' : 'a';
	return reason.startsWith('DENY_EXPLICIT')
		? `${short} with an explicit deny in ${article} ${policy}`
		: `${short} because no ${policy} allows the ${action} action`;
}

/** When Decrypt names no key and the caller has no access, KMS does not tell which it was. */
export const unnamedCiphertextMessage = (caller: string, action: string): string =>
	`User: ${caller} is not authorized to perform: ${action} on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`;

/** Only within one account or one organization. */
function tellsContext({ world, caller, key }: Permission): boolean {
	if (!key || caller.account === undefined || caller.account === key.account) return true;
	const belongs = (account: string): boolean =>
		world.organization?.managementAccount === account ||
		Object.hasOwn(world.organization?.accounts ?? {}, account);
	return belongs(caller.account) && belongs(key.account);
}
