/**
 * What becomes of a thing that a service keeps when its KMS key can no longer be used: asked before the deed, answered
 * from what the service keeps, without doing anything. A property test does each deed and tries each thing.
 */
import type { EncryptionContext } from '$lib/domain/encryption-context';
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
	/** With `later`: the principals it goes on for; absent: for all. */
	readonly only?: readonly string[];
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

/** Who asks KMS, where it is not whoever uses the thing, through its service. */
export interface Asker {
	readonly principal: string;
	/** Of a grant that it was given. */
	readonly tokens?: readonly string[];
	/** For which resource, when it asks in its own name. */
	readonly sourceArn?: string;
	readonly viaService?: string;
	/** The use itself gives it a grant: only a denial stops it. */
	readonly granted?: true;
}
/** One permission on the key. */
export interface Ask {
	readonly action: `kms:${string}`;
	readonly context?: EncryptionContext;
	/** CreateGrant: for which operations; with the context as constraint. */
	readonly operations?: readonly string[];
	readonly by?: Asker;
}
/** The next use of a thing for which KMS is asked. */
export interface Use {
	/** Each is enough; of one, every ask must be granted. */
	readonly ways: readonly (readonly Ask[])[];
	/** What the service itself asks of whoever uses it. Absent: nothing, or nobody in particular uses it. */
	readonly permission?: {
		readonly action: string;
		readonly resourceArn: string;
		/** Absent: the account of whoever uses it. */
		readonly owner?: string;
		readonly policy?: string | undefined;
	};
	/** The accounts it is open to; absent: whomever the permission lets in. */
	readonly accounts?: readonly string[];
	/** Not through the service, but with KMS itself. */
	readonly direct?: true;
}

/** Prepared once for a key, then asked for each thing. Undefined: nothing a person would miss. */
export type FateOf = (losing: Losing) => (resource: ResourceRecord) => Fate | undefined;

export interface WhenKeyDies {
	readonly fateOf: FateOf;
	/** Of a thing that has a fate. */
	readonly use: (state: WorldState) => (resource: ResourceRecord) => Use;
	/** Things without a sealed data key that name the key for what is still to come. */
	readonly names?: (losing: Losing) => (resource: ResourceRecord) => boolean;
}

/** One way, of permissions that whoever uses the thing needs all. */
export const asUser = (context: EncryptionContext | undefined, ...actions: readonly Ask['action'][]) =>
	actions.map((action): Ask => ({ action, ...(context && { context }) }));
export const contextOf = ({ sealed }: Pick<ResourceRecord, 'sealed'>): EncryptionContext | undefined =>
	sealed[0]?.context;

/** Whether the service still has a data key of the thing in memory. */
export const holdsKey = ({ memory }: ResourceRecord, { time }: Pick<WorldState, 'time'>): boolean =>
	memory !== undefined && (memory.until === undefined || time < memory.until);

/** A member of its body that is text; empty when it is not. */
export function textIn({ body }: Pick<ResourceRecord, 'body'>, member: string): string {
	const value = body[member];
	return typeof value === 'string' ? value : '';
}

/** Until when: present where the memory ends by itself. */
export const heldUntil = ({ memory }: ResourceRecord): { readonly until?: number } =>
	memory?.until === undefined ? {} : { until: memory.until };

/** It goes on for those whose data key is in memory, as long as the last of them. */
export function whileHeld(
	held: readonly ResourceRecord[]
): Pick<Fate, 'until' | 'only'> & { readonly whom: string } {
	const only = [...new Set(held.map((one) => textIn(one, 'requester')))];
	const untils = held.flatMap(({ memory }) => memory?.until ?? []);
	return {
		only,
		...(untils.length > 0 && { until: Math.max(...untils) }),
		whom: only.map((arn) => arn.split('/').at(-1)).join(', ')
	};
}

/** The key that an id, an ARN or an alias means where the thing is; undefined: none that there is. */
export function keyNamed(
	{ keys, aliases }: WorldState,
	{ account, region }: Pick<ResourceRecord, 'account' | 'region'>,
	ref: Json | undefined
): KeyArn | undefined {
	if (typeof ref !== 'string') return undefined;
	const own = `arn:aws:kms:${region}:${account}:`;
	const arn = ref.startsWith('arn:') ? ref : `${own}${ref.startsWith('alias/') ? '' : 'key/'}${ref}`;
	return aliases.get(arn as never)?.targetArn ?? keys.get(arn as never)?.arn;
}
/** Whether an id, an ARN or an alias, as a service keeps it with a thing, means the key that is lost. */
export const isNamed = (
	ref: Json | undefined,
	at: Pick<ResourceRecord, 'account' | 'region'>,
	{ state, keyArn }: Losing
): boolean => ref === keyArn || keyNamed(state, at, ref) === keyArn;

type Words = Readonly<Record<Loss, string>>;

/**
 * The services' names for it: `KMSDisabledException`, `KmsDisabled`. `sealing`: the request names the key, and one that
 * is gone is not found; with a ciphertext alone, access to it is denied.
 */
export const errorsLike = (prefix: string, suffix = '', { sealing = false } = {}): Words => ({
	disabled: `${prefix}Disabled${suffix}`,
	'pending-deletion': `${prefix}InvalidState${suffix}`,
	deleted: `${prefix}${sealing ? 'NotFound' : 'AccessDenied'}${suffix}`,
	'material-gone': `${prefix}InvalidState${suffix}`,
	denied: `${prefix}AccessDenied${suffix}`
});

/** What KMS itself answers: to a ciphertext alone, and to whoever names the key, as the Encryption SDK does. */
export const KMS_ERRORS: Words = {
	disabled: 'DisabledException',
	'pending-deletion': 'KMSInvalidStateException',
	deleted: 'AccessDeniedException',
	'material-gone': 'KMSInvalidStateException',
	denied: 'AccessDeniedException'
};
export const KMS_ERRORS_NAMED: Words = { ...KMS_ERRORS, deleted: 'NotFoundException' };
