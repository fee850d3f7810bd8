/**
 * "What would allow this?": from a refusal, the smallest changes that flip it.
 * Models: the remedies of KMS Developer Guide, "Troubleshooting key access", and of the user guides of the services.
 * Differs from AWS: AWS suggests nothing. Every suggestion is proven by deciding the changed world before it is offered.
 */
import { applyChange, type Situation } from './edits';
import { explain, type ExplainedDecision } from './evaluate';
import type { PermissionExplanation } from './explain';
import { findFlips, type Candidate, type Flip } from './flips';
import { suggestByCall } from './suggest-call';
import { suggestByGrant } from './suggest-grant';
import { suggestByPolicy } from './suggest-policy';

export type SuggestionKind =
	| 'key-policy-statement'
	| 'identity-statement'
	| 'guard-rail-statement'
	| 'grant'
	| 'change-grant'
	| 'grant-token'
	| 'ask-for-less'
	| 'remove-deny'
	| 'loosen-condition'
	| 'encryption-context'
	| 'via-service'
	| 'another-principal'
	| 'another-region'
	| 'key-reference'
	| 'key-state'
	| 'bypass-lockout-check';
export type SuggestionCandidate = Candidate<SuggestionKind>;
export type Suggestion = Flip<SuggestionKind>;

/** Smallest first. Empty when the call is allowed, or when nothing that was tried would allow it. */
export function suggest({ world, call }: Situation): Suggestion[] {
	const refused = explain(world, call);
	if (refused.decision === 'allow') return [];
	const first = candidatesFor({ world, call }, refused);
	const candidates =
		refused.permissions.length > 0
			? first
			: [...first, ...first.flatMap((one) => beyond({ world, call }, one))];
	return findFlips({ world, call }, candidates, 'allow');
}

/** Where no key was found, what would be lacking once it is: both together may allow. */
function beyond(situation: Situation, { edit }: SuggestionCandidate): SuggestionCandidate[] {
	if (!('change' in edit)) return [];
	const found = applyChange(situation, edit);
	const next = explain(found.world, found.call);
	return next.decision === 'deny' && next.permissions.length > 0 ? candidatesFor(found, next) : [];
}

function candidatesFor(situation: Situation, refused: ExplainedDecision): SuggestionCandidate[] {
	const failing = refused.permissions.filter(({ verdict }) => !verdict.allowed);
	const perPermission = (permission: PermissionExplanation): SuggestionCandidate[] => [
		...suggestByPolicy(situation, permission),
		...suggestByGrant(situation, permission)
	];
	const all = [...failing.flatMap(perPermission), ...suggestByCall(situation, refused)];
	const seen = new Set<string>();
	return all.filter(({ edit }) => {
		const id = JSON.stringify(edit);
		return !seen.has(id) && seen.add(id);
	});
}
