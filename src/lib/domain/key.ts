/** What the world keeps of a KMS key. JSON-serialisable; times are world time in milliseconds since 1970 (UTC). */
import type { EncryptionContext } from './encryption-context';
import type {
	AccountId,
	AliasArn,
	AliasName,
	KeyArn,
	KeyId,
	KeyMaterialId,
	PrincipalArn,
	Region
} from './ids';
import type { KeyOrigin, KeySpec, KeyUsage } from './key-spec';

export type KeyState =
	| 'Creating'
	| 'Enabled'
	| 'Disabled'
	| 'PendingImport'
	| 'PendingDeletion'
	| 'PendingReplicaDeletion'
	| 'Unavailable'
	| 'Updating';

/** One rotation generation: a backing key. `number` counts from 1 in the order they became current. */
export interface Generation {
	readonly number: number;
	readonly materialId: KeyMaterialId;
	/** Base64 of the key token; empty while imported material is deleted or expired. */
	readonly token: string;
	readonly createdAt: number;
	/** Absent for the first material. */
	readonly rotation?: { readonly at: number; readonly type: 'AUTOMATIC' | 'ON_DEMAND' };
	/** For imported material: how long it stays (world time; absent: for ever), and what its owner calls it. */
	readonly imported?: { readonly validTo?: number; readonly description?: string };
}

export interface RotationSettings {
	readonly enabled: boolean;
	/** Days, 90–2560. */
	readonly periodInDays: number;
	/** World time of the next automatic rotation; present while enabled. Kept while Disabled, when it may lie in the past. */
	readonly nextAt?: number;
}

export interface KeyRecord {
	readonly arn: KeyArn;
	readonly keyId: KeyId;
	readonly account: AccountId;
	readonly region: Region;
	readonly createdAt: number;
	readonly description: string;
	/** Absent: SYMMETRIC_DEFAULT. */
	readonly spec?: KeySpec;
	/** Absent: ENCRYPT_DECRYPT. */
	readonly usage?: KeyUsage;
	/** Absent: AWS_KMS. */
	readonly origin?: KeyOrigin;
	/** Base64 of the public half as DER SubjectPublicKeyInfo; it stays when imported material goes. */
	readonly publicKey?: string;
	/** Imported for the next rotation on demand; not used until then. */
	readonly pendingMaterial?: Generation;
	/** Present for keys in a custom key store. */
	readonly customKeyStoreId?: string;
	/** The external key behind a key in an external key store. */
	readonly xksKeyId?: string;
	/** Absent: the customer. */
	readonly manager?: 'AWS';
	/** Of a multi-Region set, whose record has what its keys share. */
	readonly multiRegion?: true;
	readonly state: KeyState;
	/** Present while Unavailable: the state that shows again once the key store is connected. */
	readonly returnsTo?: 'Enabled' | 'Disabled';
	/** Present while Creating: when the replica is ready. */
	readonly readyAt?: number;
	/** Present while PendingDeletion. */
	readonly deletionAt?: number;
	readonly pendingWindowInDays?: number;
	readonly rotation: RotationSettings;
	readonly onDemandRotations: number;
	/** Oldest first; the last one is CURRENT. None before the first import into a key of Origin EXTERNAL. */
	readonly generations: readonly Generation[];
	/** The document as text; absent: the default that AWS attaches. */
	readonly policy?: string;
	readonly tags: Readonly<Record<string, string>>;
}

/**
 * What the keys of a multi-Region set share, once. The fold hands rotation to the keys' own records, so that whoever
 * reads a key need not ask for its set; only the set is ever written.
 */
export interface MultiRegionSet {
	readonly keyId: KeyId;
	readonly primary: KeyArn;
	/** The primary and its replicas, one a Region, in the order they came. */
	readonly members: readonly KeyArn[];
	readonly rotation: RotationSettings;
	readonly onDemandRotations: number;
	/** Present while the primary and a replica are Updating. */
	readonly moving?: { readonly to: KeyArn; readonly at: number };
}

export interface AliasRecord {
	readonly arn: AliasArn;
	readonly name: AliasName;
	readonly targetArn: KeyArn;
	readonly createdAt: number;
	readonly updatedAt: number;
}

/** In AWS's words. */
export interface GrantConstraints {
	readonly EncryptionContextSubset?: EncryptionContext;
	readonly EncryptionContextEquals?: EncryptionContext;
	readonly SourceArn?: string;
}

export interface GrantRecord {
	/** 64 hex digits. */
	readonly id: string;
	readonly keyArn: KeyArn;
	readonly createdAt: number;
	readonly name?: string;
	readonly issuingAccount: AccountId;
	/** One of grantee and granteeService. An account stands as its root's ARN. */
	readonly grantee?: PrincipalArn;
	readonly granteeService?: string;
	readonly retiring?: PrincipalArn;
	readonly retiringService?: string;
	readonly operations: readonly string[];
	readonly constraints?: GrantConstraints;
	/** Every token CreateGrant gave for it. */
	readonly tokens: readonly string[];
}

export const specOf = (key: Pick<KeyRecord, 'spec'>): KeySpec => key.spec ?? 'SYMMETRIC_DEFAULT';
export const usageOf = (key: Pick<KeyRecord, 'usage'>): KeyUsage => key.usage ?? 'ENCRYPT_DECRYPT';
export const originOf = (key: Pick<KeyRecord, 'origin'>): KeyOrigin => key.origin ?? 'AWS_KMS';
/** All material ever made current must be there; losing one of many makes the whole key unusable. */
export const hasAllMaterial = (generations: readonly Generation[]): boolean =>
	generations.length > 0 && generations.every((generation) => generation.token !== '');

export const currentGeneration = (key: Pick<KeyRecord, 'generations'>): Generation => {
	const last = key.generations.at(-1);
	if (!last) throw new Error('a key has at least one generation');
	return last;
};

export const DAY = 86_400_000;
