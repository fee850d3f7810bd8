/**
 * Decides one permission on one resource, in the documented order. This is the fast path and the explained one: with
 * `explain`, nothing is skipped and every set keeps its notes.
 * Models: IAM User Guide, "Policy evaluation logic", "Cross-account policy evaluation logic"; KMS Developer Guide,
 * "Troubleshooting key access" (flowchart).
 * Differs from AWS: the order in which one of several Denies is named is this project's.
 */
import { actionFacts } from '$lib/facts/kms-actions';
import { createContext, type Permission } from './context';
import { gather } from './gather';
import { searchGrants, type GrantSearch } from './grants';
import type { Matching } from './match-statement';
import { evaluateSet, type Found, type SetResult } from './policy-set';
import { decideAllow } from './decide-allow';
import {
	DENY_REASONS,
	GATE_KINDS,
	POLICY_GATES,
	type PolicyGate,
	type ReasonCode,
	type Verdict
} from './verdict';
import type { NamedPolicy, OrganizationLevel } from './world';

/** One gate: its sets (one a level for organization policies). `sets` is absent when the gate is not in play. */
export interface GateResult {
	readonly gate: PolicyGate;
	readonly sets?: readonly (SetResult & { readonly target?: string })[];
}
export type Gates = Readonly<Record<PolicyGate, GateResult>>;

export interface Weighing {
	readonly verdict: Verdict;
	/** Complete when an explanation was asked for, or no Deny was found; otherwise up to the deciding gate. */
	readonly gates: Partial<Gates>;
	readonly grants?: GrantSearch;
}

function evaluateGate(
	gate: PolicyGate,
	permission: Permission,
	matching: Matching,
	explain: boolean
): GateResult {
	const kind = GATE_KINDS[gate];
	const one = (policies: readonly NamedPolicy[] | undefined): GateResult =>
		policies ? { gate, sets: [evaluateSet(kind, policies, matching, explain)] } : { gate };
	const levels = (all: readonly OrganizationLevel[] | undefined): GateResult =>
		all
			? {
					gate,
					sets: all.map(({ target, policies }) => ({
						target,
						...evaluateSet(kind, policies, matching, explain)
					}))
				}
			: { gate };
	switch (gate) {
		case 'rcp':
			return levels(gather.rcpLevels(permission));
		case 'scp':
			return levels(gather.scpLevels(permission));
		case 'vpcEndpointPolicy':
			return one(gather.vpcEndpointPolicy(permission));
		case 'keyPolicy':
			return one(gather.keyPolicy(permission));
		case 'iamPolicy':
			return one(gather.identityPolicies(permission));
		case 'boundary':
			return one(gather.boundary(permission));
		case 'session':
			return one(gather.sessionPolicy(permission));
	}
}

export function permit(permission: Permission, explain: boolean): Weighing {
	const facts = actionFacts(permission.action);
	const { caller, key } = permission;
	const foreign = key !== undefined && caller.account !== undefined && caller.account !== key.account;
	const matching = {
		permission,
		context: createContext(permission),
		action: permission.action.toLowerCase()
	};
	const gates: Partial<Record<PolicyGate, GateResult>> = {};
	let denied: { readonly gate: PolicyGate; readonly found: Found } | undefined;
	const also: ReasonCode[] = [];
	for (const gate of POLICY_GATES) {
		const result = (gates[gate] = evaluateGate(gate, permission, matching, explain));
		const found = result.sets?.find((set) => set.deny)?.deny;
		if (!found) continue;
		if (denied) also.push(DENY_REASONS[gate]);
		denied ??= { gate, found };
		if (!explain) break;
	}
	const seen = gates as Partial<Gates>;
	const doubts = doubtsIn(seen);
	const refuse = (
		decidedBy: Verdict['decidedBy'],
		reason: ReasonCode,
		extra: Partial<Verdict> = {}
	): Weighing => ({
		verdict: { allowed: false, decidedBy, reason, also, unverified: [], ...doubts, ...extra },
		gates: seen,
		...(explain && key && { grants: searchGrants(permission, true) })
	});
	// Another service's actions are its own; only those of KMS are all known.
	if (!facts && permission.action.startsWith('kms:')) return refuse('operation', 'UNKNOWN_ACTION');
	if (caller.kind === 'unknown') return refuse('iamPolicy', 'UNKNOWN_PRINCIPAL');
	// A key that nobody knows has no key policy to ask: IAM alone must not decide.
	if (facts?.resource === 'key' && !key && !permission.withoutKey) return refuse('keyRef', 'NO_KEY_NAMED');
	if (foreign && !facts?.traits.has('cross-account'))
		return refuse('operation', 'CROSS_ACCOUNT_OP_NOT_SUPPORTED', {
			unverified: ['cross-account-operation-error-type']
		});
	if (denied) return refuse(denied.gate, DENY_REASONS[denied.gate], { statement: denied.found });
	const [broken] = doubts.broken;
	if (broken) {
		const gate = POLICY_GATES.find((name) => GATE_KINDS[name] === broken.kind) ?? 'keyPolicy';
		return refuse(gate, 'POLICY_NOT_EVALUABLE');
	}
	if (seen.scp?.sets?.some((set) => !set.allow)) return refuse('scp', 'IMPLICIT_SCP');
	if (seen.vpcEndpointPolicy?.sets?.some((set) => !set.allow))
		return refuse('vpcEndpointPolicy', 'IMPLICIT_VPC_ENDPOINT');
	const grants = searchGrants(permission, explain);
	// Without a Deny the loop above has met every gate.
	const verdict = decideAllow({ permission, foreign, gates: seen as Gates, grants });
	return { verdict: { ...verdict, ...doubts }, gates: seen, grants };
}

const NOTHING: readonly never[] = [];
const NO_DOUBTS = { notEvaluable: NOTHING, broken: NOTHING };

function doubtsIn(gates: Partial<Gates>): Pick<Verdict, 'notEvaluable' | 'broken'> {
	const sets = POLICY_GATES.flatMap((gate) => gates[gate]?.sets ?? NOTHING);
	if (sets.every((set) => set.notEvaluable.length === 0 && set.broken.length === 0)) return NO_DOUBTS;
	return { notEvaluable: sets.flatMap((set) => set.notEvaluable), broken: sets.flatMap((set) => set.broken) };
}
