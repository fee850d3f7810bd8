/**
 * Somebody's way to a scene's goal, in a world born of that scene: which checks hold now, the next command of the
 * solution, and the solution itself, which is a second future from where the goal begins; the first is kept.
 */
import { fromBase64 } from '$lib/domain/bytes';
import type { Command, Entry, Execution, WorldState } from '$lib/domain/entry';
import { BLOB_MEMBERS } from '$lib/domain/operations';
import { scenarioById } from '$lib/scenarios';
import { standingOf, type Goal } from '$lib/scenarios/goal';
import type { Scenario, ScenarioStep } from '$lib/scenarios/scenario';
import { actingIn } from './new-world';
import { birthOf, doneBefore } from './scene-world';
import type { Session } from './session.svelte';

/** As it is placed, and not yet run. */
export interface Placed {
	readonly step: ScenarioStep;
	readonly command: Command;
}

export class GoalAttempt {
	readonly scenario: Scenario;
	readonly goal: Goal;
	readonly #session: Session;
	readonly #born: ReadonlySet<string>;
	/** Where the world began. */
	readonly #start: string | null;
	/** Entries of the setup, from which a goal begins that is not at the scene's end. */
	readonly #base: string | null;
	#done: ReadonlyMap<string, Execution> | undefined;
	/** What was run from here, with all that only memory holds. */
	// eslint-disable-next-line svelte/prefer-svelte-reactivity
	readonly #ran = new Map<string, Execution>();
	/** Where the person stood when the solution was shown. */
	#mine: string | null | undefined = $state.raw();

	private constructor(session: Session, scenario: Scenario, goal: Goal, entries: number) {
		this.#session = session;
		this.scenario = scenario;
		this.goal = goal;
		const born = session.log.slice(0, entries);
		// eslint-disable-next-line svelte/prefer-svelte-reactivity
		this.#born = new Set(born.map(({ id }) => id));
		this.#start = born.at(-1)?.id ?? null;
		this.#base = born[scenario.setup.length - 1]?.id ?? null;
	}
	/** undefined where the world was born of no scene, or of one without a goal. */
	static in(session: Session): GoalAttempt | undefined {
		const birth = birthOf(session.origin.id);
		const scenario = birth && scenarioById(birth.scenario);
		return scenario?.goal && new GoalAttempt(session, scenario, scenario.goal, birth!.entries);
	}

	/** What was done since the world began, up to the moment that is shown. */
	readonly did: readonly Entry[] = $derived.by(() => {
		const { entries, head } = this.#session;
		const end = entries.findIndex(({ id }) => id === head);
		return entries.slice(0, end + 1).filter(({ id }) => !this.#born.has(id));
	});
	readonly holds: readonly boolean[] = $derived.by(() => {
		const { state } = this.#session;
		const [first] = this.did;
		const start = first ? this.#session.stateBefore(first) : state;
		return standingOf(this.goal, { state, start, did: this.did });
	});
	readonly reached: boolean = $derived(this.holds.every(Boolean));
	/** Tries that were refused: whoever has two may want to know where to look. */
	readonly refusals: number = $derived(this.did.filter(({ outcome }) => !outcome.ok).length);

	/** The solution stands here, and what the person did is kept beside it. */
	get showsSolution(): boolean {
		return this.#mine !== undefined;
	}
	startAgain(): void {
		this.#mine = undefined;
		this.#session.seek(this.#start);
	}
	backToMine(): void {
		if (this.#mine === undefined) return;
		this.#session.seek(this.#mine);
		this.#mine = undefined;
	}

	/** The first command of the solution that was not done yet; undefined when all were. */
	async next(): Promise<Placed | undefined> {
		// Looked up here and gone: plain maps.
		// eslint-disable-next-line svelte/prefer-svelte-reactivity
		const done = new Map(await this.#before());
		const tried = [...this.did];
		for (const step of this.goal.solution) {
			// In the state that an entry was run in: a key may be gone by now.
			const at = tried.findIndex((entry) => {
				const then = this.#commandOf(step, done, this.#session.stateBefore(entry));
				return then !== undefined && deedOf(entry.command) === deedOf(then);
			});
			const command = at < 0 ? this.#commandOf(step, done) : undefined;
			if (at < 0) return command && { step, command };
			const [entry] = tried.splice(at, 1);
			if (step.name && entry) done.set(step.name, this.#ran.get(entry.id) ?? recall(entry));
		}
		return undefined;
	}
	async run({ command }: Placed): Promise<Execution> {
		const execution = await this.#session.run(command);
		this.#ran.set(execution.entry.id, execution);
		return execution;
	}
	/** Runs the solution from where the goal begins. @throws Error when a step ends otherwise than it should. */
	async solve(): Promise<void> {
		// eslint-disable-next-line svelte/prefer-svelte-reactivity
		const done = new Map(await this.#before());
		const mine = this.#session.head;
		this.#session.seek(this.goal.from === 'end' ? this.#start : this.#base);
		this.#mine = mine;
		for (const step of this.goal.solution) {
			const command = this.#commandOf(step, done);
			if (!command) throw new Error(`expected what the step "${step.phase}" looks back on`);
			const execution = await this.#session.run(command);
			if (step.name) done.set(step.name, execution);
			if (!execution.entry.outcome.ok && execution.entry.outcome.error.code !== step.fails) return;
		}
	}

	async #before(): Promise<ReadonlyMap<string, Execution>> {
		return (this.#done ??= await doneBefore(this.scenario));
	}
	/** undefined when it looks back on an answer that this page does not have. */
	#commandOf(
		step: ScenarioStep,
		done: ReadonlyMap<string, Execution>,
		state: WorldState = this.#session.state
	): Command | undefined {
		try {
			return step.command({ state, acting: actingIn(this.#session.origin), done });
		} catch {
			return undefined;
		}
	}
}

const deedOf = (command: { readonly type?: unknown; readonly operation?: unknown }): string =>
	[command.type, command.operation].filter((part) => typeof part === 'string').join(' ');

/** An execution as far as its entry tells it: what later steps look back on, without secrets. */
function recall(entry: Entry): Execution {
	const item = entry.events.flatMap((event) => (event.type === 'item.put' ? [event.item] : []))[0];
	const inline = item?.payload.inline;
	const result = entry.outcome.ok ? entry.outcome.result : null;
	const members: Record<string, unknown> = typeof result === 'object' && result !== null ? { ...result } : {};
	for (const name of BLOB_MEMBERS) {
		const value = members[name];
		if (typeof value === 'string') members[name] = fromBase64(value);
	}
	return {
		entry,
		secrets: new Map(),
		// The entry's own answer; its bytes were written as base64.
		output: members as unknown as NonNullable<Execution['output']>,
		...(inline !== undefined && { bytes: fromBase64(inline) })
	};
}
