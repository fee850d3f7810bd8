import { sveltekit } from '@sveltejs/kit/vite';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { launchOptions } from './scripts/browser.mjs';

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
	optimizeDeps: {
		include: [
			'xstate',
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
					include: ['tests/{unit,contract,property,vectors}/**/*.test.ts', 'tests/*.test.ts'],
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
