/**
 * Why an entry was allowed or refused: each permission that was asked for, decided once more with everything that led
 * to it, in the state before the entry. The decision in the entry and this one are the same code's.
 */
import type { Entry, WorldState } from '$lib/domain/entry';
import type { AuthorizationRequest } from '$lib/domain/authorizer';
import type { AccountId, PrincipalArn, Region } from '$lib/domain/ids';
import type { TraceStep } from '$lib/domain/trace';
import type { Call } from '$lib/policy/call';
import type { Situation } from '$lib/policy/edits';
import type { PermissionExplanation } from '$lib/policy/explain';
import { explainRequest } from '$lib/policy/policy-authorizer';
import { asPolicyRequest } from './by-policies';
import { foldEvents } from './state';
import { policyWorldOf } from './policy-world';

type Authorized = Extract<TraceStep, { kind: 'authorize' }>;

export interface ExplainedEntry {
	readonly permissions: readonly PermissionExplanation[];
	/** The world and the call, for "what would allow this": of the permission that was refused, or of the last. */
	readonly situation: Situation;
	readonly refused: boolean;
}

/** Undefined for an entry in which no permission was asked for. */
export function explainEntry(before: WorldState, entry: Entry): ExplainedEntry | undefined {
	const steps = entry.trace.filter((step): step is Authorized => step.kind === 'authorize');
	const last = steps.find((step) => !step.decision.allowed) ?? steps.at(-1);
	if (!last) return undefined;
	// An AWS managed key that appeared in the call was there when the call was decided.
	const appeared = entry.events.filter(
		(event) => event.type === 'key.created' && event.key.manager === 'AWS'
	);
	const world = policyWorldOf(appeared.length > 0 ? foldEvents(before, entry.events) : before);
	const caller = entry.command.caller as PrincipalArn;
	return {
		permissions: steps.map((step) =>
			explainRequest(world, asPolicyRequest(requestOf(before, entry, step)), caller)
		),
		situation: { world, call: callOf(before, entry, last) },
		refused: !last.decision.allowed
	};
}

const inputOf = ({ command }: Entry): Readonly<Record<string, unknown>> =>
	(command.type === 'kms' ? command.input : {}) as Readonly<Record<string, unknown>>;

function contextOf(entry: Entry, action: string): Readonly<Record<string, string>> | undefined {
	const input = inputOf(entry);
	const found =
		entry.command.type === 'client.seal'
			? entry.command.context
			: action === 'kms:ReEncryptFrom'
				? input.SourceEncryptionContext
				: action === 'kms:ReEncryptTo'
					? input.DestinationEncryptionContext
					: input.EncryptionContext;
	return found as Readonly<Record<string, string>> | undefined;
}

function requestOf(before: WorldState, entry: Entry, step: Authorized): AuthorizationRequest {
	const { command } = entry;
	const input = inputOf(entry);
	const context = contextOf(entry, step.action);
	const keyRef = input.KeyId ?? input.TargetKeyId;
	return {
		action: step.action,
		account: command.account as AccountId,
		region: command.region as Region,
		...(step.keyArn && { keyArn: step.keyArn }),
		...(step.aliasArn !== undefined && { aliasArn: step.aliasArn }),
		...(step.otherKeyArn && { otherKeyArn: step.otherKeyArn }),
		...(context && { encryptionContext: context }),
		...(typeof keyRef === 'string' && { keyRef }),
		...(typeof command.viaService === 'string' && { viaService: command.viaService }),
		...(Array.isArray(input.GrantTokens) && { grantTokens: input.GrantTokens as readonly string[] }),
		...(typeof input.GrantId === 'string' && { grantId: input.GrantId }),
		parameters: input,
		time: before.time
	};
}

/** The call as "what would allow this" changes it. */
function callOf(before: WorldState, entry: Entry, step: Authorized): Call {
	const {
		account: _,
		keyArn,
		aliasArn,
		otherKeyArn,
		...request
	} = asPolicyRequest(requestOf(before, entry, step));
	return {
		...request,
		principal: entry.command.caller as string,
		...(keyArn && { keyRef: keyArn }),
		...(otherKeyArn && { otherKeyRef: otherKeyArn }),
		...(aliasArn !== undefined && { aliasName: aliasArn.slice(aliasArn.indexOf('alias/')) })
	};
}
