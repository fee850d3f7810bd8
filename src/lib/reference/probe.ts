/**
 * A world that is asked questions: what each call answers there, without leaving a trace of the asking. The reference
 * pages and the conformance tests measure the engine with it; nothing in them is typed in.
 */
import type { Acting, Command, WorldState } from '$lib/domain/entry';
import type { ErrorRecord } from '$lib/domain/errors';
import type { Hsm } from '$lib/domain/hsm';
import { region } from '$lib/domain/ids';
import type { Input, OperationName, Output } from '$lib/domain/operations';
import { execute } from '$lib/world/execute';
import { newOrigin } from '$lib/world/origins';
import { Timeline } from '$lib/world/timeline';

export const HOME = region('eu-west-1');
export const AWAY = region('us-east-1');
export const FAR = region('ap-northeast-1');

/** 32 bytes: the same everywhere, so that every measuring gives the same bytes. */
export const PROBE_SEED = new Uint8Array(32).fill(7);

export type Answer =
	| { readonly ok: true; readonly output: Readonly<Record<string, unknown>> }
	| { readonly ok: false; readonly error: ErrorRecord };

export interface Probe {
	readonly acting: Acting;
	readonly state: () => WorldState;
	/** Does it. @throws Error when KMS refuses: whoever prepares a world counts on each step */
	readonly does: <O extends OperationName>(
		operation: O,
		input: Input<O>,
		as?: Partial<Acting>
	) => Promise<Output<O>>;
	/** Asks what KMS would answer; the world stays as it is. */
	readonly asks: (operation: OperationName, input: object, as?: Partial<Acting>) => Promise<Answer>;
	/** Any other command: the calendar, a setting of the world. */
	readonly runs: (command: Omit<Command, keyof Acting> & { readonly type: Command['type'] }) => Promise<void>;
	/** Another world that begins as this one stands. */
	readonly fork: () => Probe;
	/** The same world with another HSM: one that fails. */
	readonly withHsm: (change: (hsm: Hsm) => Hsm) => Probe;
}

/** `hsm` is one of the world's seed, PROBE_SEED. */
export function createProbe(hsm: Hsm): Probe {
	const origin = newOrigin({
		seed: PROBE_SEED,
		name: 'reference',
		id: 'reference',
		startsAt: Date.UTC(2026, 0, 1)
	});
	const timeline = new Timeline(origin);
	const acting: Acting = { caller: origin.caller, account: origin.account, region: origin.region };
	return probeAt(null, hsm);

	function probeAt(start: string | null, hsm: Hsm): Probe {
		let head = start;
		const state = () => timeline.stateAt(head);
		async function ran(command: Command) {
			const parent = timeline.entryAt(head) ?? null;
			return execute({ origin, state: state(), parent, command, hsm, log: timeline });
		}
		// Which input belongs to which operation, and which members to which command, the callers know.
		const call = (operation: OperationName, input: object, as: Partial<Acting>): Command =>
			({ type: 'kms', operation, input, ...acting, ...as }) as Command;
		return {
			acting,
			state,
			async does(operation, input, as = {}) {
				const { entry, output } = await ran(call(operation, input, as));
				if (!entry.outcome.ok)
					throw new Error(`${operation}: ${entry.outcome.error.code}: ${entry.outcome.error.message}`);
				timeline.add(entry);
				head = entry.id;
				return output as Output<typeof operation>;
			},
			async asks(operation, input, as = {}) {
				const { entry, output } = await ran(call(operation, input, as));
				return entry.outcome.ok
					? { ok: true, output: (output ?? {}) as unknown as Readonly<Record<string, unknown>> }
					: { ok: false, error: entry.outcome.error };
			},
			async runs(command) {
				const { entry } = await ran({ ...acting, ...command } as Command);
				if (!entry.outcome.ok) throw new Error(`${command.type}: ${entry.outcome.error.message}`);
				timeline.add(entry);
				head = entry.id;
			},
			fork: () => probeAt(head, hsm),
			withHsm: (change) => probeAt(head, change(hsm))
		};
	}
}

export const NEXT_EVENT = { type: 'clock.advance', by: 'next-event' } as const;
