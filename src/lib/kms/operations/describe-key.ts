/** DescribeKey. */
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { keyMetadata } from '../metadata';

export async function describeKey(call: Call, input: Input<'DescribeKey'>): Promise<Output<'DescribeKey'>> {
	return { KeyMetadata: await keyMetadata(call.useKey(input.KeyId), call.state) };
}
