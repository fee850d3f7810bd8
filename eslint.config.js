import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// TypeScript reads a component as the parser writes it for TypeScript, from the start; otherwise the whole program is
// made anew with each component that is linted.
process.env.SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK = '1';
const { default: svelte } = await import('eslint-plugin-svelte');

/** Below `view` there is no screen, no wall clock and no randomness but the world's own. */
const engine = [
	...['domain', 'facts', 'crypto', 'machines', 'policy', 'hsm', 'kms', 'services', 'world'],
	...['scenarios', 'flows', 'scene/geometry']
].map((layer) => `src/lib/${layer}/**/*.ts`);

export default ts.config(
	{ ignores: ['build/', 'dist/', '.svelte-kit/', 'node_modules/', 'test-results/', 'playwright-report/'] },
	js.configs.recommended,
	...ts.configs.recommendedTypeChecked,
	...svelte.configs.recommended,
	prettier,
	...svelte.configs.prettier,
	{
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: {
				projectService: {
					allowDefaultProject: ['*.js', 'playwright.config.ts', 'scripts/*.mjs', 'src/service-worker.ts']
				},
				extraFileExtensions: ['.svelte'],
				tsconfigRootDir: import.meta.dirname
			}
		},
		rules: {
			eqeqeq: 'error',
			'no-undef': 'off',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true }
			],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			// An async method without await keeps a port's promise; a template may hold a number.
			'@typescript-eslint/require-await': 'off',
			'@typescript-eslint/restrict-template-expressions': [
				'error',
				{ allowNumber: true, allowBoolean: true }
			],
			'svelte/no-at-html-tags': 'error'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
		rules: {
			// Svelte's `$props()` and snippets are seen as `any` by the type-aware rules; svelte-check types them.
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
			'prefer-const': 'off'
		}
	},
	{
		files: engine,
		rules: {
			// The whole order is held by tests/architecture.test.ts, which names the line.
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							group: ['svelte', 'svelte/*', '$app/*', '$lib/view/*', '$lib/ui/*', '$lib/features/*'],
							message: 'The engine knows no screen: nothing below view imports it.'
						}
					]
				}
			],
			'no-restricted-properties': [
				'error',
				{ object: 'Date', property: 'now', message: "Time is data: take the world's." },
				{ object: 'Math', property: 'random', message: "Randomness comes from the world's seed." },
				{ object: 'crypto', property: 'getRandomValues', message: "Randomness comes from the world's seed." }
			]
		}
	},
	{
		files: ['**/*.js', '**/*.mjs', 'playwright.config.ts'],
		...ts.configs.disableTypeChecked
	},
	{
		files: ['tests/**/*.ts'],
		rules: {
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/unbound-method': 'off'
		}
	}
);
