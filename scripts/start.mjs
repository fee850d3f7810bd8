#!/usr/bin/env node
// `npm start`: builds the playground if its sources are newer than the build, serves it, prints its address.
//   --port 5000   start looking for a free port there (4173 by default)
//   --no-build    serve build/ as it is, on exactly that port (for the tests)
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BUILD, serve } from './serve.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
	options: { port: { type: 'string', default: '4173' }, 'no-build': { type: 'boolean', default: false } }
});

const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
	console.error(`--port wants a number from 0 to 65535, not "${values.port}".`);
	process.exit(1);
}

function newest(path) {
	const info = statSync(path);
	if (!info.isDirectory()) return info.mtimeMs;
	return Math.max(info.mtimeMs, ...readdirSync(path).map((name) => newest(`${path}/${name}`)));
}

/** Whether build/ is missing or older than anything it is made from. */
function stale() {
	const built = `${BUILD}index.html`;
	if (!existsSync(built)) return true;
	const made = statSync(built).mtimeMs;
	const sources = ['src', 'static', 'svelte.config.js', 'vite.config.ts', 'package-lock.json'];
	return sources.some((source) => existsSync(root + source) && newest(root + source) > made);
}

if (!values['no-build'] && stale()) {
	console.log('Building the playground …');
	const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));
	const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
		cwd: root,
		stdio: 'inherit'
	});
	if (built.status !== 0) process.exit(built.status ?? 1);
}

const { url } = await serve({ port, exact: values['no-build'], cors: true });
console.log(`\n  Glass KMS is at ${url}\n  Stop it with Ctrl+C.\n`);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
