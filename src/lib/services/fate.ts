/**
 * What becomes of a thing that a service keeps when its KMS key can no longer be used: asked before the deed, answered
 * from what the service keeps, without doing anything.
 */
import type { Json, WorldState } from '$lib/domain/entry';
import type { KeyArn } from '$lib/domain/ids';
import type { ResourceRecord } from '$lib/domain/service';

/** How a key is lost to those who use it. */
export type Loss = 'disabled' | 'pending-deletion' | 'deleted' | 'material-gone' | 'denied';

export interface Fate {
	/** `later`: something goes on without KMS for a while. */
	readonly ends: 'now' | 'later';
	/** World time, where it is known when. */
	readonly until?: number;
	/** What goes on meanwhile, in words; with `later`. */
	readonly still?: string;
	/** What does not work any more, in words. */
	readonly then: string;
	/** What a person sees of it: an error, or a state. */
	readonly shows?: string;
}

export interface Losing {
	readonly state: WorldState;
	readonly keyArn: KeyArn;
	readonly loss: Loss;
}

/** Prepared once for a key, then asked for each thing. Undefined: nothing a person would miss. */
export type FateOf = (losing: Losing) => (resource: ResourceRecord) => Fate | undefined;

export interface WhenKeyDies {
	readonly fateOf: FateOf;
	/** Things without a sealed data key that name the key for what is still to come. */
	readonly names?: (losing: Losing) => (resource: ResourceRecord) => boolean;
}

/** Whether the service still has a data key of the thing in memory. */
export const holdsKey = ({ memory }: ResourceRecord, { time }: Pick<WorldState, 'time'>): boolean =>
	memory !== undefined && (memory.until === undefined || time < memory.until);

/** A member of its body that is text; empty when it is not. */
export function textIn({ body }: ResourceRecord, member: string): string {
	const value = body[member];
	return typeof value === 'string' ? value : '';
}

/** Until when: present where the memory ends by itself. */
export const heldUntil = ({ memory }: ResourceRecord): { readonly until?: number } =>
	memory?.until === undefined ? {} : { until: memory.until };

/** Whether an id, an ARN or an alias, as a service keeps it, means the key that is lost. */
export function isNamed(ref: Json | undefined, { state, keyArn }: Losing): boolean {
	if (typeof ref !== 'string') return false;
	if (ref === keyArn || keyArn.endsWith(`/${ref}`)) return true;
	return [...state.aliases.values()].some(
		(alias) => alias.targetArn === keyArn && (alias.name === ref || alias.arn === ref)
	);
}

type Words = Readonly<Record<Loss, string>>;

/** The services' names for it: `KMSDisabledException`, `KmsDisabled`, `KMS.DisabledException`. */
export const errorsLike = (prefix: string, suffix = ''): Words => ({
	disabled: `${prefix}Disabled${suffix}`,
	'pending-deletion': `${prefix}InvalidState${suffix}`,
	deleted: `${prefix}NotFound${suffix}`,
	'material-gone': `${prefix}InvalidState${suffix}`,
	denied: `${prefix}AccessDenied${suffix}`
});

/** What KMS itself answers. */
export const KMS_ERRORS: Words = {
	disabled: 'DisabledException',
	'pending-deletion': 'KMSInvalidStateException',
	deleted: 'AccessDeniedException',
	'material-gone': 'KMSInvalidStateException',
	denied: 'AccessDeniedException'
};
