/** ListKeys: the keys of the caller's account and Region. */
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import { paginate } from '../paginate';

export function listKeys(call: Call, input: Input<'ListKeys'>): Output<'ListKeys'> {
	call.authorize('kms:ListKeys', undefined);
	const { account, region } = call.acting;
	const keys = [...call.state.keys.values()]
		.filter((key) => key.account === account && key.region === region)
		.map((key) => ({ KeyId: key.keyId, KeyArn: key.arn }));
	const { page, ...more } = paginate(keys, input, LIMITS.page.ListKeys.default);
	return { Keys: page, ...more };
}
