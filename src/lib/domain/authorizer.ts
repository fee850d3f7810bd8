/** The port through which every call is authorised. Until policies come: `world/account-authorizer.ts`. */
import type { AccountId, KeyArn, PrincipalArn, Region } from './ids';
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
	readonly grantTokens?: readonly string[];
	/** A service calls with the caller's permissions: `s3.eu-west-1.amazonaws.com`. */
	readonly viaService?: string;
	/** RetireGrant, RevokeGrant. */
	readonly grantId?: string;
	/** The request's members by their API names. */
	readonly parameters?: Readonly<Record<string, unknown>>;
	/** World time, milliseconds since 1970 (UTC). */
	readonly time?: number;
}

export interface Decision {
	readonly allowed: boolean;
	/** What decided, as a stable word. */
	readonly decidedBy: 'same-account' | 'grant' | 'nobody-said-yes';
	/** One sentence for a person. */
	readonly reason: string;
}

export interface Authorizer {
	decide(request: AuthorizationRequest, caller: PrincipalArn): Decision;
}
