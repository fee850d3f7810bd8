/**
 * Grants that may allow a refused permission: a new one, a wider one, or the token of one not yet known everywhere.
 * Models: KMS Developer Guide, "Creating grants", "Using a grant token".
 * Differs from AWS: the grant offered lists one operation and, where the call has one, its encryption context.
 */
import { actionFacts } from '$lib/facts/kms-actions';
import { readCaller } from './caller';
import type { Situation } from './edits';
import type { PermissionExplanation } from './explain';
import { isGrantee } from './grants';
import type { SuggestionCandidate } from './suggest';
import type { Grant } from './world';

export function suggestByGrant(
	{ world, call }: Situation,
	permission: PermissionExplanation
): SuggestionCandidate[] {
	const key = world.keys.find(({ arn }) => arn === permission.resource);
	const facts = actionFacts(permission.action);
	if (!key || !facts?.traits.has('grant')) return [];
	const caller = readCaller(world, call.principal);
	const operation = facts.name;
	const change = (before: Grant, after: Grant, title: string): SuggestionCandidate => ({
		kind: 'change-grant',
		title,
		edit: { change: 'grant', keyArn: key.arn, before, after }
	});
	const own = key.grants.filter((grant) => isGrantee(grant, caller));
	const mended = own.flatMap((grant): SuggestionCandidate[] => {
		const { grantId } = grant;
		const made: SuggestionCandidate[] = [];
		if (!grant.operations.includes(operation))
			made.push(
				change(
					grant,
					{ ...grant, operations: [...grant.operations, operation] },
					`Replace grant ${grantId} by one that lists ${operation} too.`
				)
			);
		if (
			grant.constraints &&
			Object.keys(grant.constraints).length > 0 &&
			grant.operations.includes(operation)
		) {
			const { constraints: _, ...free } = grant;
			made.push(change(grant, free, `Replace grant ${grantId} by one without its constraint.`));
		}
		const asked = operation === 'CreateGrant' ? call.grant : undefined;
		const handed = asked?.operations.filter((name) => grant.operations.includes(name)) ?? [];
		if (asked && handed.length > 0 && handed.length < asked.operations.length)
			made.push({
				kind: 'ask-for-less',
				title: `Hand on only what grant ${grantId} lists: ${handed.join(', ')}.`,
				edit: {
					...{ change: 'call', field: 'grant', before: asked },
					after: { ...asked, operations: handed }
				}
			});
		if (asked && grant.constraints)
			made.push({
				kind: 'ask-for-less',
				title: `Put the new grant under the constraint of grant ${grantId}.`,
				edit: {
					...{ change: 'call', field: 'grant', before: asked },
					after: { ...asked, operations: handed, constraints: { ...asked.constraints, ...grant.constraints } }
				}
			});
		const token = grant.tokens?.[0];
		if (!grant.consistent && token !== undefined)
			made.push({
				kind: 'grant-token',
				title: `Send the grant token of grant ${grantId}, which is not yet known everywhere.`,
				edit: {
					change: 'call',
					field: 'grantTokens',
					before: call.grantTokens,
					after: [...(call.grantTokens ?? []), token]
				}
			});
		return made;
	});
	const possible = key.manager === 'CUSTOMER' && caller.kind !== 'unknown' && operation !== 'RetireGrant';
	return possible && own.length === 0 ? [...mended, newGrant()] : mended;

	function newGrant(): SuggestionCandidate {
		const pairs = call.encryptionContext;
		const service = caller.kind === 'service';
		const through = operation === 'CreateGrant' ? (call.grant?.operations ?? []) : [];
		const after: Grant = {
			grantId: 'suggested-grant',
			...(service ? { granteeServicePrincipal: caller.arn } : { granteePrincipal: caller.principalArn }),
			operations: [...new Set([operation, ...through])],
			...(pairs && operation !== 'CreateGrant' && { constraints: { EncryptionContextSubset: pairs } }),
			issuingAccount: key?.account ?? '',
			consistent: true
		};
		return {
			kind: 'grant',
			title: `Create a grant on the key that lets ${caller.principalArn} call ${operation}.`,
			edit: { change: 'grant', keyArn: permission.resource, after }
		};
	}
}
