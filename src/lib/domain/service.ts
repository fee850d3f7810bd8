/**
 * AWS services that call KMS for their users: how they are called, what they keep, what they refuse.
 * Source: the services' own guides; see `facts`. A service keeps ciphertext and encrypted data keys, never a KMS key.
 */
import type { EncryptionContext } from './encryption-context';
import type { Acting, Json } from './entry';
import type { ErrorRecord } from './errors';
import type { AccountId, KeyArn, KeyMaterialId, Region } from './ids';

/**
 * What each is called; `prefix` stands before `.<Region>.amazonaws.com` in `kms:ViaService`; `denied` is how it words
 * that IAM does not let somebody.
 */
export const SERVICES = {
	s3: { name: 'Amazon S3', source: 's3.amazonaws.com', prefix: 's3', denied: 'AccessDenied' },
	ec2: {
		name: 'Amazon EC2 and EBS',
		source: 'ec2.amazonaws.com',
		prefix: 'ec2',
		denied: 'UnauthorizedOperation'
	},
	rds: { name: 'Amazon RDS', source: 'rds.amazonaws.com', prefix: 'rds', denied: 'AccessDenied' },
	secretsmanager: {
		name: 'AWS Secrets Manager',
		source: 'secretsmanager.amazonaws.com',
		prefix: 'secretsmanager',
		denied: 'AccessDeniedException'
	},
	dynamodb: {
		name: 'Amazon DynamoDB',
		source: 'dynamodb.amazonaws.com',
		prefix: 'dynamodb',
		denied: 'AccessDeniedException'
	},
	sqs: { name: 'Amazon SQS', source: 'sqs.amazonaws.com', prefix: 'sqs', denied: 'AccessDenied' },
	sns: { name: 'Amazon SNS', source: 'sns.amazonaws.com', prefix: 'sns', denied: 'AuthorizationError' },
	lambda: {
		name: 'AWS Lambda',
		source: 'lambda.amazonaws.com',
		prefix: 'lambda',
		denied: 'AccessDeniedException'
	},
	cloudtrail: {
		name: 'AWS CloudTrail',
		source: 'cloudtrail.amazonaws.com',
		prefix: 'cloudtrail',
		denied: 'AccessDeniedException'
	}
} as const satisfies Record<
	string,
	{ readonly name: string; readonly source: string; readonly prefix: string; readonly denied: string }
>;
export type ServiceName = keyof typeof SERVICES;

/** Something that a person asks a service for: `s3` `PutObject`. One entry, whatever KMS calls it leads to. */
export type ServiceCommand = {
	readonly type: 'service';
	readonly service: ServiceName;
	readonly operation: string;
	/** The members of the request, by the service's own API names. */
	readonly input: Readonly<Record<string, unknown>>;
} & Acting;

/** A data key in wrapped form that a service keeps beside what it sealed. */
export interface SealedUnder {
	readonly keyArn: KeyArn;
	readonly materialId: KeyMaterialId;
	/** Base64 of the encrypted data key. */
	readonly blob: string;
	readonly context: EncryptionContext;
}

/** A service notices that a thing's key is unusable, waits, and gives the thing up. */
export interface KeyWatch {
	readonly keyArn: KeyArn;
	/** Without this grant the key is as good as lost, too. */
	readonly grantId?: string;
	/** World time when the service noticed; absent while all is well. */
	readonly lostAt?: number;
	/** Nothing brings it back. */
	readonly over?: true;
}

export interface Due<Body = Readonly<Record<string, Json>>> {
	/** World time. */
	readonly at: number;
	/** Absent: as it is. */
	readonly status?: string;
	/** What its body has then, besides what it has now. */
	readonly body: Partial<Body>;
	/** In words, after its name: "is in state error". */
	readonly change: string;
}

/** Something a service keeps: a bucket, an object, a volume … Its `body` is the service's own; see `services/<name>`. */
export interface ResourceRecord<Body = Readonly<Record<string, Json>>> {
	readonly arn: string;
	readonly service: ServiceName;
	/** `bucket`, `object`, `volume`, `snapshot` … */
	readonly type: string;
	readonly name: string;
	readonly account: AccountId;
	readonly region: Region;
	/** World time when it was made. */
	readonly at: number;
	/** As the service's API words it: `available`, `ACTIVE`. Absent where there is but one. */
	readonly status?: string;
	/** What becomes of it by itself: its service has answered already, and does the work afterwards. */
	readonly due?: Due<Body>;
	/** The key it stands or falls with; the calendar looks after it. Rules in `facts/key-watches.ts`. */
	readonly watch?: KeyWatch;
	/** By which KMS keys it lives; empty for what needs none. */
	readonly sealed: readonly SealedUnder[];
	/**
	 * A plaintext data key that the service holds in memory just now, wrapped for this world alone: with it the thing
	 * can be used without KMS. `until` is world time; absent: as long as it is in use.
	 */
	readonly memory?: { readonly wrapped: string; readonly until?: number };
	readonly body: Body;
}

/** One API call that an entry led to: what CloudTrail writes, the bill counts and a person wants to see. */
export interface ApiCall extends Acting {
	/** `kms.amazonaws.com` */
	readonly source: string;
	readonly operation: string;
	/** Redacted, as an entry keeps it. */
	readonly input: Json;
	readonly outcome:
		{ readonly ok: true; readonly result: Json } | { readonly ok: false; readonly error: ErrorRecord };
	/** Its steps in the entry's trace: from, and up to (exclusive). */
	readonly steps: readonly [number, number];
}

/** Refusals as the services word them. */
export type ServiceErrorCode =
	| 'AccessDenied'
	| 'InvalidRequest'
	| 'InvalidParameter'
	| 'NoSuchBucket'
	| 'NoSuchKey'
	| 'BucketAlreadyExists'
	| 'ResourceNotFound'
	| 'KMS.DisabledException'
	| 'KMS.KMSInvalidStateException'
	| 'KMS.NotFoundException'
	| 'KMS.InvalidKeyUsageException'
	| 'UnsupportedOperation'
	| Of<'AccessDenied' | 'ResourceExists' | 'ResourceInUse' | 'ResourceNotFound' | 'Validation'>
	// Amazon EC2 and EBS
	| 'UnauthorizedOperation'
	| 'AuthFailure'
	| 'OperationNotPermitted'
	| 'IncorrectState'
	| 'VolumeInUse'
	| 'InvalidParameterValue'
	| `Invalid${'Volume' | 'Snapshot' | 'AMIID' | 'InstanceID'}.NotFound`
	// Amazon EC2 Auto Scaling
	| 'AlreadyExists'
	| 'ValidationError'
	| 'ScalingActivityInProgress'
	// Amazon RDS
	| 'KMSKeyNotAccessibleFault'
	| 'DBInstanceNotFound'
	| 'DBInstanceAlreadyExists'
	| 'InvalidDBInstanceState'
	| 'DBSnapshotNotFound'
	| 'DBSnapshotAlreadyExists'
	| 'InvalidDBSnapshotState'
	| 'InvalidParameterCombination'
	// AWS Secrets Manager
	| 'DecryptionFailure'
	| 'EncryptionFailure'
	// Amazon SQS
	| `Kms${'AccessDenied' | 'Disabled' | 'InvalidKeyUsage' | 'InvalidState' | 'NotFound' | 'Throttled'}`
	| 'QueueDoesNotExist'
	| 'QueueNameExists'
	// Amazon SNS
	| `KMS${'AccessDenied' | 'Disabled' | 'InvalidState' | 'NotFound' | 'Throttling'}`
	| 'AuthorizationError'
	| 'NotFound'
	// AWS Lambda, Amazon DynamoDB
	| Of<`KMS${'AccessDenied' | 'Disabled' | 'InvalidState' | 'NotFound'}`>
	| Of<'ResourceConflict' | 'InvalidParameterValue'>
	// AWS CloudTrail
	| Of<'InsufficientEncryptionPolicy' | 'KmsKeyNotFound' | 'KmsKeyDisabled' | 'Kms'>
	| Of<'TrailNotFound' | 'TrailAlreadyExists' | 'S3BucketDoesNotExist' | 'InsufficientS3BucketPolicy'>;
type Of<Name extends string> = `${Name}Exception`;
