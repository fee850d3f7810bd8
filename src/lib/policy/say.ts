/**
 * Reasons and gates in words for a person.
 * Models: KMS Developer Guide, "Troubleshooting key access".
 * Differs from AWS: AWS gives its own message (`message.ts`); these sentences teach.
 */
import type { CallReason } from './evaluate';
import type { GateName, GateNote } from './explain';

const SENTENCES: Readonly<Record<CallReason, string>> = {
	ALLOW_KEY_POLICY_DIRECT: 'The key policy allows the caller directly; in the own account that suffices.',
	ALLOW_ROOT_USER_KEY_POLICY: 'The key policy names the account, and the caller is its root user.',
	ALLOW_ROOT_USER_NO_KEY_RESOURCE:
		'No key is involved, and the root user of the account needs no IAM policy.',
	ALLOW_IAM_VIA_ACCOUNT_DELEGATION:
		'The key policy leaves it to the account, and an identity policy allows it.',
	ALLOW_IAM_NO_KEY_RESOURCE: 'No key is involved, and an identity policy allows it.',
	ALLOW_IAM_ISSUING_ACCOUNT:
		'The account that issued the grant may retire it, and an identity policy hands that on.',
	ALLOW_CROSS_ACCOUNT_BOTH_SIDES: 'Both accounts allow it: the key policy there, an identity policy here.',
	ALLOW_GRANT: 'A grant on the key allows it.',
	ALLOW_GRANT_ISSUING_ACCOUNT: 'The account that issued the grant may retire it.',
	ALLOW_RETIRING_PRINCIPAL: 'The caller is the retiring principal of the grant.',
	DENY_EXPLICIT_RCP: 'A resource control policy of the organization denies it.',
	DENY_EXPLICIT_SCP: 'A service control policy of the organization denies it.',
	DENY_EXPLICIT_VPC_ENDPOINT: 'The VPC endpoint policy denies it.',
	DENY_EXPLICIT_KEY_POLICY: 'The key policy denies it.',
	DENY_EXPLICIT_IAM: 'An identity policy of the caller denies it.',
	DENY_EXPLICIT_BOUNDARY: "The caller's permissions boundary denies it.",
	DENY_EXPLICIT_SESSION: 'The session policy denies it.',
	IMPLICIT_SCP: 'At some level of the organization no service control policy allows it.',
	IMPLICIT_VPC_ENDPOINT: 'The VPC endpoint policy does not allow it.',
	IMPLICIT_NO_KEY_POLICY_ALLOW: 'The key policy neither allows the caller nor leaves it to the account.',
	IMPLICIT_NO_DELEGATION:
		'An identity policy allows it, but the key policy does not leave it to the account.',
	IMPLICIT_NO_IAM_ALLOW: 'It is left to identity policies, and none of them allows it.',
	IMPLICIT_BOUNDARY: "The caller's permissions boundary does not allow it.",
	IMPLICIT_SESSION: 'The session policy does not allow it.',
	CONDITION_NOT_MET: 'A statement would allow it, but its condition is not met.',
	CROSS_ACCOUNT_NO_KEY_POLICY:
		'The key belongs to another account, and its key policy does not open it to the caller.',
	CROSS_ACCOUNT_NO_IAM:
		'The key policy of the other account would allow it, but no identity policy here does.',
	CROSS_ACCOUNT_OP_NOT_SUPPORTED: 'This operation never works on a key of another account.',
	POLICY_NOT_EVALUABLE: 'A policy cannot be parsed, so it cannot be ruled out that it denies.',
	UNKNOWN_ACTION: 'KMS has no such operation.',
	NO_KEY_NAMED: 'The operation works on a key, and the call names none that exists.',
	UNKNOWN_PRINCIPAL: 'The caller is no principal that AWS knows.',
	GRANT_NOT_YET_CONSISTENT: 'The grant is not yet known everywhere, and the call carries no token of it.',
	GRANT_CONSTRAINT_MISMATCH: 'The grant allows it only under a constraint that the call does not meet.',
	GRANT_CHAIN_NOT_STRICTER:
		'Through a grant only its own operations can be handed on, under constraints as strict.',
	GRANT_OPERATION_NOT_LISTED: 'The grant does not list this operation.',
	GRANT_WRONG_PRINCIPAL: 'The grant belongs to somebody else; its token is no bearer right.',
	GRANT_NOT_FOUND: 'There is no such grant on the key.',
	NOT_FOUND_KEY: 'There is no such key in the account and Region called.',
	NOT_FOUND_ALIAS: 'There is no such alias; a bare alias name is looked up in the account of the caller.',
	NOT_FOUND_WRONG_REGION: 'The key is in another Region than the endpoint called.',
	INVALID_KEY_REF: 'This operation takes a key id or key ARN, no alias.',
	KEY_DISABLED: 'The call is authorised, but the key is disabled.',
	KEY_STATE_INVALID: "The call is authorised, but the key's state does not allow it.",
	CIPHERTEXT_CONTEXT_MISMATCH:
		'The call is authorised, but the encryption context is not that of the encryption.',
	CIPHERTEXT_OF_ANOTHER_KEY: 'The call is authorised, but the ciphertext belongs to another key.',
	LOCKOUT_CHECK: 'The caller could not change the new key policy any more.',
	MALFORMED_POLICY: 'The new key policy is malformed.',
	POLICY_TOO_LONG: 'The new key policy is too long.'
};
export const sayReason = (reason: CallReason): string => SENTENCES[reason];

export const GATE_WORDS: Readonly<Record<GateName, string>> = {
	operation: 'Operation',
	rcp: 'Resource control policies',
	scp: 'Service control policies',
	vpcEndpointPolicy: 'VPC endpoint policy',
	keyPolicy: 'Key policy',
	grant: 'Grants',
	iamPolicy: 'Identity policies',
	boundary: 'Permissions boundary',
	session: 'Session policy'
};

/** One line a gate: `Key policy: says nothing; nobody said yes so far.` */
export function sayGate({ gate, outcome, role, soFar, decides }: GateNote): string {
	const says = {
		denies: 'refuses',
		delegates: 'leaves it to the account',
		allows: role === 'limits' ? 'lets it pass' : 'says yes',
		silent: role === 'limits' ? 'does not let it pass' : 'says nothing',
		'not-evaluable': 'holds what cannot be evaluated',
		'not-in-play': 'is not in play'
	}[outcome];
	const verdict = { 'nobody-said-yes': 'nobody said yes so far', denied: 'denied', allowed: 'allowed' }[
		soFar
	];
	return `${GATE_WORDS[gate]}: ${says}; ${verdict}${decides ? ', and this decides' : ''}.`;
}
