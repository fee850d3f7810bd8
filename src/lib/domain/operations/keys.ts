/** Making, describing and ending keys. */
import type { Empty, KeyMetadata, Keyed, Page, PageOut, Tag } from './common';

export interface KeyOperations {
	CreateKey: {
		in: {
			readonly Description?: string;
			readonly KeyUsage?: string;
			readonly KeySpec?: string;
			readonly CustomerMasterKeySpec?: string;
			readonly Origin?: string;
			readonly MultiRegion?: boolean;
			readonly Policy?: string;
			readonly BypassPolicyLockoutSafetyCheck?: boolean;
			readonly Tags?: readonly Tag[];
			readonly CustomKeyStoreId?: string;
			readonly XksKeyId?: string;
		};
		out: { readonly KeyMetadata: KeyMetadata };
	};
	DescribeKey: {
		in: Keyed & { readonly GrantTokens?: readonly string[] };
		out: { readonly KeyMetadata: KeyMetadata };
	};
	ListKeys: {
		in: Page;
		out: PageOut & { readonly Keys: readonly { readonly KeyId: string; readonly KeyArn: string }[] };
	};
	UpdateKeyDescription: { in: Keyed & { readonly Description: string }; out: Empty };
	EnableKey: { in: Keyed; out: Empty };
	DisableKey: { in: Keyed; out: Empty };
	ScheduleKeyDeletion: {
		in: Keyed & { readonly PendingWindowInDays?: number };
		out: {
			readonly KeyId: string;
			/** Absent while replicas are waited for. */
			readonly DeletionDate?: number;
			readonly KeyState: string;
			readonly PendingWindowInDays: number;
		};
	};
	CancelKeyDeletion: { in: Keyed; out: { readonly KeyId: string } };
	GetKeyLastUsage: {
		in: Keyed;
		out: {
			readonly KeyId: string;
			readonly KeyLastUsage?: {
				readonly Operation: string;
				readonly Timestamp: number;
				readonly CloudTrailEventId: string;
				readonly KmsRequestId: string;
			};
			readonly TrackingStartDate: number;
			readonly KeyCreationDate: number;
		};
	};
}
