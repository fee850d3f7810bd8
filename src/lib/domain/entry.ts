/** The log: commands in, entries out. State is the fold of the events of the entries up to the head. */
import type { ErrorRecord } from './errors';
import type { EncryptionContext } from './encryption-context';
import type { AccountId, AliasArn, KeyArn, KeyId, PrincipalArn, Region } from './ids';
import type {
	AliasRecord,
	Generation,
	GrantRecord,
	KeyRecord,
	KeyState,
	MultiRegionSet,
	RotationSettings
} from './key';
import type { Organization, PrincipalRecord } from './iam';
import type { BackingCondition, KeyStoreRecord } from './key-store';
import type { Input, OperationName, Output } from './operations';
import type { OutsideWork } from './outside';
import type { ApiCall, ResourceRecord, ServiceCommand } from './service';
import type { RuleYear } from './rule-year';
import type { SealedItem, TraceStep } from './trace';

/** Who acts, and where. */
export interface Acting {
	readonly caller: PrincipalArn;
	readonly account: AccountId;
	readonly region: Region;
	/** A service calls with the caller's permissions: `s3.eu-west-1.amazonaws.com`. */
	readonly viaService?: string;
	/** A service calls in its own name: the resource it does so for, as `aws:SourceArn` and `aws:SourceAccount`. */
	readonly sourceArn?: string;
	/** Of the role session that calls: JSON text. It can only narrow what the role may do. */
	readonly sessionPolicy?: string;
	/** The call goes through a VPC endpoint of KMS with this policy: JSON text. */
	readonly vpcEndpointPolicy?: string;
}

export type KmsCommand = {
	[O in OperationName]: {
		readonly type: 'kms';
		readonly operation: O;
		readonly input: Input<O>;
		/** CreateKey in a set-up written by hand: the id the new key gets. No client can ask for one. */
		readonly fixedKeyId?: KeyId;
	} & Acting;
}[OperationName];

export type ClockCommand = {
	readonly type: 'clock.advance';
	/** Milliseconds of world time, or the next thing that falls due (rotation or deletion). */
	readonly by: number | 'next-event';
} & Acting;

/** Client-side work with the Encryption SDK: KMS is called inside the command, as the caller. */
export type ClientCommand =
	| ({
			readonly type: 'client.seal';
			readonly name: string;
			readonly plaintext: Uint8Array;
			readonly keyIds: readonly [string, ...string[]];
			readonly context: EncryptionContext;
	  } & Acting)
	/** Opens an item of the world, or bytes from elsewhere. */
	| ({ readonly type: 'client.open'; readonly message: Uint8Array; readonly name: string } & Acting)
	/**
	 * The same with a file too long for memory: its bytes pass by in a stream beside the command. `draw` is 64 hex
	 * digits, random, never used for another file: the bytes are not in the command, and no two files may be sealed
	 * with what one command draws.
	 */
	| ({
			readonly type: 'client.sealFile';
			readonly name: string;
			readonly length: number;
			readonly draw: string;
			readonly keyIds: readonly [string, ...string[]];
			readonly context: EncryptionContext;
	  } & Acting)
	| ({
			readonly type: 'client.openFile';
			readonly name: string;
			readonly length: number;
			readonly draw: string;
	  } & Acting)
	/** Outside of AWS, by software of one's own: no call to KMS. `by`: who, where it is not the caller. */
	| ({ readonly type: 'client.outside'; readonly work: OutsideWork; readonly by?: string } & Acting)
	/** Moves a sealed item to another key: new wrapped key and header, the same body. */
	| ({ readonly type: 'client.move'; readonly itemId: string; readonly toKeyId: string } & Acting)
	/** Keeps a ciphertext made by Encrypt, or a message made elsewhere, in the world. */
	| ({ readonly type: 'item.keep'; readonly item: SealedItem } & Acting)
	| ({ readonly type: 'item.remove'; readonly itemId: string } & Acting);

/** What a person decides about the world itself. */
export type WorldCommand =
	/** Whether request quotas hold. */
	| ({ readonly type: 'quotas.set'; readonly on: boolean } & Acting)
	/** By whose rules keys rotate and cost. Rotations done stay done; dates ahead follow the new rules. */
	| ({ readonly type: 'rules.set'; readonly year: RuleYear } & Acting)
	/** How the cluster or proxy behind a custom key store fares; without a condition it is well. */
	| ({
			readonly type: 'backing.set';
			readonly backing: string;
			readonly condition?: BackingCondition;
	  } & Acting)
	/** What IAM and Organizations hold, without their APIs: a principal with all its policies, or the organization. */
	| ({ readonly type: 'iam.putPrincipal'; readonly principal: PrincipalRecord } & Acting)
	| ({ readonly type: 'iam.deletePrincipal'; readonly arn: string } & Acting)
	| ({ readonly type: 'iam.putOrganization'; readonly organization: Organization } & Acting);

export type Command = KmsCommand | ClockCommand | ClientCommand | ServiceCommand | WorldCommand;

/** Carries the resulting state, so that `apply` runs no machine. */
export type WorldEvent =
	| { readonly type: 'key.created'; readonly key: KeyRecord }
	| { readonly type: 'key.described'; readonly arn: KeyArn; readonly description: string }
	| {
			readonly type: 'key.tagged';
			readonly arn: KeyArn;
			readonly tags: Readonly<Record<string, string>>;
	  }
	| { readonly type: 'key.policyPut'; readonly arn: KeyArn; readonly policy: string }
	| {
			readonly type: 'key.stateChanged';
			readonly arn: KeyArn;
			readonly state: KeyState;
			readonly returnsTo?: 'Enabled' | 'Disabled';
			readonly deletionAt?: number;
			readonly pendingWindowInDays?: number;
	  }
	| { readonly type: 'key.rotationChanged'; readonly arn: KeyArn; readonly rotation: RotationSettings }
	| {
			readonly type: 'key.rotated';
			readonly arn: KeyArn;
			readonly generation: Generation;
			readonly nextAt?: number;
	  }
	/** Imported material came, expired or was deleted: all that the key has of it now. */
	| {
			readonly type: 'key.materialChanged';
			readonly arn: KeyArn;
			readonly state: KeyState;
			readonly generations: readonly Generation[];
			readonly pendingMaterial?: Generation;
			readonly publicKey?: string;
	  }
	| { readonly type: 'key.deleted'; readonly arn: KeyArn }
	| { readonly type: 'alias.put'; readonly alias: AliasRecord }
	| { readonly type: 'alias.deleted'; readonly arn: AliasArn }
	| { readonly type: 'set.put'; readonly set: MultiRegionSet }
	| { readonly type: 'store.put'; readonly store: KeyStoreRecord }
	| { readonly type: 'store.deleted'; readonly id: string }
	| { readonly type: 'backing.changed'; readonly backing: string; readonly condition?: BackingCondition }
	| { readonly type: 'quotas.changed'; readonly on: boolean }
	| { readonly type: 'rules.changed'; readonly year: RuleYear }
	/** Absent: deleted. */
	| { readonly type: 'principal.changed'; readonly arn: string; readonly principal?: PrincipalRecord }
	| { readonly type: 'organization.changed'; readonly organization: Organization }
	| { readonly type: 'grant.put'; readonly grant: GrantRecord }
	| { readonly type: 'grant.deleted'; readonly id: string }
	| { readonly type: 'resource.put'; readonly resource: ResourceRecord }
	| { readonly type: 'resource.removed'; readonly arn: string }
	| { readonly type: 'clock.moved'; readonly to: number }
	| { readonly type: 'item.put'; readonly item: SealedItem }
	| { readonly type: 'item.removed'; readonly id: string };

/** A command or result as it is kept: bytes in base64, above 8 KiB as `{ $payload: { length, sha256 } }`, secrets as `{ $secret: … }`. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface Entry {
	/** SHA-256 (hex) of parent, canonical redacted command and time: the same act from the same past has the same id. */
	readonly id: string;
	/** Id of the entry before; null for the first. */
	readonly parent: string | null;
	/** World time when it was done. */
	readonly at: number;
	readonly command: { readonly [key: string]: Json };
	readonly outcome:
		{ readonly ok: true; readonly result: Json } | { readonly ok: false; readonly error: ErrorRecord };
	readonly events: readonly WorldEvent[];
	readonly trace: readonly TraceStep[];
	/** The calls made within, in order. Absent for a call to KMS itself: the entry is that call. */
	readonly calls?: readonly ApiCall[];
}

/** Everything there is at one moment. Maps keep insertion order. Treat as read-only. */
export interface WorldState {
	readonly time: number;
	readonly keys: ReadonlyMap<KeyArn, KeyRecord>;
	readonly aliases: ReadonlyMap<AliasArn, AliasRecord>;
	readonly grants: ReadonlyMap<string, GrantRecord>;
	/** Multi-Region sets, by the key id that their keys share. */
	readonly sets: ReadonlyMap<KeyId, MultiRegionSet>;
	/** Custom key stores, by id. */
	readonly keyStores: ReadonlyMap<string, KeyStoreRecord>;
	/** What is wrong with clusters and proxies, by cluster id or address; all others are well. */
	readonly backings: ReadonlyMap<string, BackingCondition>;
	/** Whether request quotas hold. */
	readonly quotas: boolean;
	/** Absent: today's. */
	readonly rules?: RuleYear;
	/** Principals that differ from those a world is born with, by ARN; null for a deleted one. */
	readonly principals: ReadonlyMap<string, PrincipalRecord | null>;
	/** Absent: the one a world is born with. */
	readonly organization?: Organization;
	readonly items: ReadonlyMap<string, SealedItem>;
	/** What services keep, by ARN. */
	readonly resources: ReadonlyMap<string, ResourceRecord>;
	/** Ends of deleted keys, so that the page can say what a ciphertext was lost with. */
	readonly deletedKeys: ReadonlyMap<KeyArn, { readonly at: number; readonly key: KeyRecord }>;
}

/** What a world is born with; with it and the log, everything can be made again. */
export interface WorldOrigin {
	readonly format: 'glass-kms-world';
	readonly version: 1;
	readonly id: string;
	readonly name: string;
	/** 32 bytes, hex. Whoever has it can open everything sealed in this world. */
	readonly seed: string;
	/** World time at the start. */
	readonly startsAt: number;
	readonly account: AccountId;
	readonly region: Region;
	readonly caller: PrincipalArn;
}

/** What `execute` gives back: the entry to keep, and what only memory may hold. */
export interface Execution {
	readonly entry: Entry;
	/** The live result (with secrets) of a KMS command. */
	readonly output?: Output<OperationName>;
	/** What a service answered, live. */
	readonly answer?: Readonly<Record<string, unknown>>;
	/** Plaintext opened or sealed bytes of a client command. */
	readonly bytes?: Uint8Array;
	/** By SHA-256 hex: the secrets the entry refers to, kept in memory only. */
	readonly secrets: ReadonlyMap<string, Uint8Array>;
}
