/**
 * The explanation of a decision as data, made of the notes of the very evaluation that decided.
 * Models: the walk through gates of this project, in a fixed drawn order.
 * Differs from AWS: AWS explains a refusal in one sentence.
 */
import type { Permission } from './context';
import type { GrantNote } from './grants';
import type { GateResult, Weighing } from './permit';
import type { PolicyNote } from './policy-set';
import { POLICY_GATES, type DecidedBy, type PolicyGate, type Verdict } from './verdict';

export type GateName = 'operation' | PolicyGate | 'grant';
/** `silent`: in play, and no statement of it allows or denies. `delegates`: the key policy leaves it to the account. */
export type GateOutcome = 'denies' | 'allows' | 'delegates' | 'silent' | 'not-evaluable' | 'not-in-play';

export interface GateNote {
	readonly gate: GateName;
	/** Whose policies these are: the row in which the gate is drawn. */
	readonly side: 'caller' | 'key';
	readonly account?: string;
	/** Guard rails limit and never grant. */
	readonly role: 'grants' | 'limits';
	readonly levels: readonly { readonly target?: string; readonly policies: readonly PolicyNote[] }[];
	readonly grants: readonly GrantNote[];
	readonly outcome: GateOutcome;
	/** After this gate. */
	readonly soFar: 'nobody-said-yes' | 'denied' | 'allowed';
	readonly decides: boolean;
}

export interface PermissionExplanation {
	readonly action: string;
	readonly resource: string;
	readonly caller: string;
	/** In the drawn order: the operation, guard rails, the key's side, the caller's side. */
	readonly gates: readonly GateNote[];
	readonly verdict: Verdict;
}

/** The drawn order differs from that of naming Denies only in the grant after the key policy. */
export const DRAWN_ORDER: readonly GateName[] = [
	'operation',
	...POLICY_GATES.flatMap((gate): GateName[] => (gate === 'keyPolicy' ? [gate, 'grant'] : [gate]))
];

export const KEY_SIDE: ReadonlySet<GateName> = new Set<GateName>(['rcp', 'keyPolicy', 'grant', 'operation']);
const GRANTING: ReadonlySet<GateName> = new Set<GateName>(['keyPolicy', 'grant', 'iamPolicy']);

export function explainPermission(
	permission: Permission,
	{ verdict, gates, grants }: Weighing
): PermissionExplanation {
	const deciding = gateOf(verdict.decidedBy);
	const { caller, key } = permission;
	let soFar: GateNote['soFar'] = 'nobody-said-yes';
	const notes = DRAWN_ORDER.map((gate): GateNote => {
		const decides = gate === deciding;
		if (decides) soFar = verdict.allowed ? 'allowed' : 'denied';
		const side = KEY_SIDE.has(gate) ? 'key' : 'caller';
		const account = side === 'key' ? key?.account : caller.account;
		const result = gate === 'operation' || gate === 'grant' ? undefined : gates[gate];
		return {
			gate,
			side,
			...(account !== undefined && { account }),
			role: GRANTING.has(gate) ? 'grants' : 'limits',
			levels: levelsOf(result),
			grants: gate === 'grant' ? (grants?.notes ?? []) : [],
			outcome: outcomeOf(gate, { verdict, gates, ...(grants && { grants }) }, result),
			soFar,
			decides
		};
	});
	return {
		action: permission.action,
		resource: permission.resource,
		caller: caller.arn,
		gates: notes,
		verdict
	};
}

const gateOf = (decidedBy: DecidedBy): GateName =>
	DRAWN_ORDER.find((gate) => gate === decidedBy) ?? 'operation';

const levelsOf = (result: GateResult | undefined): GateNote['levels'] =>
	(result?.sets ?? []).map(({ target, notes }) => ({
		...(target !== undefined && { target }),
		policies: notes ?? []
	}));

const byRoot = ({ reason }: Verdict): boolean => reason === 'ALLOW_ROOT_USER_KEY_POLICY';

export function outcomeOf(
	gate: GateName,
	{ verdict, grants }: Weighing,
	result: GateResult | undefined
): GateOutcome {
	if (gate === 'operation') return verdict.decidedBy === 'operation' ? 'denies' : 'allows';
	if (gate === 'grant') {
		if (verdict.allowed && verdict.decidedBy === 'grant') return 'allows';
		if (!grants?.notes || grants.notes.length === 0) return 'not-in-play';
		return grants.fitting ? 'allows' : 'silent';
	}
	const sets = result?.sets;
	if (!sets) return 'not-in-play';
	if (sets.some((set) => set.deny)) return 'denies';
	if (sets.some((set) => set.broken.length > 0)) return 'not-evaluable';
	if (gate === 'rcp') return 'allows';
	if (gate === 'keyPolicy' && sets[0]?.allow?.level === 'account' && !byRoot(verdict)) return 'delegates';
	if (sets.every((set) => set.allow)) return 'allows';
	return sets.some((set) => set.notEvaluable.length > 0) ? 'not-evaluable' : 'silent';
}
