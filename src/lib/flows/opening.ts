/**
 * The beat before anything moves: who is there, where, which keys in which state, and what was sealed before. Read from
 * the state of the world at that moment and from the traces of what was done before; the caption is the question.
 */
import type { Entry, WorldState } from '$lib/domain/entry';
import type { Thing } from '$lib/domain/trace';
import type { Beat, KeyPicture, LaneId, Placed } from './beat';
import { callerOf } from './beats';
import type { Holdings } from './holdings';
import { fatesOf, keysOf, pictureOf } from './keys';
import { accountOfCaller } from './places';
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

const sentenceOf = ({ aliases, keyId, state, rings, daysLeft }: KeyPicture): string =>
	`${aliases[0] ?? shortKey(keyId)} is ${state}${
		daysLeft === undefined ? '' : `, to be deleted in ${plural(daysLeft, 'day')}`
	}, with ${rings === 0 ? 'no material yet' : plural(rings, 'generation')}.`;

/** Each kind of thing once. */
const thereIs = (things: readonly Thing[]): string => {
	const counts = new Map<string, number>();
	for (const thing of things) counts.set(nameOf(thing), (counts.get(nameOf(thing)) ?? 0) + 1);
	return [...counts].map(([name, count]) => (count === 1 ? name : `${name} (${count})`)).join(', ');
};

/** Of the entries the first that is somebody's deed: the calendar has nobody in it. */
export function openingBeat(opening: Opening): Beat | undefined {
	const { question, entries, state, holdings } = opening;
	const [first] = entries;
	if (!first) return undefined;
	const caller = callerOf(first, true);
	const spot = { account: accountOfCaller(first), region: '' };
	const lane: LaneId = holdings.places.lane('caller', spot);
	const arns = [...new Set(entries.flatMap(keysOf))];
	const keys = arns.flatMap((arn) => pictureOf(arn, state, undefined) ?? []);
	holdings.keep(matters(opening, new Set(arns)));
	const places = holdings.list();
	const things = places.map(({ thing }) => thing);
	const people = new Map(
		entries.flatMap((entry) => {
			const one = callerOf(entry, true);
			return one ? [[`${one.name} of ${one.account}`, one] as const] : [];
		})
	);
	const regions = [...new Set(keys.map(({ arn }) => arn.split(':')[3] ?? ''))];
	const fates = fatesOf(places, state);
	const sentences = [
		...[...people.values()].map(({ name, account }) => `${name} acts in account ${account}.`),
		...(regions.length ? [`${regions.length > 1 ? 'Regions' : 'Region'} ${regions.join(', ')}.`] : []),
		...(keys.length ? keys.map(sentenceOf) : ['No key is made yet.']),
		...(things.length ? [`Already there: ${thereIs(things)}.`] : [])
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
