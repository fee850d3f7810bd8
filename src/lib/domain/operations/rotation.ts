/** Rotating keys. */
import type { Empty, ExpirationModel, Keyed, Page, PageOut } from './common';

export interface RotationsListEntry {
	readonly KeyId: string;
	readonly KeyMaterialId: string;
	readonly KeyMaterialState:
		'CURRENT' | 'NON_CURRENT' | 'PENDING_ROTATION' | 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION';
	readonly ImportState?: 'IMPORTED' | 'PENDING_IMPORT';
	readonly ExpirationModel?: ExpirationModel;
	readonly ValidTo?: number;
	readonly KeyMaterialDescription?: string;
	readonly RotationDate?: number;
	readonly RotationType?: 'AUTOMATIC' | 'ON_DEMAND';
}

export interface RotationOperations {
	EnableKeyRotation: { in: Keyed & { readonly RotationPeriodInDays?: number }; out: Empty };
	DisableKeyRotation: { in: Keyed; out: Empty };
	GetKeyRotationStatus: {
		in: Keyed;
		out: {
			readonly KeyRotationEnabled: boolean;
			readonly KeyId: string;
			readonly RotationPeriodInDays?: number;
			readonly NextRotationDate?: number;
			readonly OnDemandRotationStartDate?: number;
		};
	};
	RotateKeyOnDemand: { in: Keyed; out: { readonly KeyId: string } };
	ListKeyRotations: {
		in: Keyed & Page & { readonly IncludeKeyMaterial?: 'ALL_KEY_MATERIAL' | 'ROTATIONS_ONLY' };
		out: PageOut & { readonly Rotations: readonly RotationsListEntry[] };
	};
}
