/** What the policy editor knows: problems with their place, completions, and words on hover. No editor in here. */
import { CONDITION_KEYS } from '$lib/facts/condition-keys';
import { ACTION_NAMES, actionFacts } from '$lib/facts/kms-actions';
import type { PolicyKind } from '$lib/policy/document';
import { parsePolicy } from '$lib/policy/grammar';
import { refuseKeyPolicy } from '$lib/policy/validate';
import { findPrincipal, type PolicyWorld } from '$lib/policy/world';

export interface PlacedProblem {
	readonly severity: 'error' | 'warning';
	readonly message: string;
	/** Count from 1. */
	readonly line: number;
	readonly column: number;
}

export function problemsIn(text: string, kind: PolicyKind, world: PolicyWorld): readonly PlacedProblem[] {
	const { problems } = parsePolicy(text, kind);
	const unknown = kind === 'key-policy' ? (refuseKeyPolicy(world, text)?.problems ?? []) : [];
	const all = [...problems, ...unknown.filter((one) => !problems.some((p) => p.message === one.message))];
	return all.map(({ severity, message, where, place }) => {
		const found = place ?? placeOfQuoted(text, message);
		return { severity, message: where ? `${where}: ${message}` : message, ...found };
	});
}

/** A problem that was found in the document's value names it: where it stands in the text. */
function placeOfQuoted(text: string, message: string): { readonly line: number; readonly column: number } {
	const quoted = /"(?:[^"\\]|\\.)*"/.exec(message)?.[0];
	const at = quoted === undefined ? -1 : text.indexOf(quoted);
	if (at < 0) return { line: 1, column: 1 };
	const before = text.slice(0, at).split('\n');
	return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const ELEMENTS = [
	'Version',
	'Id',
	'Statement',
	'Sid',
	'Effect',
	'Principal',
	'NotPrincipal',
	'Action',
	'NotAction',
	'Resource',
	'NotResource',
	'Condition',
	'Allow',
	'Deny',
	'AWS',
	'Service'
];
const OPERATORS = [
	'StringEquals',
	'StringNotEquals',
	'StringEqualsIgnoreCase',
	'StringLike',
	'StringNotLike',
	'Bool',
	'Null',
	'ArnEquals',
	'ArnLike',
	'NumericLessThan',
	'NumericLessThanEquals',
	'NumericGreaterThan',
	'DateGreaterThan',
	'DateLessThan',
	'IpAddress',
	'NotIpAddress',
	'ForAllValues:StringEquals',
	'ForAnyValue:StringEquals',
	'ForAnyValue:StringLike'
];

interface At {
	readonly pos: number;
	readonly explicit: boolean;
	matchBefore(expression: RegExp): { readonly from: number; readonly text: string } | null;
}

/** Inside a string: everything that can stand in one. */
export function complete(context: At, world: PolicyWorld) {
	const typed = context.matchBefore(/"[^"]*/);
	if (!typed || (typed.text.length < 2 && !context.explicit)) return null;
	const option = (type: string) => (label: string) => ({ label, type });
	return {
		from: typed.from + 1,
		validFor: /^[^"]*$/,
		options: [
			...ELEMENTS.map(option('keyword')),
			...['kms:*', ...ACTION_NAMES.map((name) => `kms:${name}`)].map(option('function')),
			...CONDITION_KEYS.map(({ key, type, from }) => ({
				label: key,
				type: 'property',
				detail: type,
				info: from
			})),
			...OPERATORS.map(option('type')),
			...(world.completeAccounts ?? []).map((account) => option('constant')(`arn:aws:iam::${account}:root`)),
			...world.principals.map(({ arn }) => option('constant')(arn))
		]
	};
}

/** What a string of the document means; undefined when there is nothing to say. */
export function hoverText(text: string, world: PolicyWorld): string | undefined {
	const action = actionFacts(text);
	if (action) {
		const { traits, resource } = action;
		const on =
			resource === 'key' ? 'Asked for on one key' : 'Asked for without a key, so only IAM policies decide';
		const across = traits.has('cross-account')
			? 'Works on a key of another account.'
			: 'Never on a key of another account.';
		return `${on}. ${across}${traits.has('grant') ? ' A grant can list it.' : ''}`;
	}
	const facts = CONDITION_KEYS.find(
		({ key, prefix }) => key === text || (prefix && text.toLowerCase().startsWith(key.toLowerCase()))
	);
	if (facts) return `${facts.type}: ${facts.from}${facts.note === undefined ? '' : `. ${facts.note}`}`;
	const root = /^arn:aws:iam::(\d{12}):root$/.exec(text);
	if (root)
		return `The account ${root[1]}: whoever its IAM policies allow, and its root user. It is no single person.`;
	if (/^arn:aws:iam::\d{12}:(user|role)\//.test(text))
		return findPrincipal(world, text) ? 'A principal of this world.' : 'This world knows no such principal.';
	return undefined;
}
