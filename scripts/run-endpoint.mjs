// What `npm start` and `npm run endpoint` share: options, the world, the socket, and an end that loses nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEndpoint } from './bundle-endpoint.mjs';
import { BUILD, serve } from './serve.mjs';

/** Reads the options and opens the world, or says in a sentence what is wrong and exits with 1. */
export async function openOrExit(args, { beforeOpen } = {}) {
	const module = await loadEndpoint();
	if (args.includes('--help') || args.includes('-h')) {
		console.log(module.HELP);
		process.exit(0);
	}
	try {
		const options = module.parseOptions(args);
		beforeOpen?.(options);
		return { module, options, endpoint: await module.openEndpoint(options) };
	} catch (error) {
		const told = [module.OptionsError, module.SetUpError, module.WorldFileError];
		if (!told.some((kind) => error instanceof kind)) throw error;
		console.error(error.message);
		process.exit(1);
	}
}

/** Serves until the program is told to stop; a second Ctrl+C does not wait. */
export async function run({ module, options, endpoint, site }) {
	const nothing = site ? undefined : mkdtempSync(join(tmpdir(), 'glass-kms-'));
	const { url, close } = await serve({
		root: nothing ?? BUILD,
		port: options.port,
		exact: !site || options.noBuild,
		cors: site,
		first: endpoint.handle
	}).catch(async (error) => {
		await endpoint.close();
		console.error(`Port ${options.port} cannot be had: ${error.message}`);
		process.exit(1);
	});
	console.log(module.banner({ endpoint, options, url, site }));
	let ending = false;
	const end = async () => {
		if (ending) process.exit(1);
		ending = true;
		await endpoint.close();
		await close();
		if (nothing) rmSync(nothing, { recursive: true, force: true });
		process.exit(0);
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end());
}
