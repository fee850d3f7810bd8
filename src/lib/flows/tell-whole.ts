/** A beat of several steps: a call in one sentence from its question to its answer, or a question with what it names. */
import type { TraceStep } from '$lib/domain/trace';
import type { Naming } from './asks';
import type { CaptionPart, Tone } from './beat';
import type { Group } from './groups';
import { tell } from './tell';
import { VERDICTS } from './tell-call';
import type { Told } from './teller';
import { nameOf, ROOM, say } from './words';

/** A glyph stands before a word with a tone, as wide as three letters. */
export const lettersOf = (parts: readonly CaptionPart[]): number =>
	parts.reduce((sum, { text, tone }) => sum + text.length + (tone ? 3 : 0), 0);

type Answer = Extract<TraceStep, { kind: 'answer' }>;
type Authorization = Extract<TraceStep, { kind: 'authorize' }>;

/** What comes back to the one who asked. */
function answerOf({ steps, lead }: Group): Answer | undefined {
	const answers = steps.filter((step): step is Answer => step.kind === 'answer');
	return answers.findLast(({ to }) => lead.kind === 'request' && to === lead.from) ?? answers.at(-1);
}

/** Why not: the state of the key where that is it, else the error. */
function refusalOf(group: Group): CaptionPart[] | undefined {
	const state = group.steps.find((step) => step.kind === 'key-state' && !step.allowed);
	if (state?.kind === 'key-state') return say(': the key is ', [state.state, 'denied'], '.');
	const { error } = answerOf(group) ?? {};
	return error && say(': ', [error.code, 'denied'], '.');
}

const stateWord = (state: string): [string, Tone] => [state, state === 'Enabled' ? 'allowed' : 'denied'];

/** What DescribeKey is asked for most. */
function stateAnswered(group: Group): [string, Tone] | undefined {
	const { operation, error } = answerOf(group) ?? {};
	const step = group.steps.find(({ kind }) => kind === 'key-state');
	return operation === 'DescribeKey' && !error && step?.kind === 'key-state'
		? stateWord(step.state)
		: undefined;
}

/** What came of it. */
function outcomeOf(group: Group): CaptionPart[] {
	const refusal = refusalOf(group);
	if (refusal) return refusal;
	const answer = answerOf(group);
	const rotated = group.steps.find((step) => step.kind === 'rotation');
	if (rotated?.kind === 'rotation')
		return say(': ', [`generation ${rotated.to}`, 'key-material'], ' is current.');
	const things = answer?.carries.filter(({ material }) => material !== 'context') ?? [];
	const change = things.length ? undefined : group.steps.find((step) => step.kind === 'key-transition');
	if (change?.kind === 'key-transition') return say(': it is ', stateWord(change.to), ' now.');
	const state = stateAnswered(group);
	if (state) return say(': it is ', state, '.');
	const verdict = VERDICTS[answer?.operation ?? ''];
	if (verdict) return say(': ', ...verdict, '.');
	const reads = /^(?:Describe|Get|List)/.test(answer?.operation ?? '');
	if (!things.length) return say(': ', [reads ? 'answered' : 'done', 'allowed'], '.');
	if (things.map(({ material }) => material).join() === 'data-key,wrapped-data-key')
		return say(', and gets it ', ['plain', 'data-key'], ' and ', ['encrypted', 'wrapped-data-key'], '.');
	return say(
		', and gets ',
		...things.flatMap((thing, i): (string | [string, (typeof thing)['material']])[] => [
			i === 0 ? 'the ' : ' and the ',
			[nameOf(thing), thing.material]
		]),
		'.'
	);
}

/** ": now Disabled." */
const briefOutcome = (outcome: readonly CaptionPart[]): CaptionPart[] =>
	outcome[0]?.text === ': it is ' && outcome.at(-1)?.text === ' now.'
		? [{ text: ': now ' }, ...outcome.slice(1, -1), { text: '.' }]
		: [...outcome];

/** A sentence without its full stop. */
const open = (parts: readonly CaptionPart[]): CaptionPart[] => {
	const last = parts.at(-1);
	return last ? [...parts.slice(0, -1), { ...last, text: last.text.replace(/\.$/, '') }] : [];
};

/** The same without the key and what goes along, which the picture shows. */
function briefly(parts: readonly CaptionPart[]): CaptionPart[] {
	const without = parts.filter((part, i) => part.text !== ' under ' && parts[i - 1]?.text !== ' under ');
	const along = without.findIndex(({ text }) => text === ', with the ');
	return along < 0 ? without : without.slice(0, along);
}

/** The first of them that has room; else the last. */
const fitting = (ways: readonly CaptionPart[][]): CaptionPart[] =>
	ways.find((one) => lettersOf(one) <= ROOM) ?? ways.at(-1)!;

/** What the lead says: where a key has several generations, of what is done under one of them. */
export function tellLead({ steps, lead }: Group, naming: Naming): Told {
	const unwrapped = steps.slice(0, steps.indexOf(lead)).findLast((step) => step.kind === 'hsm-unwrap');
	return unwrapped?.kind === 'hsm-unwrap' && unwrapped.generations > 1
		? tell(lead, { ...naming, generation: unwrapped.generation })
		: tell(lead, naming);
}

/** ReEncrypt takes two permissions, and a beat may pass both. */
function allowedIn(steps: readonly TraceStep[], { action, decision }: Authorization): string {
	const alike = steps.flatMap((step) =>
		step.kind === 'authorize' && step.decision.decidedBy === decision.decidedBy ? step.action : []
	);
	return [...new Set([...alike, action])].join(' and ');
}

/** What is stored or returned where its data key has just been wiped: that is the point of it, and is said. */
function afterWipe(steps: readonly TraceStep[], [first, ...rest]: readonly CaptionPart[]): CaptionPart[][] {
	const wipe = steps.find((step) => step.kind === 'client-wipe');
	if (wipe?.kind !== 'client-wipe' || !first) return [];
	const wiped = say('The ', [nameOf(wipe.what), wipe.what.material], ' is wiped; ');
	return [[...wiped, { ...first, text: first.text.replace(/^The/, 'the') }, ...rest]];
}

/** @param named calls people and services by their names. */
export function tellGroup(
	group: Group,
	naming: Naming,
	named: (parts: readonly CaptionPart[]) => CaptionPart[]
): CaptionPart[] {
	const caption = named(tellLead(group, naming).caption);
	const ask = open(caption);
	const short = open(briefly(caption));
	if (group.whole) {
		const outcome = named(outcomeOf(group));
		return fitting([
			[...ask, ...outcome],
			[...ask, ...briefOutcome(outcome)],
			[...short, ...outcome],
			[...short, ...say(answerOf(group)?.carries.length ? ', and gets it.' : '.')]
		]);
	}
	const { lead, steps } = group;
	if (lead.kind === 'authorize' && lead.decision.allowed) {
		const actions = allowedIn(steps, lead);
		return caption.map((part) => ({ ...part, text: part.text.replace(lead.action, actions) }));
	}
	const state = lead.kind === 'answer' && stateAnswered(group);
	if (state) return named(say('KMS answers the caller: the key is ', state, '.'));
	if (lead.kind === 'store' || lead.kind === 'client-return')
		return fitting([...afterWipe(steps, caption), caption]);
	if (lead.kind !== 'request') return caption;
	const names = steps.some((step) => step.kind === 'resolve' && step.by === 'ciphertext' && step.keyArn);
	return fitting([
		...(lead.to === 'kms' && names ? [[...ask, ...say(', which names its key itself.')]] : []),
		caption,
		[...short, ...say('.')]
	]);
}
