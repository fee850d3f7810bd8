/** The key-state table as the engine answers it: every operation on a key, in every state, for every kind of key. */
import type { OperationName } from '$lib/domain/operations';
import { KEY_STATES, KEY_STATE_TABLE } from '$lib/facts/key-states';
import { cannotBe, KEY_KINDS, type KeyKindId, type MadeKey } from './key-kinds';
import type { Answer } from './probe';
import { requestOn } from './requests';
import { kindOf, type Stage } from './stage';

/** Operations on one key, in the order of the alphabet. */
export const STATE_OPERATIONS = (Object.keys(KEY_STATE_TABLE) as OperationName[]).sort();

/** `ok`, the exception, or undefined where no call can bring such a key into the state. */
export type Measured = 'ok' | (string & {}) | undefined;

export interface MeasuredKind {
	readonly id: string;
	readonly name: string;
	/** In the order of KEY_STATES: why such a key cannot be so. */
	readonly never: readonly (string | undefined)[];
	/** By operation, in the order of KEY_STATES. */
	readonly rows: Readonly<Record<string, readonly Measured[]>>;
}

/** The answer of one operation on a key that stands in its state. */
export const askOn = (key: MadeKey, operation: OperationName): Promise<Answer> =>
	key.probe.asks(operation, requestOn(operation, key), { region: key.region });

export async function measureKind(stage: Stage, id: KeyKindId): Promise<MeasuredKind> {
	const kind = kindOf(id);
	const rows: Record<string, Measured[]> = Object.fromEntries(STATE_OPERATIONS.map((name) => [name, []]));
	for (const state of KEY_STATES) {
		const key = cannotBe(kind, state) ? undefined : await stage.key(id, state);
		for (const name of STATE_OPERATIONS) rows[name]!.push(key && wordFor(await askOn(key, name)));
	}
	return { id, name: kind.name, never: KEY_STATES.map((state) => cannotBe(kind, state)), rows };
}

const wordFor = (answer: Answer): string => (answer.ok ? 'ok' : answer.error.code);

export async function measureKeyStates(stage: Stage): Promise<readonly MeasuredKind[]> {
	const measured: MeasuredKind[] = [];
	for (const { id } of KEY_KINDS) measured.push(await measureKind(stage, id));
	return measured;
}
