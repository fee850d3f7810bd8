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
