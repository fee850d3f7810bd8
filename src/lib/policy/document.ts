/**
 * A policy document as its grammar leaves it: every element a list, every choice of words a flag.
 * Models: IAM User Guide, "Grammar of the IAM JSON policy language".
 * Differs from AWS: one shape for all seven kinds of policy; what a kind may not hold is a problem of the grammar.
 */
import type { Path, Place } from './json';

export type PolicyKind =
	| 'key-policy'
	| 'identity-policy'
	| 'permissions-boundary'
	| 'session-policy'
	| 'service-control-policy'
	| 'resource-control-policy'
	| 'vpc-endpoint-policy';

/** Kinds whose statements name principals. */
export const NAMES_PRINCIPALS: ReadonlySet<PolicyKind> = new Set<PolicyKind>([
	'key-policy',
	'resource-control-policy',
	'vpc-endpoint-policy'
]);

export type Effect = 'Allow' | 'Deny';
export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | '*';
export interface PrincipalEntry {
	readonly type: PrincipalType;
	readonly value: string;
}

export interface ConditionClause {
	/** As written: `ForAllValues:StringEquals`, `BoolIfExists`. */
	readonly operator: string;
	/** As written: `kms:EncryptionContext:AppName`. */
	readonly key: string;
	readonly values: readonly string[];
}

/** An element with its negation: Action and NotAction, and so on. */
export interface Element<T> {
	readonly not: boolean;
	readonly entries: readonly T[];
}

export interface Statement {
	/** Counts from 0. */
	readonly index: number;
	readonly sid?: string;
	readonly effect: Effect;
	readonly principal?: Element<PrincipalEntry>;
	readonly action: Element<string>;
	readonly resource: Element<string>;
	readonly conditions: readonly ConditionClause[];
}

export interface PolicyDocument {
	readonly version: '2012-10-17' | '2008-10-17';
	readonly id?: string;
	readonly statements: readonly Statement[];
}

/** A document as a person or a caller gives it: its text, or the JSON value. */
export type PolicySource = string | object;

export type ProblemCode =
	| 'json-syntax'
	| 'too-long'
	| 'characters'
	| 'not-an-object'
	| 'missing-element'
	| 'unknown-element'
	| 'duplicate-element'
	| 'wrong-type'
	| 'wrong-value'
	| 'conflicting-elements'
	| 'not-allowed-here'
	| 'invalid-principal'
	| 'invalid-action'
	| 'invalid-resource'
	| 'unknown-operator'
	| 'unknown-condition-key'
	| 'wrong-condition-type'
	| 'overly-permissive-condition'
	| 'duplicate-sid'
	| 'no-effect';

export interface Problem {
	/** An error is refused at save; a warning is a trap that AWS would let pass. */
	readonly severity: 'error' | 'warning';
	readonly code: ProblemCode;
	/** What stands there and what was expected. */
	readonly message: string;
	readonly path: Path;
	/** `Statement[0].Condition.StringEquals` */
	readonly where: string;
	/** Present when the document was given as text. */
	readonly place?: Place;
}

export interface ParsedPolicy {
	/** Absent when nothing can be made of the text. */
	readonly document?: PolicyDocument;
	readonly problems: readonly Problem[];
}

export const wherePath = (path: Path): string =>
	path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i ? `.${step}` : step)).join('') ||
	'the document';
