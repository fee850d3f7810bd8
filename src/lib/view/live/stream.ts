/**
 * The stream of an endpoint's log: the world when nothing of it is known here, then each entry as it is appended.
 * The browser comes back by itself when it is cut off and names the entry it saw last, so none is lost.
 */
import type { Entry } from '$lib/domain/entry';
import type { WorldFile } from '$lib/world/world-file';

export interface StreamListener {
	onWorld(world: WorldFile): void;
	onEntry(entry: Entry): void;
	/** `gone`: nothing here streams a world, and the browser will not try again. */
	onConnection(connection: 'open' | 'lost' | 'gone'): void;
}

/** @returns what ends it. */
export function streamFrom(address: string, listener: StreamListener): () => void {
	const source = new EventSource(address);
	source.addEventListener('open', () => listener.onConnection('open'));
	source.addEventListener('error', () =>
		listener.onConnection(source.readyState === EventSource.CLOSED ? 'gone' : 'lost')
	);
	source.addEventListener('world', ({ data }: MessageEvent<string>) =>
		listener.onWorld(JSON.parse(data) as WorldFile)
	);
	source.addEventListener('entry', ({ data }: MessageEvent<string>) =>
		listener.onEntry(JSON.parse(data) as Entry)
	);
	return () => source.close();
}
