/**
 * The beat before anything moves: who is there, where, which keys in which state, and what was sealed before. Read from
 * the state of the world at that moment and from the traces of what was done before; the caption is the question.
 */
import type { Entry, WorldState } from '$lib/domain/entry';
import type { Thing } from '$lib/domain/trace';
import { actorOf, type Beat, type KeyPicture, type LaneId, type Placed } from './beat';
import { callerOf } from './callers';
import type { Holdings } from './holdings';
import { fatesOf, keysOf, pictureOf } from './keys';
import { accountOfCaller, wheresOf } from './places';
import { inFull, nameOf, plural, say, shortKey } from './words';

export interface Opening {
	readonly question: string;
	/** What the scene is of. */
	readonly entries: readonly Entry[];
	/** The world in which it begins. */
	readonly state: WorldState;
	/** What was done before, with what it left. */
	readonly holdings: Holdings;
}

/** Does it matter to the scene: does it come up again, or did a key of the scene seal it? */
function matters({ entries }: Opening, keys: ReadonlySet<string>): (placed: Placed) => boolean {
	const told = JSON.stringify(entries.map((entry) => entry.trace));
	return ({ thing, lane }) => {
		const comesBack = told.includes(thing.id);
		switch (thing.material) {
			case 'ciphertext':
			case 'wrapped-data-key':
				return comesBack || keys.has(thing.sealedBy?.keyArn ?? '');
			case 'public-key':
			case 'signature':
				return comesBack;
			// What a service holds, or a secret of one's own; what KMS gave is used at once and gone.
			case 'data-key':
				return comesBack && (lane.startsWith('service') || thing.name !== undefined);
			default:
				return false;
		}
	};
}

/** What the first person will give away: it is theirs before anything moves. */
function broughtBy([first, ...later]: readonly Entry[]): Thing[] {
	const made = new Set<string>();
	const brought: Thing[] = [];
	for (const { command, trace } of first ? [first, ...later] : []) {
		for (const step of trace) {
			if (step.kind === 'answer') for (const { id } of step.carries) made.add(id);
			if (step.kind !== 'request' || step.from !== 'caller' || command['caller'] !== first?.command['caller'])
				continue;
			brought.push(...step.carries.filter(({ material, id }) => material === 'plaintext' && !made.has(id)));
		}
	}
	return brought.slice(0, 2);
}

const sentenceOf = ({ aliases, keyId, state, rings, daysLeft }: KeyPicture): string =>
	[
		`${aliases[0] ?? shortKey(keyId)} is ${state}`,
		...(daysLeft === undefined ? [] : [`to be deleted in ${plural(daysLeft, 'day')}`]),
		...(rings === 1 ? [] : [rings === 0 ? 'without material yet' : `in generation ${rings}`])
	].join(', ') + '.';

/** "an object, 2 volumes": each kind once. */
const counted = (names: readonly string[]): string[] => {
	const counts = new Map<string, number>();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	return [...counts].map(([name, count]) => {
		if (count > 1) return plural(count, name);
		return /(?:text|material)$/.test(name) ? name : `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
	});
};
/** What services keep, and what else lies about. */
const thereIs = ({ resources }: WorldState, placed: readonly Placed[]): string[] => [
	...counted([...resources.values()].map(({ type }) => type.replace('-', ' '))),
	...counted(
		placed.flatMap(({ lane, thing }) => (actorOf(lane) === 'store' && resources.size ? [] : nameOf(thing)))
	)
];

/** undefined where nothing happens. */
export function openingBeat(opening: Opening): Beat | undefined {
	const { question, entries, state, holdings } = opening;
	const [first] = entries;
	if (!first) return undefined;
	const caller = callerOf(first);
	const spot = { account: accountOfCaller(first), region: '' };
	const lane: LaneId = holdings.places.lane('caller', spot);
	const arns = [...new Set(entries.flatMap(keysOf))];
	const keys = arns.flatMap((arn) => pictureOf(arn, state, undefined) ?? []);
	const service = entries.map(({ command }) => command['service']).find((one) => typeof one === 'string');
	holdings.settle();
	if (service !== undefined) holdings.serveBy(service);
	holdings.keep(matters(opening, new Set(arns)));
	holdings.start(first.trace, wheresOf(first, holdings.places));
	for (const thing of broughtBy(entries)) holdings.put(lane, thing);
	const places = holdings.list();
	const things = places.map(({ thing }) => thing);
	const people = new Map<string, Set<string>>();
	for (const entry of entries) {
		const one = callerOf(entry);
		if (one) people.set(one.account, (people.get(one.account) ?? new Set()).add(one.name));
	}
	const regions = [...new Set(keys.map(({ arn }) => arn.split(':')[3] ?? ''))];
	const there = thereIs(state, places);
	const fates = fatesOf(places, state);
	const sentences = [
		...[...people].map(([account, names]) => `Account ${account}: ${[...names].join(', ')}.`),
		...(regions.length ? [`${regions.length > 1 ? 'Regions' : 'Region'} ${regions.join(', ')}.`] : []),
		...(keys.length ? keys.map(sentenceOf) : ['No key is made yet.']),
		...(there.length ? [`Already there: ${there.join(', ')}.`] : [])
	];
	return {
		id: `${first.id.slice(0, 12)}-opening`,
		phase: 'Before',
		caption: say(question),
		describe: [...sentences, ...things.map((thing) => `${inFull(thing)}.`)].join(' '),
		opening: sentences,
		focus: lane,
		places,
		moves: [],
		wiped: [],
		hsmLit: false,
		keys,
		gates: [],
		...(Object.keys(fates).length > 0 && { fates }),
		...(caller && { people: { [lane]: caller.name } }),
		time: state.time,
		entryId: '',
		stepIndexes: []
	};
}
