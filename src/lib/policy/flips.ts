/**
 * Finds the smallest sets of changes that flip a decision, each proven by deciding the changed world.
 * Models: nothing of AWS's; AWS offers no such search.
 * Differs from AWS: at most three changes together are tried, and at most 800 sets of them.
 */
import { applyChange, changesOf, type Change, type Edit, type Situation } from './edits';
import { evaluate, type CallDecision } from './evaluate';

export interface Candidate<K extends string = string> {
	readonly kind: K;
	/** One sentence for a person, in the imperative. */
	readonly title: string;
	readonly edit: Edit;
}

export interface Flip<K extends string = string> {
	readonly kinds: readonly K[];
	readonly title: string;
	readonly changes: readonly Change[];
	/** The world and the call after the changes: a fork to look at. */
	readonly after: Situation;
	/** What the changed world decided: the proof. */
	readonly decision: CallDecision;
}

const MOST_TOGETHER = 3;
/** Sets of changes decided before the search gives up: about half a second for a key policy of 50 statements. */
const MOST_TRIED = 800;

/** Smallest first; a set is left out when a part of it flips already. */
export function findFlips<K extends string>(
	situation: Situation,
	candidates: readonly Candidate<K>[],
	wanted: 'allow' | 'deny',
	together = MOST_TOGETHER
): Flip<K>[] {
	let tried = 0;
	const found: { readonly set: readonly number[]; readonly flip: Flip<K> }[] = [];
	for (let size = 1; size <= together; size++)
		for (const set of subsets(candidates.length, size)) {
			if (found.some(({ set: smaller }) => smaller.every((i) => set.includes(i)))) continue;
			if (++tried > MOST_TRIED) return found.map(({ flip }) => flip);
			const flip = tryOut(
				situation,
				set.flatMap((i) => candidates[i] ?? []),
				wanted
			);
			if (flip) found.push({ set, flip });
		}
	return found.map(({ flip }) => flip);
}

function tryOut<K extends string>(
	situation: Situation,
	chosen: readonly Candidate<K>[],
	wanted: 'allow' | 'deny'
): Flip<K> | undefined {
	const changes = changesOf(chosen.map(({ edit }) => edit));
	if (clashing(changes)) return undefined;
	const after = changes.reduce(applyChange, situation);
	const decision = evaluate(after.world, after.call);
	if (decision.decision !== wanted) return undefined;
	return {
		kinds: chosen.map(({ kind }) => kind),
		title: chosen.map(({ title }) => title).join(' And: '),
		...{ changes, after, decision }
	};
}

/** Two changes of one field of the call, or of one grant, would undo each other. */
function clashing(changes: readonly Change[]): boolean {
	const targets = changes.map((change) =>
		change.change === 'policy'
			? `${change.kind} ${change.owner} ${change.name}`
			: change.change === 'call'
				? `call ${change.field}`
				: `${change.change} ${change.keyArn} ${change.change === 'grant' ? (change.before ?? change.after)?.grantId : ''}`
	);
	return new Set(targets).size < targets.length;
}

function* subsets(count: number, size: number, from = 0): Generator<readonly number[]> {
	if (size === 0) {
		yield [];
		return;
	}
	for (let first = from; first <= count - size; first++)
		for (const rest of subsets(count, size - 1, first + 1)) yield [first, ...rest];
}
