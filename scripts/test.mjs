#!/usr/bin/env node
// `npm test`: everything, in order, stopping at the first failure. The last line alone is the count:
// "N passed, N failed". `--quick` leaves out the build and every test that needs a browser.
// Steps that use one core stand in two lanes, which run beside each other; the rest has all cores to itself.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = `${root}test-results/reports`;
const quick = process.argv.includes('--quick');
const bin = (name, path) => [process.execPath, `${root}node_modules/${name}/${path}`];

const VITEST = bin('vitest', 'vitest.mjs');
const SVELTE_KIT = bin('@sveltejs/kit', 'svelte-kit.js');
const PLAYWRIGHT = bin('@playwright/test', 'cli.js');

/** What did not run, by the name of its set, which says why; Vitest itself only counts them. */
const skippedIn = ({ testResults }) => [
	...new Set(
		testResults
			.flatMap(({ assertionResults }) => assertionResults)
			.filter(({ status }) => status === 'skipped' || status === 'pending')
			.map(({ ancestorTitles: [set], title }) => set || title)
	)
];

function vitest(name, project = name) {
	const report = `${reports}/${name}.json`;
	return {
		command: [
			...VITEST,
			...['run', '--project', project, '--reporter=default', '--reporter=json'],
			`--outputFile.json=${report}`
		],
		report,
		count: (json) => ({
			passed: json.numPassedTests,
			failed: json.numFailedTests + (json.success || json.numFailedTests > 0 ? 0 : 1),
			skipped: skippedIn(json)
		})
	};
}

const e2e = {
	command: [...PLAYWRIGHT, 'test', '--reporter=list,json'],
	report: `${reports}/e2e.json`,
	env: { PLAYWRIGHT_JSON_OUTPUT_NAME: `${reports}/e2e.json` },
	count: ({ stats, errors }) => ({
		passed: stats.expected + stats.flaky,
		failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0)
	})
};

const lint = { name: 'Lint', command: [...bin('eslint', 'bin/eslint.js'), '.'] };
const format = { name: 'Format', command: [...bin('prettier', 'bin/prettier.cjs'), '--check', '.'] };
const types = {
	name: 'Types',
	command: [
		...bin('svelte-check', 'bin/svelte-check'),
		...['--tsconfig', './tsconfig.json', '--output', 'human', '--fail-on-warnings']
	]
};
const build = {
	name: 'Build',
	command: [...bin('vite', 'bin/vite.js'), 'build', '--logLevel', 'warn'],
	needsBrowser: true
};
const inBrowser = { name: 'Tests in the browser', ...vitest('browser'), needsBrowser: true };
/** One stage after another; the lanes of a stage beside each other, each about as long as the other. */
const stages = [
	[[{ name: 'Browser', command: [process.execPath, `${root}scripts/browser.mjs`], needsBrowser: true }]],
	[[{ name: 'Generated types', command: [...SVELTE_KIT, 'sync'] }]],
	[
		[lint, format],
		[types, build, inBrowser]
	],
	[[{ name: 'Engine tests', ...vitest('engine', 'engine*') }]],
	[[{ name: 'Tests of the built site', ...e2e, needsBrowser: true }]]
];

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const total = { passed: 0, failed: 0 };
let broken = false;
/** What runs now: ended when a step beside it failed. */
const running = new Set();

/** Runs a command; `alone` shows what it says as it says it, else all of it at the end. */
function finished({ command, env }, alone) {
	return new Promise((resolve) => {
		const [program, ...args] = command;
		const child = spawn(program, args, {
			cwd: root,
			stdio: alone ? 'inherit' : ['ignore', 'pipe', 'pipe'],
			env: { ...process.env, ...env }
		});
		running.add(child);
		const said = [];
		child.stdout?.on('data', (data) => said.push(data));
		child.stderr?.on('data', (data) => said.push(data));
		child.on('error', (error) => said.push(Buffer.from(`${error.message}\n`)));
		child.on('close', (status) => {
			running.delete(child);
			resolve({ status, said: Buffer.concat(said).toString() });
		});
	});
}

async function runStep(step, alone) {
	const title = `\n── ${step.name} ${'─'.repeat(Math.max(0, 60 - step.name.length))}`;
	if (alone) console.log(title);
	const started = performance.now();
	const { status, said } = await finished(step, alone);
	if (broken) return;
	if (!alone) console.log(`${title}\n${said.trimEnd()}`);
	if (step.report && existsSync(step.report)) {
		const counted = step.count(JSON.parse(readFileSync(step.report, 'utf8')));
		total.passed += counted.passed;
		total.failed += counted.failed;
		if (status !== 0 && counted.failed === 0) total.failed += 1;
		for (const name of counted.skipped ?? []) console.log(`   - ${name}`);
	} else if (status !== 0) {
		total.failed += 1;
	}
	console.log(
		`   ${step.name}: ${status === 0 ? 'ok' : 'FAILED'}, ${((performance.now() - started) / 1000).toFixed(1)} s`
	);
	if (status !== 0) {
		broken = true;
		for (const child of running) child.kill();
	}
}

for (const stage of stages)
	await Promise.all(
		stage.map(async (lane) => {
			for (const step of lane)
				if (!broken && !(quick && step.needsBrowser)) await runStep(step, stage.length === 1);
		})
	);

console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(broken ? 1 : 0);
