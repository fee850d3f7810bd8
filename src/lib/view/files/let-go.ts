/**
 * Gives the memory of an array back at once. crypto.subtle makes an array for each frame, and a browser collects them
 * only when many of them lie about (in Chromium, 64 MiB). What is handed over to a port whose other end is closed is
 * handed over to nobody (HTML, "message port post message steps"). `transfer(0)` would not do: of such an array Chromium
 * keeps the memory until it is collected, but counts it no more.
 */
let nowhere: MessagePort | undefined;

/** The array, and every other view of its memory, is empty afterwards. */
export function letGo({ buffer }: Uint8Array): void {
	if (!nowhere) {
		const { port1, port2 } = new MessageChannel();
		port2.close();
		nowhere = port1;
	}
	nowhere.postMessage(null, [buffer as ArrayBuffer]);
}
