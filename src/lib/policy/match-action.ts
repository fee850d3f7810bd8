/**
 * Does a statement's Action (or NotAction) cover this permission, and its Resource (or NotResource) this key?
 * Models: IAM User Guide, "IAM JSON policy elements: Action", "NotAction", "Resource", "NotResource"; KMS Developer Guide,
 * "Specifying KMS keys in IAM policy statements" (an alias ARN never stands for the key).
 * Differs from AWS: nothing known. Actions are compared without case, resources with it.
 */
import type { CompiledAction, CompiledResource } from './compile';
import type { VariableLookup } from './pattern';

const nothing: VariableLookup = () => undefined;

/** @param action in lower case. An element without entries (a key policy's gap) covers nothing, negated or not. */
export function matchAction({ not, exact, patterns, entries }: CompiledAction, action: string): boolean {
	if (entries.length === 0) return false;
	return not !== (exact.has(action) || patterns.some((pattern) => pattern(action, nothing)));
}

export function matchResource(
	{ not, any, patterns, entries }: CompiledResource,
	resource: string,
	lookup: VariableLookup
): boolean {
	if (entries.length === 0) return false;
	return not !== (any || patterns.some((pattern) => pattern(resource, lookup)));
}
