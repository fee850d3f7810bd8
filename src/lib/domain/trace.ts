/**
 * What really happened during one command, step by step: the only source of every picture.
 * The engine records it; `flows` turns it into beats. JSON-serialisable; a secret is a `SecretRef`, never bytes.
 */
import type { Decision } from './authorizer';
import type { EncryptionContext } from './encryption-context';
import type { ErrorRecord } from './errors';
import type { AccountId, AliasName, KeyArn, KeyMaterialId, Region } from './ids';
import type { KeyState } from './key';
import type { KeySpec, RsaEncryptionAlgorithm } from './key-spec';
import type { OutsideAct } from './outside';

/** The lanes, in order of trust. */
/** `service` is the AWS service that an entry calls: `Entry.command.service` names it. */
export type Actor = 'caller' | 'sdk' | 'service' | 'kms' | 'hsm' | 'store';

/** Stands for a secret: its length in bytes and the SHA-256 of it in hex. */
export interface SecretRef {
	readonly length: number;
	readonly sha256: string;
}

/** Whose, and in which Region. */
export interface Spot {
	readonly account: string;
	readonly region: string;
}

/**
 * Where a step happens, for a step that happens elsewhere than its entry and its call say: a snapshot that arrives in
 * another account, a copy in another Region. Without it a service and its store are where the entry's caller acts,
 * KMS is in the Region of the call and the account of the key.
 */
export interface StepPlace {
	/** Of the deed; for a request or an answer, of the one who receives it. */
	readonly spot?: Spot;
	/** Of the one who sends the request or answer, or of where a stored thing came from. */
	readonly fromSpot?: Spot;
}

/** What a service's thing is kept as: decides the shape it lies on. */
export type Kept =
	| 'object'
	| 'disk'
	| 'snapshot'
	| 'image'
	| 'database'
	| 'queue'
	| 'topic'
	| 'function'
	| 'table'
	| 'secret'
	| 'trail';

/** What a thing is made of: decides colour, texture and shape. */
export type Material =
	| 'plaintext'
	| 'ciphertext'
	| 'data-key'
	| 'wrapped-data-key'
	| 'key-material'
	| 'public-key'
	/** A signature or a MAC. */
	| 'signature'
	| 'context'
	| 'error'
	| 'random';

/** A thing that travels or lies somewhere. The same thing has the same `id` (hex of its SHA-256) wherever it appears. */
export interface Thing {
	readonly id: string;
	readonly material: Material;
	readonly length: number;
	/** Base64 of the bytes where they are not secret (ciphertext, wrapped data key, a header). */
	readonly bytes?: string;
	/** For wrapped keys and KMS ciphertext: what sealed it. */
	readonly sealedBy?: {
		readonly keyArn: KeyArn;
		readonly materialId: KeyMaterialId;
		readonly generation: number;
	};
	/** For encryption context. */
	readonly context?: EncryptionContext;
	readonly label?: string;
	/** What to call it in a sentence where its material says too little: "private key", "shared secret". */
	readonly name?: string;
	/** Bytes that a service keeps: as what. */
	readonly kept?: Kept;
}

export type ComputeAct =
	| 'sign'
	| 'verify'
	| 'mac'
	| 'verify-mac'
	| 'agree'
	| 'encapsulate'
	| 'decapsulate'
	| 'public-key'
	| 'wrapping-key'
	| 'import';

export type TraceStep = StepPlace & Step;

type Step =
	/** A request leaves an actor. `carries` are the things in it. */
	| {
			readonly kind: 'request';
			readonly from: Actor;
			readonly to: Actor;
			readonly operation: string;
			readonly carries: readonly Thing[];
			readonly keyRef?: string;
	  }
	/** KMS finds the key that the request (or the blob) names. */
	| {
			readonly kind: 'resolve';
			readonly by: 'key-id' | 'alias' | 'ciphertext';
			readonly ref: string;
			readonly keyArn?: KeyArn;
			readonly alias?: AliasName;
	  }
	| {
			readonly kind: 'authorize';
			readonly action: string;
			readonly decision: Decision;
			/** What the permission is on; none of them: on the account. */
			readonly keyArn?: KeyArn;
			readonly aliasArn?: string;
			readonly otherKeyArn?: KeyArn;
			/** Of another service than KMS: a bucket, an object. */
			readonly resourceArn?: string;
	  }
	| {
			readonly kind: 'key-state';
			readonly keyArn: KeyArn;
			readonly state: KeyState;
			readonly allowed: boolean;
	  }
	/** Inside the HSM: the token of this generation is unwrapped under the domain key. */
	| {
			readonly kind: 'hsm-unwrap';
			readonly keyArn: KeyArn;
			readonly materialId: KeyMaterialId;
			readonly generation: number;
			readonly generations: number;
	  }
	/** Inside: new key material was made for this key. */
	| {
			readonly kind: 'hsm-generate-material';
			readonly keyArn: KeyArn;
			readonly materialId: KeyMaterialId;
			readonly generation: number;
			/** Of several generations made one after another, the last is named. */
			readonly count?: number;
			/** Absent: 256 random bits of a symmetric key. */
			readonly keySpec?: KeySpec;
	  }
	/** Inside: a per-message key is derived from the material and the nonce (16 bytes, hex). */
	| { readonly kind: 'hsm-derive'; readonly materialId: KeyMaterialId; readonly nonce: string }
	/** Inside: the material of these generations is wrapped anew, for the domain key of another Region. */
	| {
			readonly kind: 'hsm-rewrap';
			readonly keyArn: KeyArn;
			readonly from: Region;
			readonly to: Region;
			readonly generations: number;
	  }
	| { readonly kind: 'hsm-generate-data-key'; readonly dataKey: Thing }
	| {
			readonly kind: 'hsm-seal';
			readonly input: Thing;
			readonly output: Thing;
			/** Absent: AES-256-GCM under a derived key. */
			readonly algorithm?: RsaEncryptionAlgorithm;
			readonly context?: EncryptionContext;
	  }
	| {
			readonly kind: 'hsm-open';
			readonly input: Thing;
			readonly output?: Thing;
			readonly context?: EncryptionContext;
			readonly algorithm?: RsaEncryptionAlgorithm;
			readonly failed?: 'authentication-tag' | 'malformed';
	  }
	/** Inside: any other use of key material. */
	| {
			readonly kind: 'hsm-compute';
			readonly act: ComputeAct;
			/** AWS's name of the algorithm, or the key spec where there is none. */
			readonly algorithm: string;
			readonly inputs: readonly Thing[];
			readonly outputs: readonly Thing[];
			readonly failed?: string;
	  }
	/** Inside: everything unwrapped for the call is wiped. */
	| { readonly kind: 'hsm-wipe'; readonly wiped: readonly string[] }
	/** An answer travels back; an error is drawn as its own thing. */
	| {
			readonly kind: 'answer';
			readonly from: Actor;
			readonly to: Actor;
			readonly operation: string;
			readonly carries: readonly Thing[];
			readonly error?: ErrorRecord;
	  }
	/** Changes of a key, as the key's machine took them. */
	| {
			readonly kind: 'key-transition';
			readonly keyArn: KeyArn;
			readonly event: string;
			readonly from: KeyState | 'none';
			readonly to: KeyState | 'deleted';
	  }
	| {
			readonly kind: 'rotation';
			readonly keyArn: KeyArn;
			readonly from: number;
			readonly to: number;
			readonly type: 'AUTOMATIC' | 'ON_DEMAND';
			readonly at: number;
			readonly count?: number;
	  }
	| {
			readonly kind: 'rotation-settings';
			readonly keyArn: KeyArn;
			readonly enabled: boolean;
			readonly periodInDays: number;
			readonly nextAt?: number;
	  }
	| { readonly kind: 'alias'; readonly name: AliasName; readonly from?: KeyArn; readonly to?: KeyArn }
	/** Something written down beside the key: what it is, what it belongs to, and what became of it, in words. */
	| {
			readonly kind: 'record';
			readonly what: 'tags' | 'key policy' | 'IAM policies' | 'grant' | 'key store' | 'multi-Region set';
			/** Of the key or, for a key store, its name. */
			readonly ref: string;
			readonly change: string;
	  }
	| { readonly kind: 'clock'; readonly from: number; readonly to: number }
	/** Outside of AWS: KMS is not asked, and CloudTrail has no event of it. `by`: who, where it is not the caller. */
	| {
			readonly kind: 'outside-compute';
			readonly act: OutsideAct;
			readonly algorithm: string;
			readonly inputs: readonly Thing[];
			readonly outputs: readonly Thing[];
			readonly by?: string;
			readonly failed?: string;
	  }
	/** In the caller's memory: message key and commitment are derived from the data key. */
	| {
			readonly kind: 'client-derive';
			readonly dataKey: Thing;
			readonly messageId: string;
			readonly commitment: string;
	  }
	| {
			readonly kind: 'client-seal';
			readonly input: Thing;
			readonly output: Thing;
			readonly frames: number;
			readonly frameLength: number;
	  }
	| {
			readonly kind: 'client-open';
			readonly input: Thing;
			readonly output?: Thing;
			readonly frames: number;
			readonly failed?: string;
	  }
	/** The message is put together: header with its wrapped keys, frames. */
	| {
			readonly kind: 'client-assemble';
			readonly header: Thing;
			readonly wrapped: readonly Thing[];
			readonly message: Thing;
	  }
	| {
			readonly kind: 'client-parse';
			readonly message: Thing;
			readonly wrapped: readonly Thing[];
			readonly suite: string;
			readonly failed?: string;
	  }
	| { readonly kind: 'client-wipe'; readonly what: Thing }
	/** What was opened goes to whoever asked for it. */
	| { readonly kind: 'client-return'; readonly what: Thing }
	/** A service encrypts or decrypts in its own memory. `by` names the key where it is not one of KMS. */
	| {
			readonly kind: 'service-seal';
			readonly input: Thing;
			readonly output: Thing;
			readonly dataKey?: Thing;
			readonly by?: string;
			readonly algorithm: string;
	  }
	| {
			readonly kind: 'service-open';
			readonly input: Thing;
			readonly output?: Thing;
			readonly dataKey?: Thing;
			readonly by?: string;
			readonly algorithm: string;
			readonly failed?: string;
	  }
	/** A service lets a data key go, or goes on holding it: in words, where and how long. */
	| { readonly kind: 'service-wipe'; readonly what: Thing }
	| { readonly kind: 'service-hold'; readonly what: Thing; readonly where: string }
	/** Something a service does that moves no bytes: an attribute, a state, a failure nobody asked about. */
	| { readonly kind: 'service-note'; readonly ref: string; readonly change: string; readonly failed?: true }
	| { readonly kind: 'store'; readonly thing: Thing; readonly name: string };

/** Something KMS sealed and that lies in the world: a direct ciphertext or a message with one or more wrapped keys. */
export interface SealedItem {
	readonly id: string;
	readonly name: string;
	readonly kind: 'ciphertext' | 'message';
	readonly sealedAt: number;
	readonly context: EncryptionContext;
	/** What can open it; one for a ciphertext, one or more for a message. `blob` is base64. */
	readonly wrapped: readonly {
		readonly keyArn: KeyArn;
		readonly materialId: KeyMaterialId;
		readonly blob: string;
	}[];
	/** Bytes of the sealed thing; inline base64 up to 8 KiB, else by SHA-256 in the payload store. */
	readonly payload: { readonly sha256: string; readonly length: number; readonly inline?: string };
	readonly plaintext: SecretRef;
	readonly account: AccountId;
	readonly region: Region;
}
