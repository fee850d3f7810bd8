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

/** The first scene of the site, as embeds and the big screen know it. */
export const firstScene = pages.find((path) => path.startsWith('embed/'))?.split('/')[1];
