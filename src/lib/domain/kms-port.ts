/** How services and SDKs call KMS: one call, one typed answer, as a named caller. */
import type { Acting } from './entry';
import type { Input, OperationName, Output } from './operations';

/** @throws KmsError as AWS would answer. */
export interface KmsPort {
	call<O extends OperationName>(operation: O, input: Input<O>, acting: Acting): Promise<Output<O>>;
}
