/**
 * What a KMS of one Region wants done with related keys of other Regions. The world turns each into events in the same
 * entry; only it sees all Regions.
 */
import type { KeyArn } from './ids';
import type { Generation, KeyRecord, KeyState, MultiRegionSet } from './key';

export type KmsIntent =
	/** A replica of `source`, with its material wrapped for the replica's Region. */
	| {
			readonly type: 'replicate';
			readonly source: KeyArn;
			readonly replica: Omit<KeyRecord, 'generations'>;
	  }
	/** New material of `source` for its related keys. */
	| {
			readonly type: 'share-generation';
			readonly source: KeyArn;
			readonly generation: Generation;
			readonly to: readonly KeyArn[];
	  }
	/** A related key makes the material that waits there current, as its primary does. */
	| { readonly type: 'rotate-pending'; readonly arn: KeyArn; readonly at: number }
	/** A related key drops the material that waits there. */
	| { readonly type: 'drop-pending'; readonly arn: KeyArn }
	/** After the intents before it. */
	| { readonly type: 'put-set'; readonly set: MultiRegionSet }
	| { readonly type: 'change-state'; readonly arn: KeyArn; readonly state: KeyState };
