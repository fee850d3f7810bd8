/** Multi-Region keys. */
import type { Empty, KeyMetadata, Keyed, Tag } from './common';

export interface MultiRegionOperations {
	ReplicateKey: {
		in: Keyed & {
			readonly ReplicaRegion: string;
			readonly Policy?: string;
			readonly BypassPolicyLockoutSafetyCheck?: boolean;
			readonly Description?: string;
			readonly Tags?: readonly Tag[];
		};
		out: {
			readonly ReplicaKeyMetadata: KeyMetadata;
			readonly ReplicaPolicy: string;
			readonly ReplicaTags?: readonly Tag[];
		};
	};
	UpdatePrimaryRegion: { in: Keyed & { readonly PrimaryRegion: string }; out: Empty };
}
