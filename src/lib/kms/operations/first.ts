/** The operations that every world begins with, and the constraints on their inputs: a page starts without the others. */
import type { OperationName } from '$lib/domain/operations';
import { FIRST_CONSTRAINTS, type Constraint } from '$lib/facts/first-constraints';
import type { Operation } from '.';
import { createAlias } from './create-alias';
import { createKey } from './create-key';
import { generateDataKey } from './generate-data-key';

export interface Built {
	readonly run: Operation<OperationName>;
	/** By member of the input. */
	readonly constraints: Readonly<Record<string, Constraint>>;
}

const FIRST = {
	CreateKey: createKey,
	CreateAlias: createAlias,
	GenerateDataKey: generateDataKey
} satisfies { readonly [O in keyof typeof FIRST_CONSTRAINTS]: Operation<O> };

/** Undefined for a name that KMS does not have. All but the first are fetched when they are first called. */
export async function operationNamed(name: OperationName): Promise<Built | undefined> {
	// Each function takes the input of its own name, which is how it was found.
	if (Object.hasOwn(FIRST, name)) {
		const first = name as keyof typeof FIRST;
		return { run: FIRST[first] as Operation<OperationName>, constraints: FIRST_CONSTRAINTS[first] };
	}
	const known = built.get(name);
	if (known) return known;
	const [{ OPERATIONS }, { CONSTRAINTS }] = await Promise.all([
		import('.'),
		import('$lib/facts/constraints')
	]);
	if (!Object.hasOwn(OPERATIONS, name)) return undefined;
	const run = (await OPERATIONS[name]()) as Operation<OperationName>;
	const one = { run, constraints: CONSTRAINTS[name] };
	built.set(name, one);
	return one;
}
const built = new Map<OperationName, Built>();
