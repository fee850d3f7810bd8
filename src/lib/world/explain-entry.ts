/**
 * Why an entry was allowed or refused: each permission that was asked for, decided once more with everything that led
 * to it, in the state before the entry. The decision in the entry and this one are the same code's.
 */
import type { Entry, WorldState } from '$lib/domain/entry';
import type { AuthorizationRequest } from '$lib/domain/authorizer';
import type { AccountId, PrincipalArn, Region } from '$lib/domain/ids';
import type { ApiCall } from '$lib/domain/service';
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
	// An AWS managed key that appeared in the call was there when the call was decided, and so was a grant made in it.
	const appeared = entry.events.filter(
		(event) =>
			event.type === 'grant.put' ||
			event.type === 'alias.put' ||
			(event.type === 'key.created' && event.key.manager === 'AWS')
	);
	const isMade = appeared.some((event) => event.type !== 'alias.put');
	const world = policyWorldOf(isMade ? foldEvents(before, appeared) : before);
	const caller = entry.command.caller as PrincipalArn;
	return {
		permissions: steps.map((step) =>
			explainRequest(world, asPolicyRequest(requestOf(before, entry, step)), callerOf(entry, step) ?? caller)
		),
		situation: { world, call: callOf(before, entry, last) },
		refused: !last.decision.allowed
	};
}

/** The call within the entry that asked for this permission. */
const within = (entry: Entry, step: Authorized): ApiCall | undefined => {
	const index = entry.trace.indexOf(step);
	return entry.calls?.find(({ steps: [from, to] }) => index >= from && index < to);
};
const callerOf = (entry: Entry, step: Authorized): PrincipalArn | undefined => within(entry, step)?.caller;

const inputOf = (entry: Entry, step: Authorized): Readonly<Record<string, unknown>> =>
	(within(entry, step)?.input ?? (entry.command.type === 'kms' ? entry.command.input : {})) as Readonly<
		Record<string, unknown>
	>;

function contextOf(entry: Entry, step: Authorized): Readonly<Record<string, string>> | undefined {
	const { action } = step;
	const input = inputOf(entry, step);
	const found =
		entry.command.type === 'client.seal' && !within(entry, step)
			? entry.command.context
			: action === 'kms:ReEncryptFrom'
				? input.SourceEncryptionContext
				: action === 'kms:ReEncryptTo'
					? input.DestinationEncryptionContext
					: input.EncryptionContext;
	return found as Readonly<Record<string, string>> | undefined;
}

function requestOf(before: WorldState, entry: Entry, step: Authorized): AuthorizationRequest {
	const input = inputOf(entry, step);
	const context = contextOf(entry, step);
	const call = within(entry, step);
	const command = call ? { ...call } : entry.command;
	const keyRef = input.KeyId ?? input.TargetKeyId;
	return {
		action: step.action,
		account: command.account as AccountId,
		region: command.region as Region,
		...(step.keyArn && { keyArn: step.keyArn }),
		// A bucket or an object is named like an alias: no key is involved, IAM decides.
		...((step.aliasArn ?? step.resourceArn) !== undefined && {
			aliasArn: step.aliasArn ?? step.resourceArn ?? ''
		}),
		...(step.otherKeyArn && { otherKeyArn: step.otherKeyArn }),
		...(context && { encryptionContext: context }),
		...(typeof keyRef === 'string' && { keyRef }),
		...(typeof command.viaService === 'string' && { viaService: command.viaService }),
		...(typeof command.sessionPolicy === 'string' && { sessionPolicy: command.sessionPolicy }),
		...(typeof command.vpcEndpointPolicy === 'string' && { vpcEndpointPolicy: command.vpcEndpointPolicy }),
		...(typeof command.sourceArn === 'string' && {
			context: { 'aws:SourceArn': command.sourceArn, 'aws:SourceAccount': command.account as string }
		}),
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
		principal: callerOf(entry, step) ?? (entry.command.caller as string),
		...(keyArn && { keyRef: keyArn }),
		...(otherKeyArn && { otherKeyRef: otherKeyArn }),
		...(step.aliasArn !== undefined &&
			aliasArn !== undefined && { aliasName: aliasArn.slice(aliasArn.indexOf('alias/')) })
	};
}
