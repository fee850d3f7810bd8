/**
 * State is the fold of events. `applyEvent` runs no machine and checks no rule: an event carries what came of it.
 * A draft copies a map the first time it is written to, so the state it was made from never changes; a fold of many
 * entries has one draft.
 */
import type { Entry, WorldEvent, WorldOrigin, WorldState } from '$lib/domain/entry';
import type { Organization } from '$lib/domain/iam';
import type { AliasArn, KeyArn } from '$lib/domain/ids';
import type { Generation, KeyRecord, MultiRegionSet } from '$lib/domain/key';
import type { RuleYear } from '$lib/domain/rule-year';

type Maps = Omit<WorldState, 'time' | 'quotas' | 'rules' | 'organization'>;
type Mutable<M> = M extends ReadonlyMap<infer K, infer V> ? Map<K, V> : never;

export function emptyState(origin: Pick<WorldOrigin, 'startsAt'>): WorldState {
	return {
		time: origin.startsAt,
		keys: new Map(),
		aliases: new Map(),
		grants: new Map(),
		sets: new Map(),
		keyStores: new Map(),
		backings: new Map(),
		quotas: false,
		principals: new Map(),
		items: new Map(),
		resources: new Map(),
		deletedKeys: new Map()
	};
}

export class Draft {
	#state: WorldState;
	readonly #owned = new Set<keyof Maps>();
	/** Generation lists this draft made and may push to. */
	#lists = new WeakSet<object>();

	constructor(base: WorldState) {
		this.#state = base;
	}

	/** The state as it is now; what the draft does later does not show in it. */
	finish(): WorldState {
		const state = this.#state;
		this.#owned.clear();
		this.#lists = new WeakSet();
		return state;
	}

	map<K extends keyof Maps>(name: K): Mutable<Maps[K]> {
		if (!this.#owned.has(name)) {
			this.#owned.add(name);
			this.#state = { ...this.#state, [name]: new Map(this.#state[name] as ReadonlyMap<unknown, unknown>) };
		}
		return this.#state[name] as Mutable<Maps[K]>;
	}

	get time(): number {
		return this.#state.time;
	}
	set time(time: number) {
		this.#state = { ...this.#state, time };
	}

	set quotas(quotas: boolean) {
		this.#state = { ...this.#state, quotas };
	}

	set rules(rules: RuleYear) {
		this.#state = { ...this.#state, rules };
	}

	set organization(organization: Organization) {
		this.#state = { ...this.#state, organization };
	}

	key(arn: KeyArn): KeyRecord {
		const key = this.#state.keys.get(arn);
		if (!key) throw new Error(`expected a key that exists, got an event about ${arn}`);
		return key;
	}

	aliasesOf(arn: KeyArn): AliasArn[] {
		return [...this.#state.aliases.values()].filter((it) => it.targetArn === arn).map((it) => it.arn);
	}

	grantsOf(arn: KeyArn): string[] {
		return [...this.#state.grants.values()].filter((it) => it.keyArn === arn).map((it) => it.id);
	}

	/** What the set says of rotation is handed to each of its keys. */
	putSet(set: MultiRegionSet): void {
		this.map('sets').set(set.keyId, set);
		const { rotation, onDemandRotations } = set;
		for (const arn of set.members)
			this.map('keys').set(arn, { ...this.key(arn), rotation, onDemandRotations });
	}

	leaveSet({ keyId, arn }: KeyRecord): void {
		const set = this.#state.sets.get(keyId);
		const members = set?.members.filter((member) => member !== arn) ?? [];
		if (set && members.length > 0) this.map('sets').set(keyId, { ...set, members });
		else this.map('sets').delete(keyId);
	}

	/** A rotation adds to a list; copying it each time would make a century of rotations quadratic. */
	addGeneration(arn: KeyArn, generation: Generation, nextAt?: number): void {
		// What was pending is current now.
		const { pendingMaterial: _pending, ...key } = this.key(arn);
		let list = key.generations as Generation[];
		if (this.#lists.has(list)) list.push(generation);
		else this.#lists.add((list = [...list, generation]));
		const onDemand = generation.rotation?.type === 'ON_DEMAND' ? 1 : 0;
		this.map('keys').set(arn, {
			...key,
			generations: list,
			onDemandRotations: key.onDemandRotations + onDemand,
			...(nextAt !== undefined && { rotation: { ...key.rotation, nextAt } })
		});
	}
}

export function applyEvent(draft: Draft, event: WorldEvent): void {
	switch (event.type) {
		case 'key.created':
			draft.map('keys').set(event.key.arn, event.key);
			return;
		case 'key.described':
			draft.map('keys').set(event.arn, { ...draft.key(event.arn), description: event.description });
			return;
		case 'key.tagged':
			draft.map('keys').set(event.arn, { ...draft.key(event.arn), tags: event.tags });
			return;
		case 'key.policyPut':
			draft.map('keys').set(event.arn, { ...draft.key(event.arn), policy: event.policy });
			return;
		case 'key.stateChanged': {
			const {
				deletionAt: _at,
				pendingWindowInDays: _days,
				readyAt: _ready,
				returnsTo: _returns,
				...key
			} = draft.key(event.arn);
			draft.map('keys').set(event.arn, {
				...key,
				state: event.state,
				...(event.returnsTo !== undefined && { returnsTo: event.returnsTo }),
				...(event.deletionAt !== undefined && { deletionAt: event.deletionAt }),
				...(event.pendingWindowInDays !== undefined && { pendingWindowInDays: event.pendingWindowInDays })
			});
			return;
		}
		case 'key.rotationChanged':
			draft.map('keys').set(event.arn, { ...draft.key(event.arn), rotation: event.rotation });
			return;
		case 'key.rotated':
			draft.addGeneration(event.arn, event.generation, event.nextAt);
			return;
		case 'key.materialChanged': {
			const { pendingMaterial: _pending, ...key } = draft.key(event.arn);
			const { state, generations, pendingMaterial, publicKey } = event;
			draft.map('keys').set(event.arn, {
				...key,
				state,
				generations,
				...(pendingMaterial && { pendingMaterial }),
				...(publicKey !== undefined && { publicKey })
			});
			return;
		}
		case 'key.deleted': {
			const key = draft.key(event.arn);
			draft.map('keys').delete(event.arn);
			if (key.multiRegion) draft.leaveSet(key);
			for (const alias of draft.aliasesOf(event.arn)) draft.map('aliases').delete(alias);
			for (const grant of draft.grantsOf(event.arn)) draft.map('grants').delete(grant);
			draft.map('deletedKeys').set(event.arn, { at: key.deletionAt ?? draft.time, key });
			return;
		}
		case 'alias.put':
			draft.map('aliases').set(event.alias.arn, event.alias);
			return;
		case 'alias.deleted':
			draft.map('aliases').delete(event.arn);
			return;
		case 'set.put':
			draft.putSet(event.set);
			return;
		case 'store.put':
			draft.map('keyStores').set(event.store.id, event.store);
			return;
		case 'store.deleted':
			draft.map('keyStores').delete(event.id);
			return;
		case 'backing.changed':
			if (event.condition) draft.map('backings').set(event.backing, event.condition);
			else draft.map('backings').delete(event.backing);
			return;
		case 'quotas.changed':
			draft.quotas = event.on;
			return;
		case 'rules.changed':
			draft.rules = event.year;
			return;
		case 'principal.changed':
			draft.map('principals').set(event.arn, event.principal ?? null);
			return;
		case 'organization.changed':
			draft.organization = event.organization;
			return;
		case 'grant.put':
			draft.map('grants').set(event.grant.id, event.grant);
			return;
		case 'grant.deleted':
			draft.map('grants').delete(event.id);
			return;
		case 'resource.put':
			draft.map('resources').set(event.resource.arn, event.resource);
			return;
		case 'resource.removed':
			draft.map('resources').delete(event.arn);
			return;
		case 'clock.moved':
			draft.time = event.to;
			return;
		case 'item.put':
			draft.map('items').set(event.item.id, event.item);
			return;
		case 'item.removed':
			draft.map('items').delete(event.id);
	}
}

export function foldEvents(state: WorldState, events: Iterable<WorldEvent>): WorldState {
	const draft = new Draft(state);
	for (const event of events) applyEvent(draft, event);
	return draft.finish();
}

export function fold(state: WorldState, entries: Iterable<Pick<Entry, 'events'>>): WorldState {
	const draft = new Draft(state);
	for (const entry of entries) for (const event of entry.events) applyEvent(draft, event);
	return draft.finish();
}
