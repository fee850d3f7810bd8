/**
 * What would break an allow: the smallest changes that turn it into a refusal, each proven on the changed world.
 * Models: KMS Developer Guide, "Changing a key policy" (statements that users depend on), "Retiring and revoking grants".
 * Differs from AWS: an explicit Deny would break any allow; one is shown, for the key policy or the caller.
 */
import { readCaller } from './caller';
import type { Call } from './call';
import type { Situation } from './edits';
import { explain, type ExplainedDecision } from './evaluate';
import type { PermissionExplanation } from './explain';
import { findFlips, type Candidate, type Flip } from './flips';
import { KIND_WORDS, kindOf, placeOf } from './suggest-policy';

export type BreakerKind = 'remove-statement' | 'revoke-grant' | 'change-call' | 'disable-key' | 'add-deny';
export type Breaker = Flip<BreakerKind>;
type BreakerCandidate = Candidate<BreakerKind>;

/** Two statements may each suffice: then only both together are load-bearing. */
const MOST_TOGETHER = 2;

/** Smallest first. Empty when the call is refused already. */
export function breakersOf({ world, call }: Situation): Breaker[] {
	const allowed = explain(world, call);
	if (allowed.decision === 'deny') return [];
	const candidates = allowed.permissions.flatMap((permission) => [
		...removals({ world, call }, permission),
		...revocations({ world, call }, permission)
	]);
	return [
		...findFlips({ world, call }, [...candidates, ...otherCalls(call)], 'deny', MOST_TOGETHER),
		...findFlips(
			{ world, call },
			[...disabling({ world, call }, allowed), ...denials({ world, call }, allowed)],
			'deny',
			1
		)
	];
}

/** Every Allow statement that applies. */
function removals(situation: Situation, permission: PermissionExplanation): BreakerCandidate[] {
	return permission.gates.flatMap(({ gate, levels }) =>
		levels.flatMap(({ target, policies }) =>
			policies.flatMap(({ policy: name, statements }) =>
				statements
					.filter(({ effect, outcome }) => effect === 'Allow' && outcome === 'applies')
					.flatMap(({ index, sid }): BreakerCandidate[] => {
						const kind = kindOf(gate);
						const place = kind && placeOf(situation, permission, { kind, name, target });
						if (!place) return [];
						const called = sid ? `“${sid}”` : `number ${index + 1}`;
						const title = `Remove statement ${called} from ${KIND_WORDS[place.kind]} of ${place.owner}.`;
						return [{ kind: 'remove-statement', title, edit: { ...place, edit: 'remove-statement', index } }];
					})
			)
		)
	);
}

function revocations({ world }: Situation, { gates, resource }: PermissionExplanation): BreakerCandidate[] {
	const key = world.keys.find(({ arn }) => arn === resource);
	const fitting = gates.flatMap(({ grants }) =>
		grants.filter(({ fits }) => fits).map(({ grantId }) => grantId)
	);
	return (key?.grants ?? [])
		.filter(({ grantId }) => fitting.includes(grantId))
		.map((before) => ({
			kind: 'revoke-grant',
			title: `Revoke grant ${before.grantId}.`,
			edit: { change: 'grant', keyArn: resource, before }
		}));
}

/** What the call carries with it, left out one at a time. */
function otherCalls(call: Call): BreakerCandidate[] {
	const fields = ['encryptionContext', 'viaService', 'grantTokens', 'context', 'parameters'] as const;
	return fields
		.filter((field) => call[field] !== undefined)
		.map((field) => ({
			kind: 'change-call',
			title: `Make the call without its ${WORDS[field]}.`,
			edit: { change: 'call', field, before: call[field], after: undefined }
		}));
}
const WORDS = {
	encryptionContext: 'encryption context',
	viaService: 'service in between',
	grantTokens: 'grant tokens',
	context: 'further condition keys',
	parameters: 'parameters'
} as const;

const usedKeys = ({ world }: Situation, { permissions }: ExplainedDecision) =>
	world.keys.filter(({ arn }) => permissions.some(({ resource }) => resource === arn));

const disabling = (situation: Situation, allowed: ExplainedDecision): BreakerCandidate[] =>
	usedKeys(situation, allowed)
		.filter(({ state }) => state === 'Enabled')
		.map(({ arn, state }) => ({
			kind: 'disable-key',
			title: `Disable the key ${arn}.`,
			edit: { change: 'key-state', keyArn: arn, before: state, after: 'Disabled' }
		}));

function denials(situation: Situation, allowed: ExplainedDecision): BreakerCandidate[] {
	const { world, call } = situation;
	const { principalArn } = readCaller(world, call.principal);
	const principal = principalArn.startsWith('arn:') ? { AWS: principalArn } : { Service: principalArn };
	return usedKeys(situation, allowed)
		.filter(({ manager }) => manager === 'CUSTOMER')
		.flatMap(({ arn, policy }) =>
			allowed.permissions
				.filter(({ resource }) => resource === arn)
				.map(({ action }) => ({
					kind: 'add-deny' as const,
					title: `Add a statement to the key policy that denies ${action} to ${principalArn}.`,
					edit: {
						...{ edit: 'add-statement', kind: 'key-policy', owner: arn, name: 'default', before: policy },
						statement: { Effect: 'Deny', Principal: principal, Action: action, Resource: '*' }
					} as const
				}))
		);
}
