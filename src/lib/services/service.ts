/**
 * What a service's operation is given: its request, the world as it is, KMS, its own permissions and its own memory.
 * A service is `services/<name>/`, one operation a file, listed in its `index.ts`.
 */
import type { Acting, WorldState } from '$lib/domain/entry';
import type { ErrorRecord } from '$lib/domain/errors';
import type { KmsPort } from '$lib/domain/kms-port';
import type { ApiCall, ResourceRecord, ServiceErrorCode, ServiceName } from '$lib/domain/service';
import type { Material, Thing, TraceStep } from '$lib/domain/trace';

export interface ResourcePermission {
	/** `s3:GetObject` */
	readonly action: string;
	readonly resourceArn: string;
	/** Whose resource it is. */
	readonly owner: string;
	/** The resource's own policy: of a bucket, a secret, a queue. */
	readonly policy?: string | undefined;
	/** Absent: whoever asked. */
	readonly by?: Acting;
}

/** A call that was made in the world, and when. */
export interface Happened {
	/** World time. */
	readonly at: number;
	readonly call: ApiCall;
}

export interface ServiceCall {
	readonly input: Readonly<Record<string, unknown>>;
	readonly service: ServiceName;
	/** Who asked, and where. */
	readonly acting: Acting;
	/** The world as the call has left it so far. */
	state(): WorldState;
	/** Milliseconds of world time. */
	readonly time: number;
	/** The entry before this one; null at the world's beginning. */
	readonly lastEntry: string | null;
	/** Every call to an API after that entry and up to `lastEntry`. */
	happenedSince(entry: string | null): readonly Happened[];
	/** KMS. What it refuses is thrown as KmsError. */
	readonly kms: KmsPort;
	/** As the person who asked, through this service: a forward access session. `region` where it is another. */
	forCaller(region?: string): Acting;
	/** @throws ServiceError AccessDenied when neither IAM nor the resource's policy lets the caller. */
	permit(permission: ResourcePermission): void;
	/** `length` random bytes, the same in each run of the same act. */
	random(length: number): Uint8Array;
	/** An id such as `vol-` and 17 hex digits. */
	newId(prefix: string): string;
	/** A key that the service owns itself, 32 bytes: S3's for SSE-S3, an AWS owned key. The same in each run. */
	ownedKey(name: string, owner?: ServiceName): Uint8Array;
	/** Keeps a plaintext data key as the service's memory does, and finds it again. */
	remember(dataKey: Uint8Array): string;
	recall(wrapped: string): Uint8Array;
	put(resource: ResourceRecord): void;
	remove(arn: string): void;
	readonly trace: {
		add(step: TraceStep): void;
		thing(bytes: Uint8Array, material: Material, more?: Partial<Thing>): Thing;
	};
	/** Which material sealed what KMS just answered, by the blob. */
	materialOf(blob: Uint8Array): string;
}

export type ServiceOperation = (call: ServiceCall) => Promise<Readonly<Record<string, unknown>>>;

/** What a service lists: its operations, each fetched with the first call. */
export type ServiceModule = Readonly<Record<string, () => Promise<ServiceOperation>>>;

/** A refusal in the service's own words. `cause` is KMS's error, where it was KMS that refused. */
export class ServiceError extends Error {
	readonly code: ServiceErrorCode;
	readonly status: number;
	readonly #detail: string;
	readonly #check: ErrorRecord['why']['check'];

	constructor(
		code: ServiceErrorCode,
		message: string,
		{
			status = 400,
			detail = message,
			check = 'service',
			cause
		}: {
			readonly status?: number;
			readonly detail?: string;
			readonly check?: ErrorRecord['why']['check'];
			readonly cause?: unknown;
		} = {}
	) {
		super(message, { cause });
		this.name = code;
		this.code = code;
		this.status = status;
		this.#detail = detail;
		this.#check = check;
	}

	toRecord(): ErrorRecord {
		return {
			code: this.code,
			status: this.status,
			message: this.message,
			why: { check: this.#check, detail: this.#detail }
		};
	}
}
