/** Steps outside of AWS, and steps with a public key. */
import type { Command } from '$lib/domain/entry';
import type { Region } from '$lib/domain/ids';
import type { Input } from '$lib/domain/operations';
import type { OutsideResult, OutsideWork } from '$lib/domain/outside';
import { keyIdAt, kms, type ScenarioStep, type SoFar } from './scenario';

type More = Pick<ScenarioStep, 'name' | 'fails'>;

/** Somebody works outside AWS; `by` names who, where it is not the caller. */
export const outside = (
	phase: string,
	work: (so: SoFar) => OutsideWork,
	{ by, ...more }: More & { readonly by?: string } = {}
): ScenarioStep => ({
	phase,
	...more,
	command: (so) => ({ type: 'client.outside', work: work(so), ...(by !== undefined && { by }), ...so.acting })
});

/** What a step outside AWS made. */
export function made<M extends keyof OutsideResult>(
	so: SoFar,
	step: string,
	member: M
): NonNullable<OutsideResult[M]> {
	const found = (so.done.get(step)?.answer as OutsideResult | undefined)?.[member];
	if (found === undefined) throw new Error(`expected "${member}" of the step "${step}"`);
	return found;
}

export const createKeyOf = (phase: string, input: Input<'CreateKey'>): ScenarioStep => ({
	phase,
	command: kms('CreateKey', input)
});
export const getPublicKey = (phase = 'Download the public key', index = 0): ScenarioStep => ({
	phase,
	name: 'public',
	command: kms('GetPublicKey', (so) => ({ KeyId: keyIdAt(so, index) }))
});

/** The same command in another Region. */
export const inRegion =
	(region: string, command: (so: SoFar) => Command): ((so: SoFar) => Command) =>
	(so) => ({ ...command(so), region: region as Region });

export const wait = (phase: string, by: number | 'next-event' = 'next-event'): ScenarioStep => ({
	phase,
	command: (so) => ({ type: 'clock.advance', by, ...so.acting })
});
