/**
 * How an embed and its host speak, by postMessage. Every message has `type: 'glass-kms'` and `version: 1`.
 * Out: ready, height (CSS pixels), step (1-based), error. In, from the parent only: seek, play, pause, next, prev, theme.
 */
export type EmbedOut =
	| { readonly event: 'ready'; readonly beats: number }
	| { readonly event: 'height'; readonly height: number }
	| { readonly event: 'step'; readonly beat: number }
	| { readonly event: 'error'; readonly message: string };
export type EmbedIn =
	| { readonly do: 'seek'; readonly beat: number }
	| { readonly do: 'play' | 'pause' | 'next' | 'prev' }
	| { readonly do: 'theme'; readonly theme: 'light' | 'dark' | 'auto' };

const MARK = { type: 'glass-kms', version: 1 } as const;

/** To whoever frames this page; nothing said is secret, and the host's origin cannot be known. */
export function tellHost(message: EmbedOut): void {
	if (parent !== window) parent.postMessage({ ...MARK, ...message }, '*');
}

/** Listens to the parent only. @returns the clean-up. */
export function hearHost(hear: (message: EmbedIn) => void): () => void {
	const listen = ({ source, data }: MessageEvent<unknown>): void => {
		if (source !== parent || typeof data !== 'object' || data === null) return;
		const message = data as Partial<typeof MARK> & EmbedIn;
		if (message.type === MARK.type && message.version === MARK.version && typeof message.do === 'string')
			hear(message);
	};
	addEventListener('message', listen);
	return () => removeEventListener('message', listen);
}

/** `?beat=3` is the third beat; index from 0, within the scene. */
export function beatFrom(url: URL, beats: number): number {
	const beat = Number(url.searchParams.get('beat') ?? 1);
	return Number.isInteger(beat) ? Math.min(Math.max(beat, 1), Math.max(beats, 1)) - 1 : 0;
}

/** `?theme=dark` or `light`; otherwise the host's. */
export function showTheme(theme: string | null): void {
	const root = document.documentElement;
	if (theme === 'light' || theme === 'dark') root.dataset.theme = theme === 'light' ? 'paper' : 'night';
	else delete root.dataset.theme;
}

/** `?ask`: the scene stops before its key beat and asks what will happen. */
export const asksIn = (url: URL): boolean => url.searchParams.has('ask');
