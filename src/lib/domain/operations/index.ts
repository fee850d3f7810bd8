/**
 * Inputs and outputs of the KMS operations, in AWS's words, by families of operations. Blobs are bytes here, base64 on
 * the wire; times are seconds since 1970, as JSON 1.1 has them.
 */
import type { AliasAndTagOperations } from './aliases-and-tags';
import type { AsymmetricKeyOperations } from './asymmetric';
import type { ImportOperations } from './import';
import type { KeyStoreOperations } from './key-stores';
import type { KeyOperations } from './keys';
import type { MultiRegionOperations } from './multi-region';
import type { PolicyAndGrantOperations } from './policies-and-grants';
import type { RotationOperations } from './rotation';
import type { SymmetricKeyOperations } from './symmetric';

export type { AliasListEntry } from './aliases-and-tags';
export type { ExpirationModel, KeyMetadata, MultiRegionConfiguration, Tag } from './common';
export type { CustomKeyStoresListEntry, KeyStoreBacking } from './key-stores';
export type { GrantListEntry } from './policies-and-grants';
export type { RotationsListEntry } from './rotation';
export { BLOB_MEMBERS, SECRET_MEMBERS, SECRET_TEXT_MEMBERS } from './members';

export interface Operations
	extends
		KeyOperations,
		RotationOperations,
		AliasAndTagOperations,
		PolicyAndGrantOperations,
		SymmetricKeyOperations,
		AsymmetricKeyOperations,
		ImportOperations,
		MultiRegionOperations,
		KeyStoreOperations {}

export type OperationName = keyof Operations;
export type Input<O extends OperationName> = Operations[O]['in'];
export type Output<O extends OperationName> = Operations[O]['out'];
