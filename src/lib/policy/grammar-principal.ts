/**
 * The Principal and NotPrincipal elements: who a statement of a key policy is about.
 * Models: IAM User Guide, "AWS JSON policy elements: Principal" and "NotPrincipal".
 * Differs from AWS: whether a principal exists is asked elsewhere (`validate.ts`), where the world is known.
 */
import { NAMES_PRINCIPALS, type Element, type PrincipalEntry, type PrincipalType } from './document';
import { isObject, show, type Report } from './report';
import type { StatementPlace } from './grammar-statement';
import type { Path } from './json';

const TYPES: readonly string[] = ['AWS', 'Service', 'Federated', 'CanonicalUser'] satisfies PrincipalType[];
/** Account id, account, user, role, role session, federated user, and the unique id a deleted one leaves. */
const AWS_PRINCIPAL =
	/^(\*|\d{12}|arn:aws[a-z-]*:iam::\d{12}:(root|(user|role)\/[^*?]+)|arn:aws[a-z-]*:sts::\d{12}:(assumed-role\/[^*?/]+\/[^*?/]+|federated-user\/[^*?]+)|A[A-Z0-9]{15,127})$/;
const SERVICE_PRINCIPAL = /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/;

export function readPrincipal(
	json: Readonly<Record<string, unknown>>,
	{ kind, path, report }: StatementPlace
): Element<PrincipalEntry> | undefined {
	const both = json.Principal !== undefined && json.NotPrincipal !== undefined;
	if (both)
		report([...path, 'NotPrincipal'], 'conflicting-elements', 'expected Principal or NotPrincipal, got both');
	const name = json.Principal === undefined && json.NotPrincipal !== undefined ? 'NotPrincipal' : 'Principal';
	const value = json[name];
	const here = [...path, name];
	if (!NAMES_PRINCIPALS.has(kind)) {
		if (value !== undefined)
			report(here, 'not-allowed-here', `a ${kind.replaceAll('-', ' ')} names no principal`);
		return undefined;
	}
	if (value === undefined) {
		report(path, 'missing-element', 'expected a Principal, got nothing');
		return undefined;
	}
	if (kind === 'resource-control-policy' && (name === 'NotPrincipal' || value !== '*'))
		report(here, 'not-allowed-here', 'a resource control policy has only "Principal": "*"', 'warning');
	if (name === 'NotPrincipal' && json.Effect === 'Allow')
		report(
			here,
			'overly-permissive-condition',
			'NotPrincipal with Allow opens the key to everyone else',
			'warning'
		);
	return { not: name === 'NotPrincipal', entries: readEntries(value, here, report) };
}

function readEntries(value: unknown, path: Path, report: Report): PrincipalEntry[] {
	if (value === '*') return [{ type: '*', value: '*' }];
	if (!isObject(value) || Object.keys(value).length === 0) {
		report(path, 'wrong-type', `expected "*" or an object of principals, got ${show(value).slice(0, 60)}`);
		return [];
	}
	return Object.entries(value).flatMap(([type, given]) => {
		const here = [...path, type];
		if (!TYPES.includes(type)) {
			report(here, 'unknown-element', `expected one of ${TYPES.join(', ')}, got ${show(type)}`);
			return [];
		}
		const list: readonly unknown[] = Array.isArray(given) ? given : [given];
		if (list.length === 0) report(here, 'wrong-type', 'expected a principal, got an empty list');
		return list.flatMap((entry, i) => {
			const there = Array.isArray(given) ? [...here, i] : here;
			if (typeof entry !== 'string') {
				report(there, 'wrong-type', `expected a string, got ${show(entry).slice(0, 60)}`);
				return [];
			}
			checkPrincipal(type, entry, there, report);
			return [{ type: type as PrincipalType, value: entry }];
		});
	});
}

function checkPrincipal(type: string, value: string, path: Path, report: Report): void {
	if (type === 'AWS' && !AWS_PRINCIPAL.test(value)) {
		const hint = /[*?]/.test(value)
			? '; a wildcard inside an ARN is not taken, use "*" with the condition aws:PrincipalArn'
			: /:group\//.test(value)
				? '; a user group is no principal'
				: '';
		report(
			path,
			'invalid-principal',
			`expected an account, user, role or session, got ${show(value)}${hint}`
		);
	}
	if (type === 'Service' && !SERVICE_PRINCIPAL.test(value))
		report(path, 'invalid-principal', `expected a service such as "sns.amazonaws.com", got ${show(value)}`);
}
