/** What the inspector says of a thing of which it has no bytes: no more than is so. */
import { expect, test } from 'vitest';
import { whyNoBytes } from '$lib/view/words';

const hash = 'ab'.repeat(32);
test.each([
	['key-material', hash, /never leaves the HSM/],
	['plaintext', `inside:${hash}`, /never came out/],
	['plaintext', 'plaintext:00ff', /piece by piece/],
	['data-key', hash, /Its length and fingerprint are kept/]
] as const)('%s %s', (material, id, words) => {
	expect(whyNoBytes({ id, material, length: 32 })).toMatch(words);
});
