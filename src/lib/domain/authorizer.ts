/**
 * The port through which every call is authorised, by policies and grants: `world/authorizer.ts`.
 */
import type { AccountId, KeyArn, PrincipalArn, Region } from './ids';
import type { WorldState } from './entry';
import type { KmsErrorCode } from './errors';
import type { KeyRecord } from './key';
import type { EncryptionContext } from './encryption-context';

export interface AuthorizationRequest {
	/** `kms:Encrypt` … */
	readonly action: string;
	/** Absent for operations without a key (CreateKey, ListKeys, ListAliases, GenerateRandom). */
	readonly keyArn?: KeyArn;
	readonly account: AccountId;
	readonly region: Region;
	readonly encryptionContext?: EncryptionContext;
	/** Key id, ARN or alias as the request gave it, for `kms:RequestAlias`. */
	readonly keyRef?: string;
	/** The alias itself, where the permission is on an alias and not on a key. */
	readonly aliasArn?: string;
	/** ReEncrypt: the key on the other side. */
	readonly otherKeyArn?: KeyArn;
	readonly grantTokens?: readonly string[];
	/** A service calls with the caller's permissions: `s3.eu-west-1.amazonaws.com`. */
	readonly viaService?: string;
	/** Policies that belong to the call, JSON text: of the role session, of the VPC endpoint. */
	readonly sessionPolicy?: string;
	readonly vpcEndpointPolicy?: string;
	/** RetireGrant, RevokeGrant. */
	readonly grantId?: string;
	/** The request's members by their API names. */
	readonly parameters?: Readonly<Record<string, unknown>>;
	/** Further condition keys by their names. */
	readonly context?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
	/** World time, milliseconds since 1970 (UTC). */
	readonly time?: number;
}

/** Which policy, grant or check decided. The last six are refusals before or after authorization. */
export type DecidedBy =
	| 'keyPolicy'
	/** Of a bucket, a snapshot or another resource that is no key. */
	| 'resourcePolicy'
	| 'iamPolicy'
	| 'grant'
	| 'scp'
	| 'rcp'
	| 'boundary'
	| 'session'
	| 'vpcEndpointPolicy'
	| 'keyState'
	| 'region'
	| 'keyRef'
	| 'operation'
	| 'ciphertext'
	| 'lockoutCheck'
	| 'policyGrammar';

/** A gate that was in play, and what it said. `silent`: neither yes nor no. `delegates`: leaves it to the account. */
export interface WalkedGate {
	readonly gate: DecidedBy;
	/** Whose gate: of the key's account or of the caller's. */
	readonly side: 'key' | 'caller';
	readonly says: 'allows' | 'denies' | 'silent' | 'delegates';
	/** It would have let the call pass, and an explicit Deny at another gate overrides it. */
	readonly overruled?: true;
}

export interface Decision {
	readonly allowed: boolean;
	/** What decided, as a stable word. */
	readonly decidedBy: DecidedBy;
	/** One sentence for a person. */
	readonly reason: string;
	/** Why, as a stable word: `IMPLICIT_NO_IAM_ALLOW`. */
	readonly reasonCode?: string;
	/** A refusal's message, as AWS words it. */
	readonly message?: string;
	/** The gates in the order asked, up to an explicit Deny. */
	readonly walk?: readonly WalkedGate[];
}

/** Why a new key policy is not taken. */
export interface PolicyCheck {
	readonly code: KmsErrorCode;
	readonly message: string;
	readonly detail: string;
}

export interface Authorizer {
	/** The same over a state in which the call itself made something, such as an AWS managed key. */
	over?(state: WorldState): Authorizer;
	/** Size, grammar, principals, and the lockout safety check; undefined when the policy is taken. */
	refuseKeyPolicy?(
		check: { readonly key: KeyRecord; readonly policy: string; readonly bypass: boolean },
		caller: PrincipalArn
	): PolicyCheck | undefined;
	decide(request: AuthorizationRequest, caller: PrincipalArn): Decision;
}
