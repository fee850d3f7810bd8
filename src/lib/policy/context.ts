/**
 * The request context: the value of every condition key in one request for one permission.
 * Models: KMS Developer Guide, "AWS KMS condition keys"; IAM User Guide, "Global condition context keys".
 * Differs from AWS: keys the world cannot know (aws:SourceIp …) are absent unless the call gives them.
 */
import { conditionKeyFacts, type ConditionKeyFacts } from '$lib/facts/condition-keys';
import type { Call, ContextValue } from './call';
import type { Caller } from './caller';
import { readByPrefix, VALUES } from './context-values';
import type { PolicyKey, PolicyWorld } from './world';

export interface Permission {
	readonly world: PolicyWorld;
	readonly caller: Caller;
	readonly call: Call;
	/** `kms:ReEncryptFrom` */
	readonly action: string;
	/** The key it is asked for; absent for operations without one, and for permissions on an alias. */
	readonly key?: PolicyKey;
	/** Key ARN, alias ARN or `*`. */
	readonly resource: string;
	/** A permission on an alias, or on a key that is yet to be made: IAM alone decides. */
	readonly withoutKey?: true;
	/** ReEncrypt: the key on the other side. */
	readonly otherKey?: PolicyKey;
	/** The pairs this permission is about: ReEncryptTo has its own. */
	readonly encryptionContext?: Readonly<Record<string, string>>;
}

export interface Reading {
	/** False when nothing is known of this key: it is neither a KMS nor a global key, and the call does not give it. */
	readonly known: boolean;
	/** Undefined when the request does not carry the key. An empty list counts as absent. */
	readonly values?: readonly string[];
}

export interface RequestContext {
	/** Names are not case-sensitive. `identitySide` is false in key policies, RCPs and VPC endpoint policies. */
	readonly read: (key: string, identitySide: boolean) => Reading;
	/** The single value of a key, for policy variables. */
	readonly single: (key: string) => string | undefined;
}

const UNKNOWN: Reading = { known: false };
const ABSENT: Reading = { known: true };
const operationOf = (action: string): string => action.slice(action.indexOf(':') + 1).toLowerCase();

function sends(facts: ConditionKeyFacts, { action, key }: Permission): boolean {
	if (facts.operations === 'all') return true;
	if (facts.operations === 'key') return key !== undefined;
	const operation = operationOf(action);
	return facts.operations.some((name) => name.toLowerCase() === operation);
}

export function asValues(value: ContextValue | undefined | null): readonly string[] | undefined {
	if (value === undefined || value === null) return undefined;
	return typeof value === 'object' ? value : [String(value)];
}

function readFresh(permission: Permission, given: ReadonlyMap<string, ContextValue>, lower: string): Reading {
	const own = given.get(lower);
	if (own !== undefined) return reading(asValues(own));
	const facts = conditionKeyFacts(lower);
	if (!facts) return UNKNOWN;
	if (!sends(facts, permission)) return ABSENT;
	const values = facts.prefix
		? readByPrefix(facts.key, lower.slice(facts.key.length), permission)
		: VALUES[facts.key]?.(permission);
	return reading(asValues(values));
}

const reading = (values: readonly string[] | undefined): Reading =>
	values && values.length > 0 ? { known: true, values } : ABSENT;

const IDENTITY_ONLY = 'kms:resourcealiases';

/** Values are worked out when a statement first asks, and kept for the rest of this decision. */
export function createContext(permission: Permission): RequestContext {
	const cache = new Map<string, Reading>();
	const { context } = permission.call;
	const given = new Map(
		context ? Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]) : []
	);
	const read: RequestContext['read'] = (key, identitySide) => {
		const lower = key.toLowerCase();
		if (lower === IDENTITY_ONLY && !identitySide) return ABSENT;
		let found = cache.get(lower);
		if (!found) cache.set(lower, (found = readFresh(permission, given, lower)));
		return found;
	};
	return {
		read,
		single: (key) => {
			const { values } = read(key, true);
			return values?.length === 1 ? values[0] : undefined;
		}
	};
}
