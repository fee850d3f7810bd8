/**
 * The public entry: decides a call, with or without its explanation, by the same code.
 * Models: the whole procedure: find the key; each permission the call needs; then what is refused after authorization.
 * Differs from AWS: see the files of the steps.
 */
import type { KmsErrorCode } from '$lib/domain/errors';
import { refuseAfterwards, type LaterRefusal } from './after';
import type { Call } from './call';
import type { Permission } from './context';
import { explainPermission, type PermissionExplanation } from './explain';
import { accessDeniedMessage, unnamedCiphertextMessage } from './message';
import { neededPermissions } from './permissions';
import { permit } from './permit';
import type { KeyRefusal } from './resolve-key';
import type { DecidedBy, ReasonCode, Verdict } from './verdict';
import type { PolicyWorld } from './world';

export type CallReason = ReasonCode | KeyRefusal['reason'] | LaterRefusal['reason'];

export interface CallDecision {
	readonly decision: 'allow' | 'deny';
	readonly decidedBy: DecidedBy;
	readonly reason: CallReason;
	/** A refusal's exception and message, as AWS words them. */
	readonly error?: KmsErrorCode;
	readonly message?: string;
	/** One a permission, up to the first refusal. Empty when no key was found. */
	readonly verdicts: readonly Verdict[];
}
export interface ExplainedDecision extends CallDecision {
	/** One a permission; all are explained, also after the first refusal. */
	readonly permissions: readonly PermissionExplanation[];
	/** What refused before or after authorization. */
	readonly refusal?: KeyRefusal | LaterRefusal;
}

/** Steps 0 to 9. Never throws for what a world or a call may hold. */
export const evaluate = (world: PolicyWorld, call: Call): CallDecision => decide(world, call, false).decision;

/** The same decision with everything that led to it. */
export function explain(world: PolicyWorld, call: Call): ExplainedDecision {
	const { decision, permissions, refusal } = decide(world, call, true);
	return { ...decision, permissions, ...(refusal && { refusal }) };
}

/** Steps 0 to 8 alone: what a policy page asks, whatever the key's state. */
export const authorize = (world: PolicyWorld, call: Call): CallDecision =>
	decide(world, call, false, { afterwards: false }).decision;

interface Decided {
	readonly decision: CallDecision;
	readonly permissions: readonly PermissionExplanation[];
	readonly refusal?: KeyRefusal | LaterRefusal;
}

function decide(
	world: PolicyWorld,
	call: Call,
	explaining: boolean,
	{ afterwards } = { afterwards: true }
): Decided {
	const needed = neededPermissions(world, call);
	if (!needed.ok) return { ...refused(needed.refusal, []), permissions: [] };
	const verdicts: Verdict[] = [];
	const permissions: PermissionExplanation[] = [];
	let denial: CallDecision | undefined;
	for (const permission of needed.permissions) {
		const weighing = permit(permission, explaining);
		const { verdict } = weighing;
		if (!denial) verdicts.push(verdict);
		if (explaining) permissions.push(explainPermission(permission, weighing));
		if (!verdict.allowed) denial ??= denied(permission, verdict, verdicts);
		if (denial && !explaining) break;
	}
	if (denial) return { decision: denial, permissions };
	const later = afterwards ? refuseAfterwards(needed.permissions) : undefined;
	if (later) return { ...refused(later, verdicts), permissions };
	const last = verdicts.at(-1);
	if (!last) throw new Error('a call needs at least one permission');
	return {
		decision: { decision: 'allow', decidedBy: last.decidedBy, reason: last.reason, verdicts },
		permissions
	};
}

function refused(
	refusal: KeyRefusal | LaterRefusal,
	verdicts: readonly Verdict[]
): Omit<Decided, 'permissions'> {
	const { decidedBy, reason, error, message } = refusal;
	return { decision: { decision: 'deny', decidedBy, reason, error, message, verdicts }, refusal };
}

function denied(permission: Permission, verdict: Verdict, verdicts: readonly Verdict[]): CallDecision {
	const { call, action, caller } = permission;
	const unnamed = call.keyRef === undefined && (action === 'kms:Decrypt' || action === 'kms:ReEncryptFrom');
	return {
		decision: 'deny',
		decidedBy: verdict.decidedBy,
		reason: verdict.reason,
		error: 'AccessDeniedException',
		message: unnamed
			? unnamedCiphertextMessage(caller.arn, action)
			: accessDeniedMessage(permission, verdict),
		verdicts
	};
}
