/**
 * Who is there when a world is born: two accounts of AWS's documentation in one organization, and their principals.
 * Every policy can be changed; what differs from this is in the world's state.
 */
import type { NamedPolicy, Organization, PrincipalRecord } from '$lib/domain/iam';

export const HOME_ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';
export const ACCOUNTS = [HOME_ACCOUNT, OTHER_ACCOUNT] as const;
export const ORGANIZATION_ID = 'o-exampleorgid';

const allow = (name: string, action: string | readonly string[], resource = '*'): NamedPolicy => ({
	name,
	policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] }
});
const ADMINISTRATOR = allow('AdministratorAccess', '*');
const user = (account: string, name: string, ...identityPolicies: NamedPolicy[]): PrincipalRecord => ({
	arn: `arn:aws:iam::${account}:user/${name}`,
	identityPolicies
});
const role = (account: string, name: string, ...identityPolicies: NamedPolicy[]): PrincipalRecord => ({
	arn: `arn:aws:iam::${account}:role/${name}`,
	identityPolicies
});
/** Its permissions for EC2 are left out: what it may do with keys comes from key policies and grants. */
const autoScaling = (account: string): PrincipalRecord =>
	role(account, 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling');

export const CAST: readonly PrincipalRecord[] = [
	user(HOME_ACCOUNT, 'Alice', ADMINISTRATOR),
	user(HOME_ACCOUNT, 'Carlos'),
	role(
		HOME_ACCOUNT,
		'KeyAdministrator',
		allow('ListKeys', ['kms:ListKeys', 'kms:ListAliases', 'kms:CreateKey'])
	),
	role(
		HOME_ACCOUNT,
		'Application',
		allow('UseKeys', [
			'kms:Encrypt',
			'kms:Decrypt',
			'kms:ReEncrypt*',
			'kms:GenerateDataKey*',
			'kms:DescribeKey'
		])
	),
	role(HOME_ACCOUNT, 'Auditor', allow('LookAtKeys', ['kms:Describe*', 'kms:Get*', 'kms:List*'])),
	autoScaling(HOME_ACCOUNT),
	user(OTHER_ACCOUNT, 'Bob', ADMINISTRATOR),
	user(OTHER_ACCOUNT, 'Dana'),
	role(OTHER_ACCOUNT, 'Application', allow('UseKeys', ['kms:Decrypt', 'kms:DescribeKey'])),
	autoScaling(OTHER_ACCOUNT)
];

const full = (name: string, resource: object = {}): NamedPolicy => ({
	name,
	policy: {
		Version: '2012-10-17',
		Statement: [{ Effect: 'Allow', ...resource, Action: '*', Resource: '*' }]
	}
});
/** A guard rail that nobody notices until they need it. */
const KEEP_LOCKOUT_CHECK: NamedPolicy = {
	name: 'KeepLockoutSafetyCheck',
	policy: {
		Version: '2012-10-17',
		Statement: [
			{
				Sid: 'DenyBypassOfLockoutSafetyCheck',
				Effect: 'Deny',
				Action: ['kms:PutKeyPolicy', 'kms:CreateKey', 'kms:ReplicateKey'],
				Resource: '*',
				Condition: { Bool: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' } }
			}
		]
	}
};
/** Keys of the organization are for its own people and for AWS services. */
const OWN_IDENTITIES: NamedPolicy = {
	name: 'OwnIdentitiesOnly',
	policy: {
		Version: '2012-10-17',
		Statement: [
			{
				Sid: 'DenyPrincipalsOfOtherOrganizations',
				Effect: 'Deny',
				Principal: '*',
				Action: 'kms:*',
				Resource: '*',
				Condition: {
					StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION_ID },
					BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' }
				}
			}
		]
	}
};

const member = (account: string) => ({
	path: `${ORGANIZATION_ID}/r-ab12/ou-ab12-11111111/`,
	scps: [
		{ target: 'r-ab12', policies: [full('FullAWSAccess'), KEEP_LOCKOUT_CHECK] },
		{ target: 'ou-ab12-11111111', policies: [full('FullAWSAccess')] },
		{ target: account, policies: [full('FullAWSAccess')] }
	],
	rcps: [{ target: 'r-ab12', policies: [full('RCPFullAWSAccess', { Principal: '*' }), OWN_IDENTITIES] }]
});

export const ORGANIZATION: Organization = {
	id: ORGANIZATION_ID,
	managementAccount: '999988887777',
	accounts: Object.fromEntries(ACCOUNTS.map((account) => [account, member(account)]))
};
