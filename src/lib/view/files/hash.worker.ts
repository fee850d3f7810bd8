/// <reference lib="webworker" />
/** Takes the SHA-256 of one file that passes by. Memory it is handed goes back; the page ends it with the file. */
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '$lib/domain/bytes';
import type { HashAnswer, HashRequest } from './hash-beside';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const hash = sha256.create();
const answer = (value: HashAnswer, handedOver: Transferable[] = []): void =>
	scope.postMessage(value, handedOver);

scope.onmessage = ({ data }: MessageEvent<HashRequest>) => {
	if (data === 'digest') return answer(toHex(hash.digest()));
	hash.update(data);
	answer(data.buffer, [data.buffer]);
};
// There are none where the page is not served securely.
if (scope.navigator.locks) {
	const lifeline = `glass-kms hash ${crypto.randomUUID()}`;
	void scope.navigator.locks.request(lifeline, () => {
		answer({ lifeline });
		return new Promise(() => undefined);
	});
} else answer(null);
