/** A request of a service as a form: its members, how each is filled in, and how they become the request. */
import type { WorldState } from '$lib/domain/entry';
import type { ResourceRecord, ServiceName } from '$lib/domain/service';

interface Common {
	/** The member of the request. */
	readonly name: string;
	readonly label: string;
	/** Filled in at first. */
	readonly value?: string;
	/** May stay empty, and is left out then. */
	readonly optional?: true;
}
export type Field =
	| (Common & { readonly kind: 'text' | 'long' | 'number' | 'policy' })
	| (Common & {
			readonly kind: 'choice';
			readonly options: readonly (readonly [value: string, label: string])[];
	  })
	/** A KMS key of this Region. `own` is what the empty choice means; `managed` the AWS managed key's alias. */
	| (Common & { readonly kind: 'key'; readonly own?: string; readonly managed?: string })
	/** Something that the service, or the one of `of`, keeps: by name; with `by: 'arn'` of other accounts as well. */
	| (Common & {
			readonly kind: 'resource';
			readonly type: string;
			readonly by?: 'arn';
			readonly of?: ServiceName;
			/** By another id of its own. */
			readonly id?: (one: ResourceRecord) => string;
	  })
	/** A role of the account that acts, by ARN; `first` is the one that stands on top. */
	| (Common & { readonly kind: 'role'; readonly first: string });

export type Values = Readonly<Record<string, string>>;
export type Request = Readonly<Record<string, unknown>>;

export interface Form {
	readonly operation: string;
	/** What it does, in a sentence or two. */
	readonly says: string;
	readonly fields: readonly Field[];
	/** Members that are no text: a list, a map. What is returned stands beside the other fields. */
	readonly make?: (values: Values) => Request;
	/** A service principal that may be the one who asks instead. */
	readonly asAlso?: readonly (readonly [principal: string, label: string])[];
}

/** All that a service's panel in the lab differs in from the others'. */
export interface RequestPanel {
	readonly service: ServiceName;
	/** What there is to see, in a sentence or two. */
	readonly about: string;
	/** Types of things, in the order shown, and what each is called. */
	readonly types: Readonly<Record<string, string>>;
	readonly forms: readonly Form[];
}

/** @throws Error with one sentence that says what was expected. */
export function requestOf(form: Form, values: Values): Request {
	const made = form.make?.(values) ?? {};
	const plain = form.fields.flatMap(
		({ name, kind, optional, label }): (readonly [string, string | number])[] => {
			const value = values[name] ?? '';
			// A field that only `make` reads.
			if (name.startsWith('_')) return [];
			if (value === '' && (optional || kind === 'key')) return [];
			if (value === '') throw new Error(`${label}: expected something to be filled in`);
			if (kind !== 'number') return [[name, value]];
			if (!/^\d+$/.test(value)) throw new Error(`${label}: expected a whole number, got "${value}"`);
			return [[name, Number(value)]];
		}
	);
	return { ...Object.fromEntries(plain), ...made };
}
export const resourcesOf = (state: WorldState, service: ServiceName) =>
	[...state.resources.values()].filter((one) => one.service === service);
