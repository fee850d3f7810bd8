/**
 * All policies of one kind together: what they deny, what they allow, what they nearly allowed.
 * Models: IAM User Guide, "Policy evaluation logic" (a kind's policies are one union).
 * Differs from AWS: keeps near misses (all fits but a condition), which AWS does not tell.
 */
import { compilePolicy } from './compile';
import type { PolicyKind, Problem } from './document';
import { LEVELS, type PrincipalLevel } from './match-principal';
import { matchStatement, type Matching, type StatementNote } from './match-statement';
import type { NamedPolicy } from './world';

/** A statement by where it stands. */
export interface Found {
	readonly kind: PolicyKind;
	readonly policy: string;
	readonly index: number;
	readonly sid?: string;
	readonly level?: PrincipalLevel;
}
export interface BrokenPolicy {
	readonly kind: PolicyKind;
	readonly policy: string;
	readonly problem: Problem;
}

export interface PolicyNote {
	readonly policy: string;
	readonly statements: readonly StatementNote[];
	readonly broken?: Problem;
}

export interface SetResult {
	/** The first Deny that applies. */
	readonly deny?: Found;
	/** The Allow that applies at the strongest level. */
	readonly allow?: Found;
	/** The Allow at the strongest level that fails by its conditions only. */
	readonly nearMiss?: Found;
	readonly notEvaluable: readonly Found[];
	readonly broken: readonly BrokenPolicy[];
	/** Present when an explanation was asked for. */
	readonly notes?: readonly PolicyNote[];
}

const NONE: readonly never[] = [];
const strength = (level: PrincipalLevel | undefined): number =>
	level ? LEVELS.indexOf(level) : LEVELS.length;

export function evaluateSet(
	kind: PolicyKind,
	policies: readonly NamedPolicy[],
	matching: Matching,
	explain: boolean
): SetResult {
	let deny: Found | undefined;
	let allow: Found | undefined;
	let nearMiss: Found | undefined;
	let notEvaluable: Found[] | undefined;
	let broken: BrokenPolicy[] | undefined;
	const notes: PolicyNote[] = [];
	for (const { name, policy } of policies) {
		const compiled = compilePolicy(policy, kind);
		if (compiled.broken) (broken ??= []).push({ kind, policy: name, problem: compiled.broken });
		const statements: StatementNote[] = [];
		const note = explain ? (seen: StatementNote) => void statements.push(seen) : undefined;
		for (const statement of compiled.statements) {
			const { outcome, level } = matchStatement(statement, matching, note);
			if (outcome === 'does-not-apply') continue;
			const found = (): Found => {
				const { index, sid } = statement.statement;
				return { kind, policy: name, index, ...(sid !== undefined && { sid }), ...(level && { level }) };
			};
			if (outcome === 'not-evaluable') (notEvaluable ??= []).push(found());
			if (!statement.allows) {
				if (outcome !== 'condition-not-met') deny ??= found();
			} else if (outcome === 'applies') {
				if (!allow || strength(level) < strength(allow.level)) allow = found();
			} else if (!nearMiss || strength(level) < strength(nearMiss.level)) nearMiss = found();
		}
		if (explain)
			notes.push({ policy: name, statements, ...(compiled.broken && { broken: compiled.broken }) });
	}
	return {
		...(deny && { deny }),
		...(allow && { allow }),
		...(nearMiss && { nearMiss }),
		notEvaluable: notEvaluable ?? NONE,
		broken: broken ?? NONE,
		...(explain && { notes })
	};
}
