/**
 * The CloudTrail record of one event of KMS: its members as CloudTrail writes them.
 * Source: CloudTrail User Guide, "Record contents" (eventVersion 1.11); KMS Developer Guide, "Logging AWS KMS API calls"
 * and its examples (2026). What no printed example shows is listed in UNVERIFIED.
 */
import type { Json } from '$lib/domain/entry';

type Members = Readonly<Record<string, Json>>;

export interface TrailRecord {
	readonly eventVersion: '1.11';
	readonly userIdentity: Members;
	/** UTC, whole seconds. */
	readonly eventTime: string;
	readonly eventSource: string;
	readonly eventName: string;
	readonly awsRegion: string;
	readonly sourceIPAddress: string;
	readonly userAgent: string;
	readonly errorCode?: string;
	readonly errorMessage?: string;
	readonly requestParameters: Members | null;
	/** Null for cryptography and for what only reads. */
	readonly responseElements: Members | null;
	readonly additionalEventData?: Members;
	/** Absent in service events. */
	readonly requestID?: string;
	/** Unique for each copy. */
	readonly eventID: string;
	readonly readOnly: boolean;
	readonly resources?: readonly { readonly accountId: string; readonly type: string; readonly ARN: string }[];
	readonly eventType: 'AwsApiCall' | 'AwsServiceEvent';
	readonly managementEvent: true;
	/** Whose trail has it. */
	readonly recipientAccountId: string;
	/** The same in both copies of a call from another account. */
	readonly sharedEventID?: string;
	readonly serviceEventDetails?: Members;
	readonly tlsDetails?: Members;
	readonly eventCategory: 'Management';
}

/** A record, and the entry of the log that it is of. */
export interface Trailed {
	readonly record: TrailRecord;
	readonly entryId: string;
	/** The service that called for somebody; the record itself says "AWS Internal" for most. */
	readonly viaService?: string;
}

/** What the facts mark as not confirmed in AWS's texts. */
export const UNVERIFIED = [
	"the owner's copy of a call from another account names it by type, principal id and account only",
	'the names of the two material ids in a record of ReEncrypt',
	'keyId within the details of RotateKey, and the details of DeleteExpiredKeyMaterial',
	'the answer members of ImportKeyMaterial',
	'which changes to a multi-Region key SynchronizeMultiRegionKey follows: here, those of rotation, and who is primary'
] as const;
