#!/usr/bin/env node
// `npm start`: builds the playground if its sources are newer than the build, serves it together with the wire
// endpoint at one address, and prints that.
//   --port 5000   start looking for a free port there (4173 by default)
//   --no-build    serve build/ as it is, on exactly that port (for the tests)
//   --help        says what else can be asked
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { newest } from './bundle-endpoint.mjs';
import { openOrExit, run } from './run-endpoint.mjs';
import { BUILD } from './serve.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Whether build/ is missing or older than anything it is made from. */
function stale() {
	const built = `${BUILD}index.html`;
	if (!existsSync(built)) return true;
	const made = statSync(built).mtimeMs;
	const sources = ['src', 'static', 'svelte.config.js', 'vite.config.ts', 'package-lock.json'];
	return sources.some((source) => existsSync(root + source) && newest(root + source) > made);
}

function build() {
	console.log('Building the playground …');
	const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));
	const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
		cwd: root,
		stdio: 'inherit'
	});
	if (built.status !== 0) process.exit(built.status ?? 1);
}

const opened = await openOrExit(process.argv.slice(2), {
	beforeOpen: ({ noBuild }) => void (!noBuild && stale() && build())
});
await run({ ...opened, site: true });
