import { sveltekit } from '@sveltejs/kit/vite';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { launchOptions } from './scripts/browser.mjs';

const FIRST = new RegExp(
	[
		'node_modules/(?:@sveltejs/kit|devalue|esm-env|clsx|d3-(?:path|ease|timer)|@noble/hashes/(?:sha2|hmac|utils|_md|_u64))[/.]',
		'node_modules/svelte/(?!.*(?:bindings/(?:select|input)|svelte-element|legacy/misc))',
		'src/lib/(?:domain|flows|scene)/',
		'src/lib/kms/(?:call|service|tracer|validate|resolve|key-id|metadata|data-key|unsupported|tags)\\.ts',
		'src/lib/kms/operations/index\\.ts',
		'src/lib/kms/operations/(?:create-key|generate-data-key|create-alias)',
		'src/lib/crypto/(?:blob|format-error|generator|hash|kdf|wipe)',
		'src/lib/crypto/message/(?:header|aes|cursor|suites|frames|message-error|seal|derive|byte-reader|fields)',
		'src/lib/services/client-side/(?:envelope|things|data-keys|envelope-trace)',
		'src/lib/world/(?:state|canonical|execute|work|items|account-authorizer|timeline|client-commands|origins)',
		'src/lib/facts/(?:limits|key-states|constraints)',
		'src/lib/machines/(?:playback|key-life)',
		'src/lib/hsm/(?:client|over)',
		'src/lib/view/(?:choose-hsm|new-world|player|session|start-session|words|preferences)'
	].join('|')
);

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
		this.emitFile({ type: 'asset', fileName: '_app/worker-chunks.json', source: JSON.stringify(chunks) });
	}
});

export default defineConfig({
	plugins: [sveltekit()],
	worker: { format: 'es', plugins: () => [listWorkerChunks()] },
	build: {
		// Plain import() for what loads later: the list of its dependencies' names would weigh more than it saves.
		modulePreload: false,
		rolldownOptions: {
			output: {
				// What every page starts with, in one file: it packs better than thirty small ones.
				codeSplitting: { groups: [{ name: 'first', test: FIRST }] }
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
		projects: [
			{
				extends: true,
				test: {
					name: 'engine',
					environment: 'node',
					include: ['tests/{unit,contract,property,vectors,endpoint}/**/*.test.ts', 'tests/*.test.ts'],
					exclude: ['**/*.browser.test.ts'],
					testTimeout: 60_000
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
