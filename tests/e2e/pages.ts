/** What the built site has: every page is a folder with an index.html. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { BUILD } from '../../scripts/serve.mjs';

/** Paths of all prerendered pages, relative to the site's base: '', 'lab/', 'scenarios/rotate/' … */
export const pages: readonly string[] = existsSync(BUILD)
	? readdirSync(BUILD, { recursive: true, encoding: 'utf8' })
			.map((path) => path.replaceAll('\\', '/'))
			.filter((path) => path.endsWith('.html'))
			.map((path) => (dirname(path) === '.' ? '' : `${dirname(path)}/`))
			.sort()
	: [];

/** Pages that one template makes from a table: the first and the last of them stand for all. */
const GENERATED = /^reference\/(operations|key-states)\//;
const templateOf = (path: string): string => GENERATED.exec(path)?.[0] ?? path;
export const samplePages: readonly string[] = pages.filter((path, i) => {
	const template = templateOf(path);
	return templateOf(pages[i - 1] ?? '') !== template || templateOf(pages[i + 1] ?? '') !== template;
});

/** The first scene of the site, as embeds and the big screen know it. */
export const firstScene = pages.find((path) => path.startsWith('embed/'))?.split('/')[1];
