/** Where a claim of the notes is shown: links to scenes, pages, and what the lab opens. */
import { resolve } from '$app/paths';
import type { Claim, Shown } from '$lib/facts/notes';
import { SCENARIOS, scenarioById } from '$lib/scenarios';
import { TOOLS } from '../tools';

export interface ShownLink {
	readonly href: string;
	readonly words: string;
}

const LAB_TABS: Readonly<Record<string, string>> = {
	seal: 'Seal',
	sealed: 'Sealed',
	keys: 'Keys',
	services: 'Services'
};
const PAGES: Readonly<Record<string, string>> = {
	'/kinds': 'Kinds of key, compared',
	'/glossary': 'Glossary'
};

/** undefined when it points to nothing that exists. */
export function linkOf(shown: Shown): ShownLink | undefined {
	const at = shown.indexOf(':');
	const [kind, id] = [shown.slice(0, at), shown.slice(at + 1)];
	if (kind === 'scene') {
		const scene = scenarioById(id);
		return scene && { href: resolve('/scenarios/[id]', { id }), words: scene.title };
	}
	if (kind === 'page') {
		const words = PAGES[id];
		return words === undefined ? undefined : { href: `${resolve('/')}${id.slice(1)}/`, words };
	}
	const words = kind === 'tool' ? TOOLS.find((tool) => tool.id === id)?.label : LAB_TABS[id];
	return words === undefined
		? undefined
		: { href: `${resolve('/lab')}?${kind}=${id}`, words: `Lab: ${words}` };
}

/** Of the claim itself, and of the scenes that say they show it. */
export function shownOf(claim: Claim): readonly Shown[] {
	const scenes = SCENARIOS.filter(({ shows }) => shows?.includes(claim.row)).map(
		({ id }) => `scene:${id}` as const
	);
	return [...new Set<Shown>([...scenes, ...claim.shown])];
}
