/**
 * Every exception that AWS lists for an operation, brought about by a real request; or, where it cannot arise here, the
 * reason. The error pages show these requests, and the conformance tests hold that each is answered so.
 */
import type { KmsErrorCode } from '$lib/domain/errors';
import type { OperationName } from '$lib/domain/operations';
import { errorsOf } from '$lib/facts/error-facts';
import type { Probe } from '../probe';
import type { Members } from '../requests';
import { general } from './general';
import { special } from './special';
import type { Stage } from '../stage';

/** A request and the world in which it is made. */
export interface Provocation {
	/** What was done before, or what is wrong with the request, as a sentence. */
	readonly given: string;
	readonly probe: Probe;
	readonly input: Members;
	readonly region?: string;
}
/** Why the exception cannot arise here. */
export type Never = { readonly never: string };
export type Way = (
	stage: Stage,
	operation: OperationName
) => Promise<Provocation | Never> | Provocation | Never;

export interface Provoked {
	readonly operation: OperationName;
	readonly code: KmsErrorCode;
	readonly given: string;
	readonly request: Members;
	/** What KMS answered; it should be `code`. */
	readonly answered: string;
	readonly message: string;
}
export type NeverProvoked = { readonly operation: OperationName; readonly code: KmsErrorCode } & Never;

export const isProvoked = (one: Provoked | NeverProvoked): one is Provoked => 'given' in one;

async function provoke(
	stage: Stage,
	operation: OperationName,
	code: KmsErrorCode
): Promise<Provoked | NeverProvoked> {
	const way = special[operation]?.[code] ?? general[code];
	if (!way) return { operation, code, never: 'nothing brings it about yet' };
	const found = await way(stage, operation);
	if ('never' in found) return { operation, code, never: found.never };
	const { given, probe, input, region } = found;
	const answer = await probe.asks(operation, input, region === undefined ? {} : { region: region as never });
	return {
		operation,
		code,
		given,
		request: input,
		answered: answer.ok ? 'ok' : answer.error.code,
		message: answer.ok ? '' : answer.error.message
	};
}

/** All of one operation, in the order of the alphabet. */
export async function provokeAll(
	stage: Stage,
	operation: OperationName
): Promise<readonly (Provoked | NeverProvoked)[]> {
	const all: (Provoked | NeverProvoked)[] = [];
	for (const code of errorsOf(operation)) all.push(await provoke(stage, operation, code));
	return all;
}
