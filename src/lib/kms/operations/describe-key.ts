/** DescribeKey. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { keyMetadata } from '../metadata';

export function describeKey(call: Call, input: Input<'DescribeKey'>): Output<'DescribeKey'> {
	return { KeyMetadata: keyMetadata(call.useKey(input.KeyId), call.state) };
}
