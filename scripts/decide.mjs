#!/usr/bin/env node
// `npm run decide -- FILE`: decides the cases of FILE (the form of authorization-cases.json) and prints one JSON line a
// case: id, decision, decidedBy, reason, and expected and agrees where the case says what it expects. `-` reads stdin.
// Exit code 0: all agree. 1: one disagrees. 2: the file cannot be read or is not in the form.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const lib = fileURLToPath(new URL('../src/lib', import.meta.url));

/** The policy layer as JavaScript: pure TypeScript without a framework, so one bundle in memory is all it takes. */
async function loadPolicyLayer() {
	const bundle = await rolldown({
		input: join(lib, 'policy/case-format.ts'),
		resolve: { alias: { $lib: lib } },
		platform: 'node',
		tsconfig: false,
		logLevel: 'silent'
	});
	const { output } = await bundle.generate({ format: 'esm' });
	await bundle.close();
	const folder = mkdtempSync(join(tmpdir(), 'glass-kms-decide-'));
	try {
		const file = join(folder, 'policy.mjs');
		writeFileSync(file, output[0].code);
		return await import(pathToFileURL(file).href);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function stop(message) {
	console.error(message);
	process.exit(2);
}

const [path] = process.argv.slice(2);
if (path === undefined || path === '--help' || path === '-h')
	stop(
		'Usage: npm run decide -- FILE   (cases in the form of authorization-cases.json; - for standard input)'
	);

const { readCases, runCase } = await loadPolicyLayer();
let cases;
try {
	cases = readCases(JSON.parse(readFileSync(path === '-' ? 0 : path, 'utf8')));
} catch (error) {
	stop(`${path}: ${error.message}`);
}
let disagreeing = 0;
for (const one of cases) {
	const result = runCase(one);
	if (result.agrees === false) disagreeing += 1;
	console.log(JSON.stringify(result));
}
process.exitCode = disagreeing > 0 ? 1 : 0;
