/**
 * The comparison of kinds of key, tried: for each cell a world of its own in which the key is made and the question
 * asked by a real call. Nothing here knows the answers.
 */
import { billOf } from '$lib/bill/bill';
import { readLedger } from '$lib/bill/ledger';
import { monthOf } from '$lib/bill/month';
import type { Entry, Json } from '$lib/domain/entry';
import type { Hsm } from '$lib/domain/hsm';
import { KEY_KINDS, type KeyKind, type KindId } from '$lib/scenarios/key-kinds';
import { QUESTIONS, type Question } from '$lib/scenarios/kind-questions';
import { seedOf } from '$lib/scenarios/parts';
import { beginPlay, type Play } from '$lib/scenarios/run';
import { recordsOf } from '$lib/trail/records';

/** The first moment of a month of 30 days, so that a month costs a month. */
const STARTS = Date.UTC(2026, 10, 1);
export const KIND_SEED = seedOf('glass-kms kinds of key');

export interface Trial {
	readonly kind: KindId;
	readonly question: string;
	readonly yes: boolean;
	/** The answer in a few words: "Every 365 days", an exception's code, "$1.00". */
	readonly says: string;
	/** What was called, by whom, and what came back. */
	readonly call: { readonly name: string; readonly by: string; readonly input: Json };
	readonly answer: Json;
	/** The claim of the notes that this corrects. */
	readonly corrects?: number;
}

/** All cells, in the order of questions and kinds. `hsm`: of a world seeded with `KIND_SEED`, with the RSA test keys. */
export async function tryKinds(hsm: Hsm): Promise<readonly Trial[]> {
	const trials: Trial[] = [];
	for (const question of QUESTIONS)
		for (const kind of KEY_KINDS) trials.push(await tryKind(kind, question, hsm));
	return trials;
}

/** The world of one cell, and the call that answers it. */
export async function playKind(
	kind: KeyKind,
	question: Question,
	hsm: Hsm
): Promise<{ readonly play: Play; readonly entry: Entry }> {
	const play = beginPlay({ id: 'kinds', title: kind.name, seed: KIND_SEED, startsAt: STARTS }, hsm);
	for (const step of kind.setup) await play.step(step);
	for (const step of question.before?.(kind) ?? []) await play.try(step);
	const { entry } = await play.try(question.call(kind));
	return { play, entry };
}

export async function tryKind(kind: KeyKind, question: Question, hsm: Hsm): Promise<Trial> {
	const { play, entry } = await playKind(kind, question, hsm);
	const { outcome, command } = entry;
	const corrects = question.corrected?.[kind.id];
	return {
		kind: kind.id,
		question: question.id,
		...read(question, kind, play, entry),
		call: {
			name: text(command['operation']) || text(command['type']),
			by: text(command['caller']).split(':').at(-1) ?? '',
			input: command['input'] ?? null
		},
		answer: outcome.ok
			? outcome.result
			: { __type: outcome.error.code, message: outcome.error.message, why: outcome.error.why.detail },
		...(corrects !== undefined && { corrects })
	};
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

function read(
	question: Question,
	kind: KeyKind,
	{ timeline }: Play,
	entry: Entry
): Pick<Trial, 'yes' | 'says'> {
	const { outcome } = entry;
	switch (question.reads) {
		case 'answer':
			return outcome.ok ? { yes: true, says: 'Yes' } : { yes: false, says: outcome.error.code };
		case 'period': {
			if (!outcome.ok) return { yes: false, says: outcome.error.code };
			const status = outcome.result as { readonly [member: string]: Json };
			return status['KeyRotationEnabled'] === true
				? { yes: true, says: `Every ${Number(status['RotationPeriodInDays'] ?? 365)} days` }
				: { yes: false, says: 'Never' };
		}
		case 'trail': {
			const records = recordsOf(entry, () => timeline.stateAt(entry.parent));
			const names = records.map(({ record }) => record.eventName);
			return names.length > 0 ? { yes: true, says: `Yes: ${names.join(', ')}` } : { yes: false, says: 'No' };
		}
		case 'bill': {
			const account = timeline.stateAt(timeline.head);
			const bill = billOf(readLedger(timeline.path()), {
				account: originAccount(entry),
				month: monthOf(STARTS),
				year: 'today',
				until: account.time
			});
			const keys = bill.lines.filter((line) => line.kind === 'key');
			const cost = keys.reduce((sum, line) => sum + (line.amount ?? 0), 0);
			return {
				yes: cost > 0,
				says: keys.length === 0 ? '$0.00, not on your bill' : `$${cost.toFixed(2)}`
			};
		}
	}
}

/** The account of whoever acted; entries keep it as text. */
const originAccount = (entry: Entry): Parameters<typeof billOf>[1]['account'] =>
	text(entry.command['account']) as Parameters<typeof billOf>[1]['account'];
