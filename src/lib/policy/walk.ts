/**
 * The gates of a decision in a few words, for the trace: what was in play, in the drawn order, and what each said.
 * Made of the evaluation that decided; the full explanation is made anew when somebody opens it.
 */
import type { WalkedGate } from '$lib/domain/authorizer';
import { DRAWN_ORDER, KEY_SIDE, outcomeOf, type GateName } from './explain';
import type { Weighing } from './permit';

export function walkOf(weighing: Weighing): readonly WalkedGate[] {
	return overruled(
		DRAWN_ORDER.flatMap((gate): WalkedGate[] => {
			const says = saysOf(gate, weighing);
			return says ? [{ gate, side: KEY_SIDE.has(gate) ? 'key' : 'caller', says }] : [];
		})
	);
}

/** One Deny shuts every gate that was open. */
export function overruled(walk: readonly WalkedGate[]): readonly WalkedGate[] {
	if (!walk.some(({ says }) => says === 'denies')) return walk;
	return walk.map((one) => (LETS_PASS.has(one.says) ? { ...one, overruled: true } : one));
}
const LETS_PASS: ReadonlySet<WalkedGate['says']> = new Set(['allows', 'delegates']);

function saysOf(gate: GateName, weighing: Weighing): WalkedGate['says'] | undefined {
	const { verdict, gates, grants } = weighing;
	if (gate === 'operation') return verdict.decidedBy === 'operation' ? 'denies' : undefined;
	if (gate === 'grant') {
		if (verdict.decidedBy === 'grant') return verdict.allowed ? 'allows' : 'silent';
		return grants?.fitting ? 'allows' : grants?.miss ? 'silent' : undefined;
	}
	const outcome = outcomeOf(gate, weighing, gates[gate]);
	if (outcome === 'not-in-play') return undefined;
	return outcome === 'not-evaluable' ? 'silent' : outcome;
}
