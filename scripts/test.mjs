#!/usr/bin/env node
// `npm test`: everything, in order, stopping at the first failure. The last line alone is the count:
// "N passed, N failed". `--quick` leaves out the build and every test that needs a browser.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = `${root}test-results/reports`;
const quick = process.argv.includes('--quick');
const bin = (name, path) => [process.execPath, `${root}node_modules/${name}/${path}`];

const VITEST = bin('vitest', 'vitest.mjs');
const SVELTE_KIT = bin('@sveltejs/kit', 'svelte-kit.js');
const PLAYWRIGHT = bin('@playwright/test', 'cli.js');

function vitest(project) {
	const report = `${reports}/${project}.json`;
	return {
		command: [
			...VITEST,
			...['run', '--project', project, '--reporter=default', '--reporter=json'],
			`--outputFile.json=${report}`
		],
		report,
		count: (json) => ({
			passed: json.numPassedTests,
			failed: json.numFailedTests + (json.success || json.numFailedTests > 0 ? 0 : 1)
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

const steps = [
	{ name: 'Browser', command: [process.execPath, `${root}scripts/browser.mjs`], needsBrowser: true },
	{ name: 'Generated types', command: [...SVELTE_KIT, 'sync'] },
	{ name: 'Format', command: [...bin('prettier', 'bin/prettier.cjs'), '--check', '.'] },
	{ name: 'Lint', command: [...bin('eslint', 'bin/eslint.js'), '.'] },
	{
		name: 'Types',
		command: [
			...bin('svelte-check', 'bin/svelte-check'),
			...['--tsconfig', './tsconfig.json', '--output', 'human', '--fail-on-warnings']
		]
	},
	{ name: 'Engine tests', ...vitest('engine') },
	{
		name: 'Build',
		command: [...bin('vite', 'bin/vite.js'), 'build', '--logLevel', 'warn'],
		needsBrowser: true
	},
	{ name: 'Tests in the browser', ...vitest('browser'), needsBrowser: true },
	{ name: 'Tests of the built site', ...e2e, needsBrowser: true }
];

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const total = { passed: 0, failed: 0 };
let broken = false;
for (const step of steps) {
	if (quick && step.needsBrowser) continue;
	console.log(`\n── ${step.name} ${'─'.repeat(Math.max(0, 60 - step.name.length))}`);
	const started = performance.now();
	const [command, ...args] = step.command;
	const { status } = spawnSync(command, args, {
		cwd: root,
		stdio: 'inherit',
		env: { ...process.env, ...step.env }
	});
	if (step.report && existsSync(step.report)) {
		const counted = step.count(JSON.parse(readFileSync(step.report, 'utf8')));
		total.passed += counted.passed;
		total.failed += counted.failed;
		if (status !== 0 && counted.failed === 0) total.failed += 1;
	} else if (status !== 0) {
		total.failed += 1;
	}
	console.log(
		`   ${step.name}: ${status === 0 ? 'ok' : 'FAILED'}, ${((performance.now() - started) / 1000).toFixed(1)} s`
	);
	if (status !== 0) {
		broken = true;
		break;
	}
}

console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(broken ? 1 : 0);
