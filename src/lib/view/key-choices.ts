/** Keys that a service may be told to use, as a list to choose from. */
import type { Acting, WorldState } from '$lib/domain/entry';
import { specOf } from '$lib/domain/key';
import type { KeyArn } from '$lib/domain/ids';
import { keyName } from './key-name';

/**
 * Customer managed keys of the Region where one acts. Keys of other accounts and of other kinds are there as well, and
 * say so: whether they may be used is for policies and the service to say.
 */
export function keyChoices(
	state: WorldState,
	{ account, region }: Pick<Acting, 'account' | 'region'>
): readonly { readonly arn: KeyArn; readonly label: string }[] {
	return [...state.keys.values()]
		.filter((key) => key.region === region && key.manager !== 'AWS')
		.map((key) => {
			const spec = specOf(key);
			const parts = [
				keyName(state, key.arn),
				...(key.account === account ? [] : [`of ${key.account}`]),
				...(spec === 'SYMMETRIC_DEFAULT' ? [] : [spec])
			];
			return { arn: key.arn, label: parts.join(', ') };
		});
}
