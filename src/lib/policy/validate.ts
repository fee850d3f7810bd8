/**
 * What PutKeyPolicy checks of a document before it asks whether it may be saved: size, grammar, principals.
 * Models: KMS API Reference, PutKeyPolicy (`Policy`), MalformedPolicyDocumentException, LimitExceededException.
 * Differs from AWS: principals are looked up only in accounts the world knows whole; others are taken as existing.
 */
import type { KmsErrorCode } from '$lib/domain/errors';
import { wherePath, type PolicySource, type Problem } from './document';
import { parsePolicy } from './grammar';
import { findPrincipal, findRole, type PolicyWorld } from './world';

export interface PolicyRefusal {
	readonly error: Extract<KmsErrorCode, 'MalformedPolicyDocumentException' | 'LimitExceededException'>;
	/** AWS's message, then the place. */
	readonly message: string;
	readonly problems: readonly Problem[];
}

/** Undefined when KMS would take the document. Warnings are left to `parsePolicy`. */
export function refuseKeyPolicy(world: PolicyWorld, source: PolicySource): PolicyRefusal | undefined {
	const { problems, document } = parsePolicy(source, 'key-policy');
	const errors = [...problems.filter((p) => p.severity === 'error'), ...unknownPrincipals(world, document)];
	const [first] = errors;
	if (!first) return undefined;
	const tooLong = errors.find((p) => p.code === 'too-long');
	if (tooLong) return { error: 'LimitExceededException', message: tooLong.message, problems: errors };
	const place = first.place ? ` (line ${first.place.line}, column ${first.place.column})` : '';
	const message =
		first.code === 'invalid-principal'
			? `Policy contains a statement with one or more invalid principals. ${first.where}: ${first.message}`
			: first.code === 'overly-permissive-condition'
				? first.message
				: `${first.where}: ${first.message}${place}`;
	return { error: 'MalformedPolicyDocumentException', message, problems: errors };
}

function unknownPrincipals(
	world: PolicyWorld,
	document: ReturnType<typeof parsePolicy>['document']
): Problem[] {
	return (document?.statements ?? []).flatMap(({ index, principal }) =>
		(principal?.entries ?? []).flatMap(({ type, value }) => {
			if (type !== 'AWS' || exists(world, value)) return [];
			const path = ['Statement', index, principal?.not ? 'NotPrincipal' : 'Principal', 'AWS'];
			const message = `${JSON.stringify(value)} does not exist`;
			return [
				{ severity: 'error', code: 'invalid-principal', message, path, where: wherePath(path) } as const
			];
		})
	);
}

const ARN = /^arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):(root$|user\/|role\/|assumed-role\/([^/]+)\/)/;

/** A unique id in a document is what a deleted principal leaves: it exists no more. */
function exists(world: PolicyWorld, value: string): boolean {
	const [, account, kind, role] = ARN.exec(value) ?? [];
	if (account === undefined)
		return !/^A[A-Z0-9]{15,}$/.test(value) || world.principals.some((p) => p.uniqueId === value);
	if (!world.completeAccounts?.includes(account) || kind === 'root') return true;
	return role === undefined
		? findPrincipal(world, value) !== undefined
		: findRole(world, account, role) !== undefined;
}
