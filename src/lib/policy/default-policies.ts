/**
 * Key policies that AWS attaches by itself, and templates to begin with.
 * Models: KMS Developer Guide, "Default key policy", "Allowing users in other accounts", "kms:ViaService"; `Id` and `Sid`
 * as seen in real output.
 * Differs from AWS: which viewing actions an AWS managed key leaves to its account is unverified.
 */
import { ADMINISTRATOR_ACTIONS, GRANT_ACTIONS, USE_ACTIONS } from '$lib/facts/kms-actions';
import { accountRoot } from './caller';
import type { PolicyJson, StatementJson } from './statement-json';

const policy = (id: string, ...statements: readonly StatementJson[]): PolicyJson => ({
	Version: '2012-10-17',
	Id: id,
	Statement: statements
});

/** The account decides by IAM policies; its root user is let in. */
export const accountStatement = (account: string): StatementJson => ({
	Sid: 'Enable IAM User Permissions',
	Effect: 'Allow',
	Principal: { AWS: accountRoot(account) },
	Action: 'kms:*',
	Resource: '*'
});

/** What CreateKey attaches when no policy is given. */
export const apiDefaultPolicy = (account: string): PolicyJson =>
	policy('key-default-1', accountStatement(account));

export type KeyUseKind = keyof typeof USE_ACTIONS;
export function keyUseKind({
	keySpec,
	keyUsage
}: {
	readonly keySpec: string;
	readonly keyUsage: string;
}): KeyUseKind {
	if (keySpec === 'SYMMETRIC_DEFAULT') return 'SYMMETRIC';
	if (keyUsage === 'GENERATE_VERIFY_MAC') return 'HMAC';
	if (keyUsage === 'KEY_AGREEMENT') return 'KEY_AGREEMENT';
	return keyUsage === 'SIGN_VERIFY' ? 'SIGNING' : 'RSA_ENCRYPTION';
}

export interface ConsoleChoices {
	readonly account: string;
	readonly administrators: readonly string[];
	readonly users: readonly string[];
	readonly use?: KeyUseKind;
}

/** What the console writes, with as many statements as were chosen. */
export function consoleDefaultPolicy({
	account,
	administrators,
	users,
	use = 'SYMMETRIC'
}: ConsoleChoices): PolicyJson {
	const allow = (sid: string, principals: readonly string[], actions: readonly string[]): StatementJson => ({
		Sid: sid,
		Effect: 'Allow',
		Principal: { AWS: principals },
		Action: actions,
		Resource: '*'
	});
	const attachment: StatementJson = {
		...allow('Allow attachment of persistent resources', users, GRANT_ACTIONS),
		Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } }
	};
	return policy(
		'key-consolepolicy-3',
		accountStatement(account),
		...(administrators.length > 0
			? [allow('Allow access for Key Administrators', administrators, ADMINISTRATOR_ACTIONS)]
			: []),
		...(users.length > 0 ? [allow('Allow use of the key', users, USE_ACTIONS[use])] : []),
		...(users.length > 0 && use === 'SYMMETRIC' ? [attachment] : [])
	);
}

/** The fixed policy of `alias/aws/…`: usable by everyone of the account, through that service alone. */
export const awsManagedPolicy = (of: { readonly account: string; readonly viaService: string }): PolicyJson =>
	policy(
		`auto-${of.viaService.split('.')[0]}-2`,
		{
			Sid: 'Allow access through the service for all principals in the account that are authorized to use it',
			Effect: 'Allow',
			Principal: { AWS: '*' },
			Action: [...USE_ACTIONS.SYMMETRIC, 'kms:CreateGrant'],
			Resource: '*',
			Condition: { StringEquals: { 'kms:CallerAccount': of.account, 'kms:ViaService': of.viaService } }
		},
		{
			Sid: 'Allow direct access to key metadata to the account',
			Effect: 'Allow',
			Principal: { AWS: accountRoot(of.account) },
			Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
			Resource: '*'
		}
	);

/** Another account may use the key; its administrators still decide by IAM who of it does. */
export const crossAccountPolicy = (of: { readonly account: string; readonly external: string }): PolicyJson =>
	policy('cross-account', accountStatement(of.account), {
		Sid: 'Allow use of the key by another account',
		Effect: 'Allow',
		Principal: { AWS: accountRoot(of.external) },
		Action: USE_ACTIONS.SYMMETRIC,
		Resource: '*'
	});

/** A principal may use the key through one service only. */
export const viaServicePolicy = (of: {
	readonly account: string;
	readonly principal: string;
	readonly viaService: string;
}): PolicyJson =>
	policy('via-service', accountStatement(of.account), {
		Sid: 'Allow use of the key through the service',
		Effect: 'Allow',
		Principal: { AWS: of.principal },
		Action: USE_ACTIONS.SYMMETRIC,
		Resource: '*',
		Condition: { StringEquals: { 'kms:ViaService': of.viaService } }
	});

/** Nobody decrypts but one role with MFA; the account keeps the management. */
export const breakGlassPolicy = (of: { readonly account: string; readonly role: string }): PolicyJson =>
	policy(
		'break-glass',
		accountStatement(of.account),
		{
			Sid: 'Allow the break-glass role to decrypt',
			Effect: 'Allow',
			Principal: { AWS: of.role },
			Action: ['kms:Decrypt', 'kms:DescribeKey'],
			Resource: '*',
			Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }
		},
		{
			Sid: 'Deny decryption to everyone else',
			Effect: 'Deny',
			Principal: '*',
			Action: ['kms:Decrypt', 'kms:ReEncryptFrom'],
			Resource: '*',
			Condition: { ArnNotLike: { 'aws:PrincipalArn': of.role } }
		}
	);
