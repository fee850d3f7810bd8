/**
 * Other calls that would be allowed: another principal, Region, key reference, encryption context or way in.
 * Models: KMS Developer Guide, "Troubleshooting key access"; "Encryption context"; "kms:ViaService".
 * Differs from AWS: nothing known.
 */
import type { Call } from './call';
import { accountRoot } from './caller';
import type { Situation } from './edits';
import { evaluate, type ExplainedDecision } from './evaluate';
import type { ClauseNote } from './match-condition';
import type { SuggestionCandidate, SuggestionKind } from './suggest';

export function suggestByCall({ world, call }: Situation, refused: ExplainedDecision): SuggestionCandidate[] {
	const instead = (
		field: keyof Call,
		after: unknown,
		kind: SuggestionKind,
		title: string
	): SuggestionCandidate => ({
		...{ kind, title },
		edit: { change: 'call', field, before: call[field], after }
	});
	const key = world.keys.find(
		({ arn, aliases }) =>
			arn === call.keyRef || aliases.some((name) => call.keyRef === name || call.keyRef?.endsWith(`:${name}`))
	);
	const made: SuggestionCandidate[] = [];
	switch (refused.decidedBy) {
		case 'region': {
			const region = key?.region ?? world.keys.find(({ keyId }) => keyId === call.keyRef)?.region;
			if (region)
				made.push(
					instead('region', region, 'another-region', `Call the endpoint of ${region}, where the key is.`)
				);
			break;
		}
		case 'keyRef':
			if (key) made.push(instead('keyRef', key.arn, 'key-reference', `Name the key by its ARN, ${key.arn}.`));
			break;
		case 'keyState':
			if (key && key.state === 'Disabled') {
				const edit = { change: 'key-state', keyArn: key.arn, before: key.state, after: 'Enabled' } as const;
				made.push({ kind: 'key-state', title: `Enable the key ${key.arn}.`, edit });
			}
			break;
		case 'ciphertext': {
			const pairs = call.ciphertext?.encryptionContext;
			made.push(
				instead(
					'encryptionContext',
					pairs,
					'encryption-context',
					'Send the encryption context of the encryption.'
				)
			);
			if (call.ciphertext && call.ciphertext.encryptedUnder !== key?.arn)
				made.push(
					instead(
						'keyRef',
						call.ciphertext.encryptedUnder,
						'key-reference',
						'Name the key of the ciphertext.'
					)
				);
			break;
		}
		case 'lockoutCheck':
			made.push(
				instead(
					'bypassPolicyLockoutSafetyCheck',
					true,
					'bypass-lockout-check',
					'Bypass the lockout safety check, at the risk of a key that nobody can manage.'
				)
			);
			break;
		default:
			made.push(...byConditions(call, refused, instead), ...otherPrincipals({ world, call }, instead));
	}
	return made;
}

type Instead = (
	field: keyof Call,
	after: unknown,
	kind: SuggestionKind,
	title: string
) => SuggestionCandidate;

/** What the clauses that failed expected: pairs of the encryption context, a service. */
function byConditions(call: Call, refused: ExplainedDecision, instead: Instead): SuggestionCandidate[] {
	const failed = refused.permissions.flatMap(({ gates }) =>
		gates.flatMap(({ levels }) =>
			levels.flatMap(({ policies }) =>
				policies.flatMap(({ statements }) =>
					statements.flatMap(({ outcome, effect, conditions }) =>
						(outcome === 'condition-not-met' && effect === 'Allow') ||
						(outcome === 'applies' && effect === 'Deny')
							? conditions.filter(({ holds }) => (holds === 'false') === (effect === 'Allow'))
							: []
					)
				)
			)
		)
	);
	const contexts = failed.flatMap((clause) => pairOf(clause));
	const services = failed
		.filter(({ key }) => key.toLowerCase() === 'kms:viaservice')
		.flatMap(({ expected }) => expected);
	const all = Object.fromEntries(contexts);
	return [
		...(contexts.length > 0
			? [
					instead(
						'encryptionContext',
						{ ...withoutNames(call.encryptionContext ?? {}, Object.keys(all)), ...all },
						'encryption-context',
						`Send the encryption context ${JSON.stringify(all)}.`
					)
				]
			: []),
		...[...new Set(services)]
			.filter((service) => !/[*?]/.test(service))
			.map((service) =>
				instead('viaService', service, 'via-service', `Let ${service} make the call for the caller.`)
			)
	];
}

const PAIR = 'kms:encryptioncontext:';
function pairOf({ key, expected }: ClauseNote): (readonly [name: string, value: string])[] {
	const [value] = expected;
	return key.toLowerCase().startsWith(PAIR) && value !== undefined ? [[key.slice(PAIR.length), value]] : [];
}
function withoutNames(
	pairs: Readonly<Record<string, string>>,
	names: readonly string[]
): Record<string, string> {
	const lower = new Set(names.map((name) => name.toLowerCase()));
	return Object.fromEntries(Object.entries(pairs).filter(([name]) => !lower.has(name.toLowerCase())));
}

/** At most this many are offered. */
const PRINCIPALS_OFFERED = 3;

function otherPrincipals({ world, call }: Situation, instead: Instead): SuggestionCandidate[] {
	const mayCall = (arn: string): boolean =>
		arn !== call.principal && evaluate(world, { ...call, principal: arn }).decision === 'allow';
	const found = world.principals.map(({ arn }) => arn).filter(mayCall);
	const owner = call.keyRef?.split(':')[4];
	const roots = found.length === 0 && owner !== undefined ? [accountRoot(owner)].filter(mayCall) : [];
	return [...found, ...roots]
		.slice(0, PRINCIPALS_OFFERED)
		.map((arn) => instead('principal', arn, 'another-principal', `Make the call as ${arn}.`));
}
