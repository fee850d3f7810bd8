/** What lies in which lane, as the trace moves it. A copy stays with a sender until something wipes it. */
import type { Actor, Thing, TraceStep } from '$lib/domain/trace';
import type { Making, Move, Placed } from './beat';

export interface Change {
	readonly moves: Move[];
	readonly wiped: string[];
	making?: Making;
}

const TRUST: readonly Actor[] = ['sdk', 'caller', 'kms', 'hsm', 'store'];

/** Lanes that are somebody's own memory. */
const PERSONAL: ReadonlySet<Actor> = new Set<Actor>(['caller', 'sdk']);

export class Holdings {
	readonly #placed: Placed[] = [];
	#person: string | undefined;
	readonly #aside = new Map<string, readonly Placed[]>();

	list(): Placed[] {
		return [...this.#placed];
	}

	has(lane: Actor, id: string): boolean {
		return this.#placed.some((p) => p.lane === lane && p.thing.id === id);
	}

	/** The thing as it is already known here, with its label and seal. */
	known(thing: Thing): Thing {
		return this.#placed.find((p) => p.thing.id === thing.id)?.thing ?? thing;
	}

	put(lane: Actor, seen: Thing): void {
		const thing = { ...this.known(seen), ...seen };
		const index = this.#placed.findIndex((p) => p.lane === lane && p.thing.id === thing.id);
		if (index < 0) this.#placed.push({ lane, thing });
		else this.#placed[index] = { lane, thing };
	}

	drop(gone: (placed: Placed) => boolean): string[] {
		const out = this.#placed.filter(gone);
		for (const placed of out) this.#placed.splice(this.#placed.indexOf(placed), 1);
		return out.map((p) => p.thing.id);
	}

	/** Brings a thing into a lane from wherever it lies; a thing that lies nowhere is simply there. */
	bring(lane: Actor, thing: Thing, change: Change, from?: Actor): void {
		if (this.has(lane, thing.id)) return;
		const source = from && this.has(from, thing.id) ? from : TRUST.find((actor) => this.has(actor, thing.id));
		const start = source ?? from;
		if (start && start !== lane) change.moves.push({ thing, from: start, to: lane });
		this.put(lane, thing);
	}

	/** Another person acts: the lane shows what that one has; what the one before has is theirs, and out of the picture. */
	actBy(person: string): void {
		if (this.#person === person) return;
		const mine = (placed: Placed): boolean => PERSONAL.has(placed.lane);
		if (this.#person !== undefined) this.#aside.set(this.#person, this.#placed.filter(mine));
		this.drop(mine);
		this.#placed.push(...(this.#aside.get(person) ?? []));
		this.#person = person;
	}

	/** What the client is handed lies with the caller before the first step: nothing in the trace made it. */
	start(trace: readonly TraceStep[]): void {
		for (const step of trace) {
			const given =
				step.kind === 'client-seal' ? step.input : step.kind === 'client-parse' ? step.message : undefined;
			if (given && !this.#placed.some((p) => p.thing.id === given.id))
				this.put('caller', step.kind === 'client-parse' ? { ...given, label: 'message' } : given);
		}
	}

	/** Takes one step into account. */
	apply(step: TraceStep, change: Change): void {
		switch (step.kind) {
			case 'request':
				for (const thing of step.carries) {
					if (!this.has(step.from, thing.id)) this.put(step.from, thing);
					this.bring(step.to, thing, change, step.from);
				}
				break;
			case 'answer':
				for (const thing of step.carries) this.bring(step.to, thing, change, step.from);
				if (step.from === 'hsm') this.drop((p) => p.lane === 'hsm');
				if (step.from === 'kms') this.drop((p) => p.lane === 'kms' || p.lane === 'hsm');
				if (step.from === 'sdk') this.drop((p) => p.lane === 'sdk');
				break;
			case 'hsm-unwrap':
			case 'hsm-generate-material':
				this.put('hsm', {
					id: step.materialId,
					material: 'key-material',
					length: 32,
					label: `generation ${step.generation}`
				});
				break;
			case 'hsm-generate-data-key':
				this.put('hsm', step.dataKey);
				change.making = { lane: 'hsm', inputs: [], output: step.dataKey.id };
				break;
			case 'hsm-seal':
			case 'hsm-open':
				this.#make('hsm', [step.input], step.output, change);
				break;
			case 'hsm-compute':
				for (const output of step.outputs) this.put('hsm', output);
				change.making = {
					lane: 'hsm',
					inputs: step.inputs.map((thing) => thing.id),
					...(step.outputs[0] && { output: step.outputs[0].id })
				};
				break;
			case 'hsm-wipe':
				change.wiped.push(...this.drop((p) => p.lane === 'hsm' && isWiped(p.thing, step.wiped)));
				break;
			case 'client-seal':
			case 'client-open':
				this.#make('sdk', [step.input], step.output, change);
				break;
			case 'client-derive':
				this.bring('sdk', step.dataKey, change, 'caller');
				break;
			case 'client-assemble': {
				const sealedBy = step.wrapped
					.map((one) => this.list().find((p) => p.thing.id === one.id)?.thing.sealedBy)
					.find((seal) => seal !== undefined);
				const message = { ...step.message, label: 'message', ...(sealedBy && { sealedBy }) };
				this.#make('sdk', step.wrapped, message, change);
				const parts = new Set([step.header.id, ...step.wrapped.map((t) => t.id)]);
				this.drop(
					(p) =>
						p.lane === 'sdk' &&
						p.thing.id !== step.message.id &&
						(parts.has(p.thing.id) || p.thing.material === 'ciphertext')
				);
				break;
			}
			case 'client-parse':
				this.bring('sdk', this.known({ ...step.message, label: 'message' }), change, 'caller');
				for (const thing of step.wrapped) this.put('sdk', thing);
				change.making = {
					lane: 'sdk',
					inputs: [step.message.id],
					...(step.wrapped[0] && { output: step.wrapped[0].id })
				};
				break;
			case 'client-wipe':
				change.wiped.push(...this.drop((p) => p.thing.id === step.what.id));
				break;
			case 'store':
				this.bring('store', this.known(step.thing), change);
				this.drop((p) => p.lane === 'sdk' && p.thing.id === step.thing.id);
				break;
			default:
				break;
		}
	}

	#make(lane: Actor, inputs: readonly Thing[], output: Thing | undefined, change: Change): void {
		for (const input of inputs) this.bring(lane, input, change);
		if (output) this.put(lane, output);
		change.making = { lane, inputs: inputs.map((t) => t.id), ...(output && { output: output.id }) };
		if (output && lane === 'hsm') {
			const used = new Set(inputs.filter((t) => t.material !== 'data-key').map((t) => t.id));
			this.drop((p) => p.lane === lane && used.has(p.thing.id));
		}
	}
}

/** Key material always; anything else only if the step names it, by id or in words. */
const isWiped = (thing: Thing, named: readonly string[]): boolean =>
	thing.material === 'key-material' ||
	named.includes(thing.id) ||
	named.includes(thing.material.replace('-', ' '));
