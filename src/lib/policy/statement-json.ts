/**
 * Policies as JSON, in AWS's own names, and small edits of them. Nothing is changed in place.
 * Models: IAM User Guide, "Grammar of the IAM JSON policy language".
 * Differs from AWS: nothing known.
 */
import type { PolicySource } from './document';
import { readJson } from './json';
import { isObject } from './report';

export interface StatementJson {
	readonly Sid?: string;
	readonly Effect: 'Allow' | 'Deny';
	readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
	readonly NotPrincipal?: '*' | Readonly<Record<string, string | readonly string[]>>;
	readonly Action?: string | readonly string[];
	readonly NotAction?: string | readonly string[];
	readonly Resource?: string | readonly string[];
	readonly NotResource?: string | readonly string[];
	readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}
export interface PolicyJson {
	readonly Version: '2012-10-17';
	readonly Id?: string;
	readonly Statement: readonly StatementJson[];
}

export const policyOf = (...statements: readonly StatementJson[]): PolicyJson => ({
	Version: '2012-10-17',
	Statement: statements
});

type Loose = Readonly<Record<string, unknown>>;

function looseOf(source: PolicySource | undefined): Loose {
	const read = typeof source === 'string' ? readJson(source) : undefined;
	const value = read ? (read.ok ? read.tree.value : undefined) : source;
	return isObject(value) ? value : { Version: '2012-10-17', Statement: [] };
}
function statementsOf(loose: Loose): readonly unknown[] {
	const { Statement: given } = loose;
	return given === undefined ? [] : Array.isArray(given) ? given : [given];
}

export const isEmpty = (source: PolicySource): boolean => statementsOf(looseOf(source)).length === 0;

/** A new document with one more statement; a fresh one where there was none. */
export function addStatement(source: PolicySource | undefined, statement: StatementJson): object {
	const loose = looseOf(source);
	return { ...loose, Statement: [...statementsOf(loose), statement] };
}

export function removeStatement(source: PolicySource, index: number): object {
	const loose = looseOf(source);
	return { ...loose, Statement: statementsOf(loose).filter((_, i) => i !== index) };
}

/** Without the clauses named, and without a Condition that would be left empty. */
export function removeClauses(
	source: PolicySource,
	index: number,
	clauses: readonly { readonly operator: string; readonly key: string }[]
): object {
	const loose = looseOf(source);
	const strip = (statement: unknown): unknown => {
		if (!isObject(statement) || !isObject(statement.Condition)) return statement;
		const kept = Object.entries(statement.Condition).flatMap(([operator, keys]) => {
			const left = Object.entries(isObject(keys) ? keys : {}).filter(
				([key]) => !clauses.some((clause) => clause.operator === operator && clause.key === key)
			);
			return left.length > 0 ? [[operator, Object.fromEntries(left)] as const] : [];
		});
		const { Condition: _, ...rest } = statement;
		return kept.length > 0 ? { ...rest, Condition: Object.fromEntries(kept) } : rest;
	};
	return { ...loose, Statement: statementsOf(loose).map((one, i) => (i === index ? strip(one) : one)) };
}
