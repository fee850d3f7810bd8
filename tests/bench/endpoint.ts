/**
 * What the endpoint bench runs besides the endpoint itself: a world in this very program with the request handler that
 * a page has. Bundled for Node by scripts/bench-endpoint.mjs.
 */
import { createInProcessHsm } from '$lib/hsm/in-process';
import { newOrigin } from '$lib/world/origins';
import { RunningWorld } from '$lib/world/running-world';
import { WorldRequestHandler } from '$lib/world/wire/request-handler';

export function inPageHandler(): WorldRequestHandler {
	const seed = new Uint8Array(32).fill(1);
	const origin = newOrigin({ seed, id: 'bench', name: 'bench', startsAt: Date.UTC(2026, 0, 1) });
	const world = new RunningWorld({ origin, hsm: createInProcessHsm({ seed }) });
	const { caller, account, region } = origin;
	return new WorldRequestHandler({
		run: (command) => world.run(command),
		acting: { caller, account, region }
	});
}
