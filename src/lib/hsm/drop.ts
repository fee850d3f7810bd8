/** What becomes of an answer that nobody waits for any more. */
import { wipe } from '$lib/crypto/wipe';
import type { HsmOperation, HsmOperations } from './protocol';

/** Wipes it: it may be a plaintext. */
export function drop(answer: HsmOperations[HsmOperation]['answer']): void {
	const bytes: unknown[] = answer instanceof Uint8Array ? [answer] : Object.values(answer ?? {});
	for (const one of bytes) if (one instanceof Uint8Array) wipe(one);
}
