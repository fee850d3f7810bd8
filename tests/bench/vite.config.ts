import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Bundles the engine for the benchmark page; no part of the site. */
export default defineConfig({
	root: fileURLToPath(new URL('.', import.meta.url)),
	base: './',
	resolve: { alias: { $lib: fileURLToPath(new URL('../../src/lib', import.meta.url)) } },
	worker: { format: 'es' },
	build: {
		outDir: fileURLToPath(new URL('../../node_modules/.cache/bench', import.meta.url)),
		emptyOutDir: true,
		target: 'esnext'
	}
});
