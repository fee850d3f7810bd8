/** What lies in which lane, as the trace moves it. A copy stays with a sender until something wipes it. */
import type { Actor, Thing, TraceStep } from '$lib/domain/trace';
import { actorOf, type LaneId, type LaneInfo, type Making, type Move, type Placed } from './beat';
import { isMessage } from './names';
import { PERSONAL, Places, type Where } from './places';
import { Seals } from './seals';

export interface Change {
	readonly moves: Move[];
	readonly wiped: string[];
	making?: Making;
}

const SERVICE = 'service';
/** What an envelope is called from its assembling on, also where it lies under a label of its own. */
const MESSAGE = { label: 'message', name: 'message' } as const;
const placeOf = ({ lane, thing }: Placed): string => `${lane} ${thing.id}`;
const TRUST: readonly Actor[] = ['sdk', 'caller', 'service', 'kms', 'hsm', 'store'];

export class Holdings {
	readonly #placed: Placed[] = [];
	readonly #seals = new Seals();
	/** Who acts in an account, by account; which service does, under `SERVICE`. */
	readonly #persons = new Map<string, string>();
	readonly #aside = new Map<string, readonly Placed[]>();
	/** What services go on holding when they have answered, by lane and id. */
	readonly #kept = new Set<string>();

	/** The lanes that have come up. */
	readonly places: Places;

	constructor(places = new Places()) {
		this.places = places;
	}

	list(): Placed[] {
		return [...this.#placed];
	}

	has(lane: LaneId, id: string): boolean {
		return this.#placed.some((p) => p.lane === lane && p.thing.id === id);
	}

	/** The thing as it is already known here, with its label and seal. */
	known(thing: Thing): Thing {
		return this.#placed.find((p) => p.thing.id === thing.id)?.thing ?? thing;
	}

	put(lane: LaneId, seen: Thing): void {
		const thing = this.#seals.on({ ...this.known(seen), ...seen });
		const index = this.#placed.findIndex((p) => p.lane === lane && p.thing.id === thing.id);
		if (index < 0) this.#placed.push({ lane, thing });
		else this.#placed[index] = { lane, thing };
	}

	/** Only what matters stays in the picture, also of those who are not in it now. */
	keep(stays: (placed: Placed) => boolean): void {
		this.drop((placed) => !stays(placed));
		for (const [person, aside] of this.#aside) this.#aside.set(person, aside.filter(stays));
	}

	drop(gone: (placed: Placed) => boolean): string[] {
		const out = this.#placed.filter(gone);
		for (const placed of out) this.#placed.splice(this.#placed.indexOf(placed), 1);
		return out.map((p) => p.thing.id);
	}

	/** Goes along with a call or an answer, also to one who has it already. */
	#carry(thing: Thing, from: LaneId, to: LaneId, change: Change): void {
		if (from !== to && this.has(to, thing.id)) change.moves.push({ thing: this.known(thing), from, to });
		else this.bring(to, thing, change, from);
	}

	/** Brings a thing into a lane from wherever it lies; a thing that lies nowhere is simply there. */
	bring(lane: LaneId, thing: Thing, change: Change, from?: LaneId): void {
		if (this.has(lane, thing.id)) return;
		const source = from && this.has(from, thing.id) ? from : this.#nearest(thing.id, lane);
		const start = source ?? from;
		if (start && start !== lane) change.moves.push({ thing, from: start, to: lane });
		this.put(lane, thing);
	}

	/** The most trusted lane that has it; one of the same place before one of another. */
	#nearest(id: string, lane: LaneId): LaneId | undefined {
		const place = lane.slice(actorOf(lane).length);
		const far = (one: LaneId): number => Number(one.slice(actorOf(one).length) !== place);
		return this.#placed
			.filter((p) => p.thing.id === id)
			.map((p) => p.lane)
			.sort((a, b) => far(a) - far(b) || TRUST.indexOf(actorOf(a)) - TRUST.indexOf(actorOf(b)))[0];
	}

	/**
	 * Another person acts in an account: its lane shows what that one has; what the one before has is theirs, and out of
	 * the picture.
	 */
	actBy(person: string, account: string): void {
		this.#change(account, person, (lane) => PERSONAL.has(lane.actor) && lane.account === account);
	}

	/** Another service acts: what the one before holds is out of the picture. */
	serveBy(service: string): void {
		this.#change(SERVICE, service, (lane) => lane.actor === 'service');
	}

	#change(role: string, who: string, isTheirs: (lane: LaneInfo) => boolean): void {
		const before = this.#persons.get(role);
		if (before === who) return;
		const lanes = new Set(this.places.list().flatMap((lane) => (isTheirs(lane) ? lane.id : [])));
		const mine = (placed: Placed): boolean => lanes.has(placed.lane);
		if (before !== undefined) this.#aside.set(before, this.#placed.filter(mine));
		this.drop(mine);
		this.#placed.push(...(this.#aside.get(who) ?? []));
		this.#persons.set(role, who);
	}

	/**
	 * Between two entries a client's library holds nothing: what it made is with whoever called it, unless it was stored.
	 * @param holders services that still have a key in memory; of the others nothing stays. Absent: all have.
	 */
	settle(holders?: ReadonlySet<string>): void {
		for (const { lane, thing } of this.#placed.filter((placed) => actorOf(placed.lane) === 'sdk')) {
			this.drop((placed) => placed.lane === lane && placed.thing.id === thing.id);
			const made = thing.material === 'plaintext' || isMessage(thing);
			const caller = this.places
				.list()
				.find((one) => one.actor === 'caller' && one.account === this.places.accountOf(lane));
			if (made && caller && !this.#placed.some((placed) => placed.thing.id === thing.id))
				this.put(caller.id, thing);
		}
		if (!holders) return;
		const isKept = (placed: Placed): boolean => this.#kept.has(placeOf(placed));
		if (!holders.has(this.#persons.get(SERVICE) ?? '')) this.drop(isKept);
		for (const [who, aside] of this.#aside)
			if (aside.some(isKept) && !holders.has(who)) this.#aside.set(who, []);
	}

	/** What the client is handed lies with the caller before the first step: nothing in the trace made it. */
	start(trace: readonly TraceStep[], wheres: readonly Where[]): void {
		for (const [index, step] of trace.entries()) {
			const { to } = wheres[index]!;
			this.#seals.learn(step, () => undefined);
			// What a service reads lay in its store.
			if (
				step.kind === 'service-open' &&
				step.input.material === 'ciphertext' &&
				!this.has(to('store'), step.input.id)
			)
				this.put(to('store'), step.input);
			const given =
				step.kind === 'client-seal' ? step.input : step.kind === 'client-parse' ? step.message : undefined;
			if (given && !this.#placed.some((p) => p.thing.id === given.id))
				this.put(to('caller'), step.kind === 'client-parse' ? { ...given, ...MESSAGE } : given);
		}
	}

	/** Takes one step into account. */
	apply(step: TraceStep, change: Change, { to, from }: Where): void {
		this.#seals.learn(step, (name) => this.#held(to('service'), name));
		switch (step.kind) {
			case 'request':
				for (const thing of step.carries) {
					if (!this.has(from(step.from), thing.id)) this.put(from(step.from), thing);
					this.#carry(thing, from(step.from), to(step.to), change);
				}
				break;
			case 'answer':
				for (const thing of step.carries) this.#carry(thing, from(step.from), to(step.to), change);
				this.#empty(from(step.from));
				if (step.from === 'kms') this.#empty(from('hsm'));
				break;
			case 'hsm-unwrap':
			case 'hsm-generate-material':
				this.put(to('hsm'), {
					id: step.materialId,
					material: 'key-material',
					length: 32,
					label: `generation ${step.generation}`
				});
				break;
			case 'rotation':
				// The new token is with the key.
				this.#empty(to('hsm'));
				break;
			case 'hsm-generate-data-key':
				this.put(to('hsm'), step.dataKey);
				change.making = { lane: to('hsm'), inputs: [], output: step.dataKey.id };
				break;
			case 'hsm-seal':
			case 'hsm-open':
				this.#make(to('hsm'), [step.input], step.output, change);
				break;
			case 'hsm-compute':
				for (const output of step.outputs) this.put(to('hsm'), output);
				change.making = {
					lane: to('hsm'),
					inputs: step.inputs.map((thing) => thing.id),
					...(step.outputs[0] && { output: step.outputs[0].id })
				};
				break;
			case 'hsm-wipe':
				change.wiped.push(...this.drop((p) => p.lane === to('hsm') && isWiped(p.thing, step.wiped)));
				break;
			case 'client-seal':
			case 'client-open':
				this.#make(to('sdk'), [step.input], step.output, change);
				break;
			case 'service-seal':
			case 'service-open':
				this.#make(to('service'), [step.input, ...(step.dataKey ? [step.dataKey] : [])], step.output, change);
				break;
			case 'service-wipe':
				change.wiped.push(...this.drop((p) => p.lane === to('service') && p.thing.id === step.what.id));
				this.#kept.delete(placeOf({ lane: to('service'), thing: step.what }));
				break;
			case 'service-hold':
				this.bring(to('service'), { ...step.what, label: step.where }, change);
				// From here on it has the name by which it is held.
				this.put(to('service'), step.what);
				this.#kept.add(placeOf({ lane: to('service'), thing: step.what }));
				break;
			case 'client-derive':
				this.bring(to('sdk'), step.dataKey, change, from('caller'));
				break;
			case 'client-assemble': {
				const message = { ...step.message, ...MESSAGE };
				this.#make(to('sdk'), step.wrapped, message, change);
				const parts = new Set([step.header.id, ...step.wrapped.map((t) => t.id)]);
				this.drop(
					(p) =>
						p.lane === to('sdk') &&
						p.thing.id !== step.message.id &&
						(parts.has(p.thing.id) || p.thing.material === 'ciphertext')
				);
				break;
			}
			case 'client-parse':
				this.bring(to('sdk'), this.known({ ...step.message, ...MESSAGE }), change, from('caller'));
				for (const thing of step.wrapped) this.put(to('sdk'), thing);
				change.making = {
					lane: to('sdk'),
					inputs: [step.message.id],
					...(step.wrapped[0] && { output: step.wrapped[0].id })
				};
				break;
			case 'outside-compute':
				if (step.by !== undefined) this.actBy(step.by, this.places.accountOf(to('caller')));
				for (const thing of step.inputs) this.bring(to('caller'), this.known(thing), change);
				for (const output of step.outputs) this.put(to('caller'), output);
				change.making = {
					lane: to('caller'),
					inputs: step.inputs.map((thing) => thing.id),
					...(step.outputs[0] && { output: step.outputs[0].id })
				};
				break;
			case 'client-return':
				this.bring(to('caller'), this.known(step.what), change, from('sdk'));
				break;
			case 'client-wipe':
				change.wiped.push(...this.drop((p) => p.thing.id === step.what.id));
				break;
			case 'store':
				this.bring(
					to('store'),
					{ ...this.known(step.thing), ...step.thing },
					change,
					step.fromSpot && from('store')
				);
				this.drop(
					(p) =>
						(p.lane === to('sdk') || p.lane === to('service') || p.lane === from('service')) &&
						p.thing.id === step.thing.id
				);
				break;
			default:
				break;
		}
	}

	/** What a service holds, by the name it has in a sentence: "the table key". */
	#held(lane: LaneId, name: string): string | undefined {
		return this.#placed.find((p) => p.lane === lane && name === `the ${p.thing.name ?? ''}`)?.thing.id;
	}

	#empty(lane: LaneId): void {
		if (actorOf(lane) !== 'caller' && actorOf(lane) !== 'store')
			this.drop((p) => p.lane === lane && !this.#kept.has(placeOf(p)));
	}

	#make(lane: LaneId, inputs: readonly Thing[], output: Thing | undefined, change: Change): void {
		for (const input of inputs) this.bring(lane, input, change);
		if (output) this.put(lane, output);
		change.making = { lane, inputs: inputs.map((t) => t.id), ...(output && { output: output.id }) };
		if (output && actorOf(lane) === 'hsm') {
			// What can be read and lies nowhere else stays until it is wiped.
			const isOnly = ({ id }: Thing): boolean =>
				!this.#placed.some((p) => p.lane !== lane && p.thing.id === id);
			const stays = (t: Thing): boolean =>
				t.material === 'data-key' || (t.material === 'plaintext' && isOnly(t));
			const used = new Set(inputs.filter((t) => !stays(t)).map((t) => t.id));
			this.drop((p) => p.lane === lane && used.has(p.thing.id));
		}
	}
}

/** Key material always; anything else only if the step names it, by id or in words. */
const isWiped = (thing: Thing, named: readonly string[]): boolean =>
	thing.material === 'key-material' ||
	named.includes(thing.id) ||
	named.includes(thing.material.replace('-', ' '));
