/**
 * The endpoint's log as a stream of server-sent events: `world` (origin, entries, head) when a follower knows nothing
 * of this world, then `entry` for each that is appended. Each event's id is that of the last entry, so that a follower
 * that was cut off names it (`Last-Event-ID`) and misses none.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Entry } from '$lib/domain/entry';
import type { RunningWorld } from '$lib/world/running-world';

const HEARTBEAT = 15_000;
/** Bytes that a follower may lag behind; one that lags more is cut off and comes back for the rest. */
const BEHIND = 64 * 1024 * 1024;

const event = (name: string, id: string | null, data: unknown): string =>
	`event: ${name}\nid: ${id ?? ''}\ndata: ${JSON.stringify(data)}\n\n`;
const entryEvent = (entry: Entry): string => event('entry', entry.id, entry);

/** No other site's page may load it, not even as a script or an image. */
export const OWN_PAGES_ONLY = {
	'Cross-Origin-Resource-Policy': 'same-origin',
	'X-Content-Type-Options': 'nosniff'
} as const;

export function streamWorld(
	request: IncomingMessage,
	response: ServerResponse,
	world: RunningWorld
): () => void {
	response.writeHead(200, {
		'Content-Type': 'text/event-stream; charset=utf-8',
		'Cache-Control': 'no-store',
		...OWN_PAGES_ONLY,
		'X-Accel-Buffering': 'no'
	});
	const last = request.headers['last-event-id'];
	const missed = typeof last === 'string' && last !== '' ? world.entriesAfter(last) : undefined;
	response.write('retry: 500\n\n');
	if (missed) for (const entry of missed) response.write(entryEvent(entry));
	else response.write(event('world', world.entries.at(-1)?.id ?? null, wholeOf(world)));
	const unfollow = world.follow((entry) => {
		response.write(entryEvent(entry));
		if (response.writableLength > BEHIND) response.destroy();
	});
	const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT);
	const end = (): void => {
		clearInterval(heartbeat);
		unfollow();
		response.end();
	};
	response.on('close', end);
	return end;
}

const wholeOf = ({ origin, entries, head }: RunningWorld) => ({ origin, entries, head });
