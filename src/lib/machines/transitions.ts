/** The arrows of a machine, read out of its own definition. */
interface Target {
	readonly target: string;
	readonly guard?: string;
	readonly actions?: string;
}
type On = string | Target | readonly Target[];
export interface Definition {
	readonly initial: string;
	readonly states: Readonly<
		Record<string, { readonly on?: Readonly<Record<string, On>>; readonly type?: 'final' }>
	>;
}

export interface Transition {
	readonly from: string;
	readonly event: string;
	readonly to: string;
	readonly guard?: string;
}

const targetsOf = (on: On): readonly Target[] =>
	typeof on === 'string' ? [{ target: on }] : 'target' in on ? [on] : on;

export const transitionsOf = ({ states }: Definition): readonly Transition[] =>
	Object.entries(states).flatMap(([from, { on = {} }]) =>
		Object.entries(on).flatMap(([event, to]) =>
			targetsOf(to).map(({ target, guard }) => ({
				from,
				event,
				to: target,
				...(guard !== undefined && { guard })
			}))
		)
	);

/** The states that can be come to from these, nearest first, over the transitions that are given. */
export function reachable(from: readonly string[], transitions: readonly Transition[]): readonly string[] {
	const seen = [...from];
	for (const state of seen)
		for (const { to } of transitions.filter((one) => one.from === state))
			if (!seen.includes(to)) seen.push(to);
	return seen;
}
