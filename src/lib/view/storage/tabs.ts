/** What the tabs of this browser tell each other (BroadcastChannel of the origin). No secret and no entry is in it. */
export type TabMessage =
	/** The world has entries, or stands somewhere, that it did not before. */
	| { readonly type: 'saved'; readonly world: string }
	/** A world was made, named, brought in or deleted. */
	| { readonly type: 'worlds' };

export interface Tabs {
	tell(message: TabMessage): void;
	close(): void;
}

/** Where the browser has no such channel, nothing is told and nothing heard. */
export function talkToTabs(hear: (message: TabMessage) => void): Tabs {
	if (typeof BroadcastChannel === 'undefined') return { tell: () => {}, close: () => {} };
	const channel = new BroadcastChannel('glass-kms');
	// Only pages of this origin write here; an older one may say what this one does not know, and it is passed over.
	channel.onmessage = ({ data }: MessageEvent<TabMessage>) => hear(data);
	return { tell: (message) => channel.postMessage(message), close: () => channel.close() };
}
