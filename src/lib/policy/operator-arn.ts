/**
 * ARNs compared part by part.
 * Models: IAM User Guide, "Amazon Resource Name (ARN) condition operators": ArnEquals and ArnLike behave the same; each
 * of the six parts may hold `*` and `?`.
 * Differs from AWS: a value `*` alone is taken to mean any ARN, as in many published policies.
 */
import type { Comparison } from './operators';
import { compilePattern } from './pattern';

const PARTS = 6;

/** The first five parts end at their colon; the sixth is the rest. */
export function partsOfArn(arn: string): string[] | undefined {
	const parts = arn.split(':');
	if (parts.length < PARTS) return undefined;
	return [...parts.slice(0, PARTS - 1), parts.slice(PARTS - 1).join(':')];
}

/** Colons inside a variable are not borders between parts. */
function maskVariables(text: string): { readonly masked: string; readonly unmask: (part: string) => string } {
	const held: string[] = [];
	const masked = text.replace(/\$\{[^}]*\}/g, (variable) => `\uE000${held.push(variable) - 1}\uE001`);
	return {
		masked,
		unmask: (part) => part.replace(/\uE000(\d+)\uE001/g, (_, i: string) => held[Number(i)] ?? '')
	};
}

export function compareArn(expected: string, variables: boolean): Comparison {
	if (expected === '*') return (actual) => actual.startsWith('arn:');
	const { masked, unmask } = maskVariables(expected);
	const wanted = partsOfArn(masked);
	if (!wanted) return () => false;
	const patterns = wanted.map((part) => compilePattern(unmask(part), { wildcards: true, variables }));
	return (actual, lookup) => {
		const got = partsOfArn(actual);
		return got !== undefined && patterns.every((pattern, i) => pattern(got[i] ?? '', lookup));
	};
}
