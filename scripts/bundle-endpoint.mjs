#!/usr/bin/env node
// Bundles src/endpoint/ into one Node file, dist/endpoint.mjs, with everything it needs in it. Part of `npm run build`;
// the start scripts call it when the file is missing or older than its sources.
import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
export const ENDPOINT = `${root}dist/endpoint.mjs`;

export function newest(path) {
	const info = statSync(path);
	if (!info.isDirectory()) return info.mtimeMs;
	return Math.max(info.mtimeMs, ...readdirSync(path).map((name) => newest(`${path}/${name}`)));
}

/** Everything below the view, and the packages. */
const SOURCES = [
	'src/endpoint',
	...['domain', 'facts', 'crypto', 'machines', 'policy', 'hsm', 'kms', 'services', 'world'].map(
		(it) => `src/lib/${it}`
	),
	'package-lock.json'
];

export async function bundleEndpoint({ file = ENDPOINT } = {}) {
	const bundle = await rolldown({
		input: `${root}src/endpoint/index.ts`,
		resolve: { alias: { $lib: `${root}src/lib` } },
		platform: 'node',
		tsconfig: false,
		logLevel: 'warn'
	});
	const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
	await bundle.close();
	// Whole or not at all: another start may be reading it.
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(`${file}.${process.pid}`, output[0].code);
	renameSync(`${file}.${process.pid}`, file);
	return file;
}

/** The endpoint as a module, bundled anew where that is due. */
export async function loadEndpoint() {
	const made = existsSync(ENDPOINT) ? statSync(ENDPOINT).mtimeMs : 0;
	if (SOURCES.some((source) => existsSync(root + source) && newest(root + source) > made))
		await bundleEndpoint();
	return import(pathToFileURL(ENDPOINT).href);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundleEndpoint();
