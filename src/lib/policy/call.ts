/**
 * One call to KMS as authorization sees it: who, what, on which key, and what the request carries with it.
 * Models: IAM User Guide, "How AWS enforcement code logic evaluates requests" (the request context).
 * Differs from AWS: parameters are kept under their API names, whatever the operation.
 */
import type { PolicySource } from './document';
import type { GrantParameters } from './world';

export type ContextValue = string | number | boolean | readonly string[];

export interface Call {
	/** User, session, role or root ARN, or a service principal. */
	readonly principal: string;
	/** `kms:Decrypt`; `kms:ReEncrypt` stands for both of its permissions. */
	readonly action: string;
	/** The Region whose endpoint is called. */
	readonly region: string;
	/** Key id, key ARN, alias name or alias ARN, as the request gives it. */
	readonly keyRef?: string;
	/** The other key: ReEncrypt's destination, UpdateAlias's new key. */
	readonly otherKeyRef?: string;
	/** CreateAlias, UpdateAlias, DeleteAlias. */
	readonly aliasName?: string;
	readonly encryptionContext?: Readonly<Record<string, string>>;
	readonly destinationEncryptionContext?: Readonly<Record<string, string>>;
	/** A service calls with the caller's permissions (forward access session): `s3.us-east-1.amazonaws.com`. */
	readonly viaService?: string;
	readonly grantTokens?: readonly string[];
	/** CreateGrant. */
	readonly grant?: GrantParameters;
	/** RetireGrant, RevokeGrant. */
	readonly grantId?: string;
	readonly sessionPolicy?: PolicySource;
	readonly sessionTags?: Readonly<Record<string, string>>;
	/** Present when the request goes through a VPC endpoint. */
	readonly vpcEndpointPolicy?: PolicySource;
	/** Further condition keys by their names. */
	readonly context?: Readonly<Record<string, ContextValue>>;
	/** Other parameters by their API names: KeySpec, PendingWindowInDays, Tags (as a map) … */
	readonly parameters?: Readonly<Record<string, unknown>>;
	/** World time, milliseconds since 1970 (UTC). */
	readonly time?: number;
	/** Decrypt: what is in the ciphertext. */
	readonly ciphertext?: {
		readonly encryptedUnder: string;
		readonly encryptionContext?: Readonly<Record<string, string>>;
	};
	/** PutKeyPolicy, CreateKey, ReplicateKey. */
	readonly newPolicy?: PolicySource;
	readonly bypassPolicyLockoutSafetyCheck?: boolean;
}
