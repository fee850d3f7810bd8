/** The key-state table, held against the engine: every operation in every state, for every kind of key. */
import { expect, test } from 'vitest';
import { KEY_STATES, KEY_STATE_TABLE } from '$lib/facts/key-states';
import { nextKeyState, type KeyEvent } from '$lib/machines/key.machine';
import type { OperationName } from '$lib/domain/operations';
import { cannotBe, KEY_KINDS, type KeyKind } from '$lib/reference/key-kinds';
import { askOn, measureKind } from '$lib/reference/measure-states';
import { createStage } from '$lib/reference/stage';
import { testProbe } from './test-probe';

const stage = createStage(testProbe());

/** What the table, which knows no kinds of key, cannot say. */
const OTHERWISE: Readonly<Record<string, string>> = {
	// A key that is being created has taken no grant, so there is none to end.
	'RetireGrant Creating': 'NotFoundException',
	'RevokeGrant Creating': 'NotFoundException'
};
const seen = new Set<string>();

test.each(KEY_KINDS)(
	'$name: what the key takes is answered in each state as the table says',
	async ({ id }) => {
		const { rows } = await measureKind(stage, id);
		for (const [name, row] of Object.entries(rows)) {
			const table = KEY_STATE_TABLE[name as OperationName]!;
			// Operations that this kind of key never takes are refused for what it is, not for its state.
			if (!row.some((answer, i) => answer === 'ok' && table[i] === 'ok')) continue;
			for (const [i, state] of KEY_STATES.entries()) {
				if (row[i] === undefined) continue;
				const cell = `${name} ${state}`;
				seen.add(cell);
				expect(row[i], cell).toBe(OTHERWISE[cell] ?? table[i]);
			}
		}
	}
);

test('every cell of the table was tried, but those of keys that cannot be so', () => {
	const never = (operation: string, state: string): boolean =>
		// A custom key store holds symmetric encryption keys, which have no public half and are not replicated.
		(state === 'Unavailable' && !seen.has(`${operation} Unavailable`)) ||
		(state === 'PendingImport' && /^(En|De)capsulate$|^DeriveSharedSecret$/.test(operation)) ||
		// Only a key with material from KMS rotates by itself, and it never waits for an import.
		(state === 'PendingImport' && /^(En|Dis)ableKeyRotation$|^RotateKeyOnDemand$/.test(operation));
	const missing = Object.keys(KEY_STATE_TABLE).flatMap((operation) =>
		KEY_STATES.filter((state) => !seen.has(`${operation} ${state}`) && !never(operation, state)).map(
			(state) => `${operation} ${state}`
		)
	);
	expect(missing).toEqual([]);
	expect(seen).toContain('Encrypt Unavailable');
});

const MOVES: readonly (readonly [OperationName, KeyEvent['type']])[] = [
	['EnableKey', 'key.enable'],
	['DisableKey', 'key.disable'],
	['ScheduleKeyDeletion', 'key.scheduleDeletion'],
	['CancelKeyDeletion', 'key.cancelDeletion']
];

test.each(KEY_STATES)('table, machine and engine agree about a key that is %s', async (state) => {
	const kinds = KEY_KINDS.filter((kind: KeyKind) => kind.create && !cannotBe(kind, state));
	const kind = kinds.find(({ create }: KeyKind) => create?.MultiRegion) ?? kinds[0]!;
	for (const [operation, event] of MOVES) {
		const key = await stage.key(kind.id, state);
		const probe = key.probe.fork();
		const record = () => [...probe.state().keys.values()].find((one) => one.arn === key.arn);
		expect(record()!.state).toBe(state);
		const replicas = operation === 'ScheduleKeyDeletion' && ['Enabled', 'Disabled'].includes(state);
		const next = nextKeyState(state, replicas ? 'key.scheduleDeletionAfterReplicas' : event);
		expect(KEY_STATE_TABLE[operation]![KEY_STATES.indexOf(state)] === 'ok').toBe(next !== undefined);
		const answer = await askOn(key, operation);
		expect(answer.ok, `${operation} on a key that is ${state}`).toBe(next !== undefined);
		if (!answer.ok) continue;
		await probe.does(operation, { KeyId: key.keyId }, { region: key.region });
		expect(record()!.state).toBe(next);
	}
});
