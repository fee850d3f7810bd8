/**
 * Changes of policies that may allow a refused permission: a statement more, a Deny less, a condition less.
 * Models: KMS Developer Guide, "Changing a key policy"; IAM User Guide, "Policy evaluation logic".
 * Differs from AWS: the statement added is the narrowest: one caller, one action, one key.
 */
import type { PolicyKind, PolicySource } from './document';
import type { PolicyPlace, Situation } from './edits';
import type { GateNote, PermissionExplanation } from './explain';
import { readCaller, type Caller } from './caller';
import type { StatementNote } from './match-statement';
import type { StatementJson } from './statement-json';
import type { SuggestionCandidate } from './suggest';
import { GATE_KINDS } from './verdict';

/** Undefined for a gate that is no policy: the grants. */
export const kindOf = (gate: GateNote['gate']): PolicyKind | undefined =>
	(GATE_KINDS as Partial<Record<GateNote['gate'], PolicyKind>>)[gate];
export const KIND_WORDS: Readonly<Record<PolicyKind, string>> = {
	'key-policy': 'the key policy',
	'identity-policy': 'the identity policy',
	'permissions-boundary': 'the permissions boundary',
	'session-policy': 'the session policy',
	'service-control-policy': 'the service control policy',
	'resource-control-policy': 'the resource control policy',
	'vpc-endpoint-policy': 'the VPC endpoint policy'
};

export function suggestByPolicy(
	situation: Situation,
	permission: PermissionExplanation
): SuggestionCandidate[] {
	const caller = readCaller(situation.world, situation.call.principal);
	const managedByAws = situation.world.keys.some(
		(key) => key.arn === permission.resource && key.manager === 'AWS'
	);
	return permission.gates.flatMap((gate) => {
		const kind = kindOf(gate.gate);
		if (!kind || gate.outcome === 'not-in-play' || (kind === 'key-policy' && managedByAws)) return [];
		return [
			...additions(situation, permission, { gate, kind, caller }),
			...gate.levels.flatMap(({ target, policies }) =>
				policies.flatMap(({ policy: name, statements }) => {
					const place = placeOf(situation, permission, { kind, name, target });
					return place ? statements.flatMap((statement) => mendings(statement, place)) : [];
				})
			)
		];
	});
}

interface Where {
	readonly gate: GateNote;
	readonly kind: PolicyKind;
	readonly caller: Caller;
}

function additions(
	situation: Situation,
	permission: PermissionExplanation,
	{ gate, kind, caller }: Where
): SuggestionCandidate[] {
	if (gate.outcome === 'denies') return [];
	const statement = (extra: Partial<StatementJson>): StatementJson => ({
		Sid: `Allow${permission.action.slice('kms:'.length)}`,
		Effect: 'Allow',
		...extra,
		Action: permission.action,
		Resource: kind === 'key-policy' ? '*' : permission.resource
	});
	if (kind === 'key-policy') {
		const place = placeOf(situation, permission, { kind, name: 'default' });
		const principal = caller.kind === 'service' ? { Service: caller.arn } : { AWS: caller.principalArn };
		return place ? [addition(place, statement({ Principal: principal }), 'key-policy-statement')] : [];
	}
	if (gate.outcome === 'allows' || kind === 'resource-control-policy') return [];
	if (kind === 'identity-policy') {
		if (caller.kind === 'root' || caller.kind === 'service' || caller.kind === 'unknown') return [];
		return [
			addition({ kind, owner: caller.principalArn, name: 'AllowedHere' }, statement({}), 'identity-statement')
		];
	}
	const narrow = kind === 'vpc-endpoint-policy' ? statement({ Principal: '*' }) : statement({});
	return gate.levels.flatMap(({ target, policies }) => {
		const open = policies.some(({ statements }) =>
			statements.some((s) => s.effect === 'Allow' && s.outcome === 'applies')
		);
		const place = placeOf(situation, permission, {
			kind,
			name: policies[0]?.policy ?? 'AllowedHere',
			target
		});
		return open || !place ? [] : [addition(place, narrow, 'guard-rail-statement')];
	});
}

const addition = (
	place: PolicyPlace,
	statement: StatementJson,
	kind: SuggestionCandidate['kind']
): SuggestionCandidate => ({
	kind,
	title: `Add a statement to ${KIND_WORDS[place.kind]} of ${place.owner} that allows ${statement.Action as string}.`,
	edit: { ...place, edit: 'add-statement', statement }
});

/** A Deny that applies can go, or lose a condition's opposite; an Allow that misses by conditions can lose them. */
function mendings(note: StatementNote, place: PolicyPlace): SuggestionCandidate[] {
	const called = note.sid ? `“${note.sid}”` : `number ${note.index + 1}`;
	if (note.effect === 'Deny')
		return note.outcome === 'applies' || note.outcome === 'not-evaluable'
			? [
					{
						kind: 'remove-deny',
						title: `Remove the Deny statement ${called} from ${KIND_WORDS[place.kind]} of ${place.owner}.`,
						edit: { ...place, edit: 'remove-statement', index: note.index }
					}
				]
			: [];
	if (note.outcome !== 'condition-not-met' && note.outcome !== 'not-evaluable') return [];
	const clauses = note.conditions
		.filter(({ holds }) => holds !== 'true')
		.map(({ operator, key }) => ({ operator, key }));
	const keys = [...new Set(clauses.map(({ key }) => key))].join(' and ');
	return [
		{
			kind: 'loosen-condition',
			title: `Take the condition on ${keys} out of statement ${called} of ${KIND_WORDS[place.kind]} of ${place.owner}.`,
			edit: { ...place, edit: 'remove-clauses', index: note.index, clauses }
		}
	];
}

interface Named {
	readonly kind: PolicyKind;
	readonly name: string;
	readonly target?: string | undefined;
}

/** Where a document of this gate stands in the world; undefined when it is not there. */
export function placeOf(
	{ world, call }: Situation,
	{ resource }: Pick<PermissionExplanation, 'resource'>,
	{ kind, name, target }: Named
): PolicyPlace | undefined {
	const caller = readCaller(world, call.principal);
	const place = (owner: string, before: PolicySource | undefined): PolicyPlace | undefined =>
		before === undefined ? undefined : { kind, owner, name, before };
	switch (kind) {
		case 'key-policy':
			return place(resource, world.keys.find((key) => key.arn === resource)?.policy);
		case 'identity-policy':
			return place(
				caller.principalArn,
				caller.record?.identityPolicies.find((one) => one.name === name)?.policy
			);
		case 'permissions-boundary':
			return place(caller.principalArn, caller.record?.permissionsBoundary);
		case 'session-policy':
			return place(call.principal, call.sessionPolicy);
		case 'vpc-endpoint-policy':
			return place('the VPC endpoint', call.vpcEndpointPolicy);
		case 'service-control-policy':
		case 'resource-control-policy': {
			const account = kind === 'service-control-policy' ? caller.account : resource.split(':')[4];
			const member = world.organization?.accounts[account ?? ''];
			const levels = kind === 'service-control-policy' ? member?.scps : member?.rcps;
			const level = levels?.find((one) => one.target === target);
			return place(target ?? '', level?.policies.find((one) => one.name === name)?.policy);
		}
	}
}
