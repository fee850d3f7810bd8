/** What the grammar's files share: how a problem is reported, and how a value is shown in one. */
import type { Problem, ProblemCode } from './document';
import type { Path } from './json';

export type Report = (path: Path, code: ProblemCode, message: string, severity?: Problem['severity']) => void;

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
export const show = (value: unknown): string =>
	value === undefined ? 'nothing' : (JSON.stringify(value) ?? 'nothing');
