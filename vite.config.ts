import { sveltekit } from '@sveltejs/kit/vite';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { launchOptions } from './scripts/browser.mjs';

/** What `/` fetches until a first envelope is sealed. Nothing else belongs here: tests/e2e/first-view.spec.ts weighs it. */
const FIRST = new RegExp(
	[
		'node_modules/(?:@sveltejs/kit|devalue|esm-env|clsx|@noble/hashes/[^?]*[?]first)[/.]?',
		'node_modules/svelte/(?!src/internal/client/index|.*(?:bindings/(?:select|size)|svelte-element|blocks/(?:await|html)|legacy/misc))',
		'src/lib/domain/(?!service|key-store)',
		'src/lib/kms/(?:call|service|tracer|validate|resolve|key-id|metadata|data-key|unsupported|key-quota|alias-name|limit|usage|open-and-seal)\\.ts',
		'src/lib/kms/operations/(?:first|create-key|create-alias|generate-data-key)\\.ts',
		'src/lib/crypto/(?:aes-gcm|blob-nonce|generator|hash|kdf|wipe)\\.ts',
		'src/lib/crypto/message/(?:header|suites|frames|message-error|seal|derive|byte-reader)\\.ts',
		'src/lib/services/client-side/(?:envelope|things|data-keys|envelope-trace)\\.ts',
		'src/lib/world/(?:state|canonical|execute|work|items|authorizer|timeline|client-commands|origins|meter-of|last-usage)\\.ts',
		'src/lib/facts/(?:limits|key-states|first-constraints|last-usage)\\.ts',
		'src/lib/machines/key-life\\.ts',
		'src/lib/hsm/(?:client|drop|over)\\.ts',
		'src/lib/view/(?:choose-hsm|new-world|session|start-session|key-name|preferences)',
		'src/lib/ui/(?:Button|Callout)',
		'src/routes/\\+(?:layout|error)',
		'[.]svelte-kit/generated/root'
	].join('|')
);

/** The parts of the stage that stand on `/` before anything moves. */
const STILL =
	/src\/lib\/scene\/(?:geometry\/(?:layout|columns|story|fit|slots|grid|identicon|name|rings)|marks\/(?:Ground|KeyRing|LaneMark|Glyph|GlassBox|shapes))\.|src\/lib\/flows\/(?:names|beat)\.ts/;

/**
 * Gives crypto/hash.ts copies of its own of the modules of @noble: those hold much that only later pages use, and a
 * module is fetched whole or not at all.
 */
const nobleForFirst = (): Plugin => ({
	name: 'noble-for-first',
	apply: 'build',
	enforce: 'pre',
	async resolveId(source, importer, options) {
		if (!importer) return null;
		const copied = importer.endsWith('?first') && source.startsWith('.');
		const asked = source.startsWith('@noble/') && /lib\/crypto\/hash\.ts$/.test(importer);
		if (!copied && !asked) return null;
		const from = importer.replace('?first', '');
		const found = await this.resolve(source, from, { ...options, skipSelf: true });
		return found && !found.external ? { ...found, id: `${found.id}?first`, moduleSideEffects: false } : found;
	}
});

/**
 * What the HSM's worker fetches later is in no list of SvelteKit's: written out here, so that the service worker can
 * keep it for when the network is off.
 */
const listWorkerChunks = (): Plugin => ({
	name: 'list-worker-chunks',
	generateBundle(_, bundle) {
		const chunks = Object.values(bundle).flatMap((one) =>
			one.type === 'chunk' && !one.isEntry ? [one.fileName] : []
		);
		// The other worker fetches nothing.
		if (chunks.length > 0)
			this.emitFile({ type: 'asset', fileName: '_app/worker-chunks.json', source: JSON.stringify(chunks) });
	}
});

/** Tests of the engine that put something in the place of a module or a global. */
const ALONE = [
	'tests/unit/hsm/*.test.ts',
	'tests/unit/learn/notes.test.ts',
	'tests/property/no-nonce-twice.test.ts'
];
const engine = {
	environment: 'node',
	setupFiles: 'tests/equal-bytes.ts',
	testTimeout: 60_000
} as const;

export default defineConfig({
	plugins: [nobleForFirst(), sveltekit()],
	worker: { format: 'es', plugins: () => [nobleForFirst(), listWorkerChunks()] },
	build: {
		// Plain import() for what loads later: the list of its dependencies' names would weigh more than it saves.
		modulePreload: false,
		rolldownOptions: {
			output: {
				// What every page starts with, in one file: it packs better than thirty small ones.
				codeSplitting: {
					groups: [
						{ name: 'first', test: FIRST },
						{ name: 'still', test: STILL }
					]
				}
			}
		}
	},
	optimizeDeps: {
		include: [
			'xstate',
			'@aws-sdk/client-kms',
			'd3',
			'idb',
			'@noble/ciphers/aes.js',
			'@noble/hashes/sha2.js',
			'@noble/hashes/hmac.js',
			'@noble/hashes/hkdf.js',
			'@noble/hashes/sha3.js',
			'@noble/hashes/legacy.js',
			'@noble/curves/nist.js',
			'@noble/curves/secp256k1.js',
			'@noble/curves/ed25519.js',
			'@noble/post-quantum/ml-dsa.js',
			'@noble/post-quantum/ml-kem.js',
			'micro-rsa-dsa-dh/rsa.js',
			'micro-rsa-dsa-dh/utils.js'
		]
	},
	test: {
		maxWorkers: '100%',
		projects: [
			{
				extends: true,
				test: {
					...engine,
					name: 'engine',
					include: ['tests/{unit,property,vectors}/**/*.test.ts', 'tests/*.test.ts'],
					exclude: ['**/*.browser.test.ts', ...ALONE],
					// What all of them import is loaded once.
					isolate: false
				}
			},
			{
				extends: true,
				test: {
					...engine,
					name: 'engine-alone',
					include: ['tests/{contract,endpoint}/**/*.test.ts', ...ALONE],
					exclude: ['**/*.browser.test.ts']
				}
			},
			{
				extends: true,
				test: {
					name: 'browser',
					include: ['tests/browser/**/*.test.ts', 'tests/contract/**/*.browser.test.ts'],
					testTimeout: 60_000,
					browser: {
						enabled: true,
						headless: true,
						provider: playwright({ launchOptions: launchOptions() }),
						instances: [{ browser: 'chromium' }],
						screenshotFailures: false
					}
				}
			}
		]
	}
});
