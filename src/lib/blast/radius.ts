/**
 * The blast radius of a key: everything that can no longer be read if the key is disabled, deleted, loses imported
 * material or gets another policy; by the generation that sealed each thing, and with what goes on for a while. Asked
 * of a state, before the deed; nothing is done.
 * Sources: KMS Developer Guide, "Key states", "Deleting AWS KMS keys", "Rotate AWS KMS keys"; each service's `fate.ts`.
 */
import type { WorldState } from '$lib/domain/entry';
import type { KeyArn } from '$lib/domain/ids';
import { specOf, type AliasRecord, type GrantRecord, type KeyRecord } from '$lib/domain/key';
import type { ResourceRecord, ServiceName } from '$lib/domain/service';
import type { SealedItem } from '$lib/domain/trace';
import {
	asUser,
	KMS_ERRORS,
	KMS_ERRORS_NAMED,
	type Fate,
	type Loss,
	type Losing,
	type Use
} from '$lib/services/fate';
import { FATES } from '$lib/services/fates';
import { readersUnder, type Readers } from './readers';

export type Deed = 'disable' | 'schedule-deletion' | 'delete' | 'lose-material' | 'change-policy';

const LOSS: Readonly<Record<Deed, Loss>> = {
	disable: 'disabled',
	'schedule-deletion': 'pending-deletion',
	delete: 'deleted',
	'lose-material': 'material-gone',
	'change-policy': 'denied'
};

export interface Struck {
	/** Of a service: its ARN; else the id of the item. */
	readonly id: string;
	readonly name: string;
	/** `object`, `volume`; `ciphertext` and `message` are the caller's own. */
	readonly type: string;
	readonly service?: ServiceName;
	/** `never`: it lives on, for the reason in `still`. */
	readonly fate: Fate | { readonly ends: 'never'; readonly still: string };
}

export interface StruckGeneration {
	readonly number: number;
	readonly current: boolean;
	readonly madeAt: number;
	readonly things: readonly Struck[];
}

export interface BlastRadius {
	readonly key: KeyRecord;
	readonly deed: Deed;
	/** Newest first; also those that sealed nothing. */
	readonly generations: readonly StruckGeneration[];
	/** What people and services lose, whatever was sealed. */
	readonly grants: readonly GrantRecord[];
	readonly aliases: readonly AliasRecord[];
	/** Who may use the key now, and loses that. */
	readonly principals: readonly string[];
	/** With a changed policy: who keeps it. */
	readonly keep: readonly string[];
	/** Other keys of the multi-Region set: they go on. */
	readonly related: readonly KeyArn[];
	/** Outside of AWS, whoever downloaded it uses the public key on. */
	readonly publicKey: boolean;
	readonly count: Readonly<Record<'now' | 'later' | 'never', number>>;
}

export interface BlastQuestion {
	readonly keyArn: KeyArn;
	readonly deed: Deed;
	/** With `change-policy`: the new document. */
	readonly policy?: string;
}

/** @throws Error for a key that is not there */
export function blastRadius(state: WorldState, { keyArn, deed, policy }: BlastQuestion): BlastRadius {
	const key = state.keys.get(keyArn);
	if (!key) throw new Error(`expected a key that exists, got ${keyArn}`);
	const losing: Losing = { state, keyArn, loss: LOSS[deed] };
	const related = relatedOf(state, key);
	const readers = readersUnder(state, key, deed === 'change-policy' ? policy : undefined);
	const things = [...itemsUnder(losing, related), ...resourcesUnder(losing)];
	const struck = deed === 'change-policy' ? things.map((one) => underPolicy(one, readers)) : things;
	const count = { now: 0, later: 0, never: 0 };
	for (const { thing } of struck) count[thing.fate.ends] += 1;
	return {
		...{ key, deed, related, count },
		generations: byGeneration(key, struck),
		grants: [...state.grants.values()].filter((grant) => grant.keyArn === keyArn),
		aliases: [...state.aliases.values()].filter((alias) => alias.targetArn === keyArn),
		principals: readers.direct.lose,
		keep: deed === 'change-policy' ? readers.direct.keep : [],
		publicKey: key.publicKey !== undefined && !specOf(key).startsWith('HMAC')
	};
}

interface Placed {
	readonly materialId: string | undefined;
	readonly thing: Struck;
	/** Asked only when a policy changes. */
	readonly use: () => Use;
}

/** The other keys of the set that can be used now: they open what this one sealed. */
function relatedOf(state: WorldState, { multiRegion, keyId, arn }: KeyRecord): readonly KeyArn[] {
	const members = (multiRegion && state.sets.get(keyId)?.members) || [];
	return members.filter((one) => one !== arn && state.keys.get(one)?.state === 'Enabled');
}

function* itemsUnder({ state, keyArn, loss }: Losing, related: readonly KeyArn[]): Generator<Placed> {
	const isOpen = opensFor(state);
	for (const item of state.items.values()) {
		const under = item.wrapped.find((one) => one.keyArn === keyArn);
		if (!under) continue;
		const other = otherKeyOf(item, keyArn, isOpen);
		const kin = other ? undefined : related.find(isOpen);
		const errors = item.kind === 'message' ? KMS_ERRORS_NAMED : KMS_ERRORS;
		const fate: Struck['fate'] = other
			? { ends: 'never', still: `opens with ${nameOf(state, other)} too` }
			: kin
				? { ends: 'never', still: `opens with ${nameOf(state, kin)}, when that is named in its place` }
				: { ends: 'now', then: 'cannot be opened', shows: errors[loss] };
		yield {
			materialId: under.materialId,
			thing: { id: item.id, name: item.name, type: item.kind, fate },
			use: () => ({ direct: true, ways: [asUser(item.context, 'kms:Decrypt')] })
		};
	}
}

/** A message may have several wrapped keys: one that can be used opens it. */
const otherKeyOf = (
	{ wrapped }: SealedItem,
	keyArn: KeyArn,
	isOpen: (arn: KeyArn) => boolean
): KeyArn | undefined => wrapped.find((one) => one.keyArn !== keyArn && isOpen(one.keyArn))?.keyArn;

/** Whether a key can be used, and by somebody. */
function opensFor(state: WorldState): (arn: KeyArn) => boolean {
	const known = new Map<KeyArn, boolean>();
	return (arn) => {
		let open = known.get(arn);
		if (open === undefined) {
			const key = state.keys.get(arn);
			open = key?.state === 'Enabled' && readersUnder(state, key, undefined).direct.lose.length > 0;
			known.set(arn, open);
		}
		return open;
	};
}

const nameOf = (state: WorldState, arn: KeyArn): string => {
	for (const alias of state.aliases.values()) if (alias.targetArn === arn) return alias.name;
	return `a key in ${arn.split(':')[3]}`;
};

function* resourcesUnder(losing: Losing): Generator<Placed> {
	const { state, keyArn } = losing;
	const asked = new Map<ServiceName, (resource: ResourceRecord) => Fate | undefined>();
	const named = new Map(
		Object.entries(FATES).flatMap(([service, { names }]) =>
			names ? [[service, names(losing)] as const] : []
		)
	);
	for (const resource of state.resources.values()) {
		const { service, arn, name, type } = resource;
		const under = resource.sealed.find((one) => one.keyArn === keyArn);
		if (!under && !named.get(service)?.(resource)) continue;
		let fateOf = asked.get(service);
		if (!fateOf) asked.set(service, (fateOf = FATES[service].fateOf(losing)));
		const fate = fateOf(resource);
		if (!fate) continue;
		const use = () => FATES[service].use(state)(resource);
		yield { materialId: under?.materialId, thing: { id: arn, name, type, service, fate }, use };
	}
}

/** By a policy a thing dies only when nobody may open it any more. */
function underPolicy(placed: Placed, readers: Readers): Placed {
	const { thing } = placed;
	const { keep, lose } = readers.of(placed.use(), thing.service);
	if (keep.length === 0 && lose.length > 0) return placed;
	const still =
		lose.length === 0
			? 'whoever can use it now still can'
			: `still used by ${keep.map(shortName).slice(0, 3).join(', ')}; no longer by ${lose.map(shortName).slice(0, 3).join(', ')}`;
	return { ...placed, thing: { ...thing, fate: { ends: 'never', still } } };
}

const shortName = (arn: string): string =>
	arn.endsWith(':root') ? 'the root user' : (arn.split('/').at(-1) ?? arn);

function byGeneration({ generations }: KeyRecord, placed: readonly Placed[]): readonly StruckGeneration[] {
	const last = generations.length - 1;
	const indexOf = new Map(generations.map((one, index) => [one.materialId as string, index]));
	const things: Struck[][] = generations.map(() => []);
	for (const { materialId, thing } of placed) things[indexOf.get(materialId ?? '') ?? last]?.push(thing);
	return generations
		.map((one, index) => ({
			number: one.number,
			current: index === last,
			madeAt: one.rotation?.at ?? one.createdAt,
			things: things[index]!
		}))
		.reverse();
}
