import { sveltekit } from '@sveltejs/kit/vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { launchOptions } from './scripts/browser.mjs';

export default defineConfig({
	plugins: [sveltekit()],
	worker: { format: 'es' },
	optimizeDeps: {
		include: [
			'xstate',
			'd3',
			'idb',
			'@noble/ciphers/aes.js',
			'@noble/hashes/sha2.js',
			'@noble/hashes/hmac.js',
			'@noble/hashes/hkdf.js',
			'@noble/curves/nist.js'
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
