/**
 * Does a statement apply to this permission? Four questions: who, which action, which resource, under what conditions.
 * One code answers for the decision alone and for its explanation: with a note asked for, no question is skipped.
 * Models: IAM User Guide, "Policy evaluation logic".
 * Differs from AWS: a Deny whose condition cannot be evaluated applies; an Allow does not.
 */
import type { CompiledStatement } from './compile';
import type { Permission, RequestContext } from './context';
import { matchAction, matchResource } from './match-action';
import { explainClause, matchClause, type ClauseNote, type Truth } from './match-condition';
import { matchNotPrincipal, matchPrincipal, type PrincipalLevel } from './match-principal';

/** What is matched, made once a decision. */
export interface Matching {
	readonly permission: Permission;
	readonly context: RequestContext;
	/** Lower case. */
	readonly action: string;
}

/** `condition-not-met`: all else fits. `not-evaluable`: all else fits and some condition is unknown. */
export type StatementOutcome = 'applies' | 'condition-not-met' | 'not-evaluable' | 'does-not-apply';

export interface ElementNote {
	readonly element: 'Principal' | 'NotPrincipal' | 'Action' | 'NotAction' | 'Resource' | 'NotResource';
	readonly expected: readonly string[];
	readonly actual: string;
	readonly holds: boolean;
	/** Principal only: as what the caller is meant. */
	readonly level?: PrincipalLevel;
}

export interface StatementNote {
	readonly index: number;
	readonly sid?: string;
	readonly effect: 'Allow' | 'Deny';
	readonly elements: readonly ElementNote[];
	readonly conditions: readonly ClauseNote[];
	readonly outcome: StatementOutcome;
}

export interface StatementMatch {
	readonly outcome: StatementOutcome;
	/** Present where the statement means the caller; undefined in kinds without principals. */
	readonly level?: PrincipalLevel | undefined;
}
const NOT_MEANT: StatementMatch = { outcome: 'does-not-apply' };

export function matchStatement(
	compiled: CompiledStatement,
	{ permission, context, action }: Matching,
	note?: (note: StatementNote) => void
): StatementMatch {
	const { principal, clauses, allows } = compiled;
	const { caller, resource } = permission;
	let level: PrincipalLevel | undefined;
	let meant = true;
	if (principal) {
		level = principal.not
			? matchNotPrincipal(principal, caller, allows)
				? 'everyone'
				: undefined
			: matchPrincipal(principal, caller);
		meant = level !== undefined;
		if (!meant && !note) return NOT_MEANT;
	}
	const actionFits = matchAction(compiled.action, action);
	if (!actionFits && !note) return NOT_MEANT;
	const resourceFits = matchResource(compiled.resource, resource, context.single);
	if (!resourceFits && !note) return NOT_MEANT;

	let holds: Truth = 'true';
	const notes: ClauseNote[] = [];
	for (const clause of clauses) {
		const seen = note && explainClause(clause, context, !principal);
		if (seen) notes.push(seen);
		const truth = seen?.holds ?? matchClause(clause, context, !principal);
		if (truth === 'false') holds = 'false';
		else if (truth === 'unknown' && holds === 'true') holds = 'unknown';
		if (holds === 'false' && !note) break;
	}
	const outcome: StatementOutcome =
		!meant || !actionFits || !resourceFits
			? 'does-not-apply'
			: holds === 'false'
				? 'condition-not-met'
				: holds === 'unknown'
					? 'not-evaluable'
					: 'applies';
	note?.(noteOf(compiled, permission, { meant, level, actionFits, resourceFits }, notes, outcome));
	return { outcome, level };
}

interface Fits {
	readonly meant: boolean;
	readonly level: PrincipalLevel | undefined;
	readonly actionFits: boolean;
	readonly resourceFits: boolean;
}

function noteOf(
	{ statement, principal, action, resource }: CompiledStatement,
	permission: Permission,
	fits: Fits,
	conditions: readonly ClauseNote[],
	outcome: StatementOutcome
): StatementNote {
	const elements: ElementNote[] = [];
	if (principal)
		elements.push({
			element: principal.not ? 'NotPrincipal' : 'Principal',
			expected: principal.entries.map(({ value }) => value),
			actual: permission.caller.arn,
			holds: fits.meant,
			...(fits.level && { level: fits.level })
		});
	elements.push(
		{
			element: action.not ? 'NotAction' : 'Action',
			expected: action.entries,
			actual: permission.action,
			holds: fits.actionFits
		},
		{
			element: resource.not ? 'NotResource' : 'Resource',
			expected: resource.entries,
			actual: permission.resource,
			holds: fits.resourceFits
		}
	);
	const { index, sid, effect } = statement;
	return { index, ...(sid !== undefined && { sid }), effect, elements, conditions, outcome };
}
