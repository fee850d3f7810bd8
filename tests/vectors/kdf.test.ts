/** The SP 800-108 KDF as the HSM calls it, against published cases and against Node's own HMAC. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex, uint32, utf8 } from '$lib/domain/bytes';
import { fixedInput, kdfCounterHmacSha256 } from '$lib/crypto/kdf';
import published from './sp800-108-counter.json';
import { named, sharedVectors } from './shared-vectors';

describe('NIST CAVP, counter mode', () => {
	it.each(published.tests)('count $count, $bits bits', ({ key, fixedInput, bits, output }) => {
		const derived = kdfCounterHmacSha256({
			key: fromHex(key),
			fixedInput: fromHex(fixedInput),
			length: bits / 8
		});
		expect(toHex(derived)).toBe(output);
	});
});

interface Nist {
	readonly tests: readonly {
		readonly L: number;
		readonly KI: string;
		readonly FixedInputData: string;
		readonly KO: string;
	}[];
}
const nist = sharedVectors('nist-sp800-108-ctr-hmac-sha256.json') as Nist | undefined;

describe.skipIf(!nist)(named('NIST CAVP, the set beside the repository', nist), () => {
	it('agrees in every case', () => {
		for (const { KI, FixedInputData, L, KO } of nist!.tests)
			expect(
				toHex(kdfCounterHmacSha256({ key: fromHex(KI), fixedInput: fromHex(FixedInputData), length: L / 8 }))
			).toBe(KO);
	});
});

describe('more than one block', () => {
	it.each([1, 31, 32, 33, 64, 100, 1024])('%i bytes: each block is HMAC over counter and input', (length) => {
		const key = Uint8Array.from({ length: 32 }, (_, i) => i);
		const input = fixedInput({ label: 'label', context: utf8('context'), length });
		const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) =>
			createHmac('sha256', key)
				.update(concat(uint32(i + 1), input))
				.digest('hex')
		);
		expect(toHex(kdfCounterHmacSha256({ key, fixedInput: input, length }))).toBe(
			blocks.join('').slice(0, 2 * length)
		);
	});

	it('puts label, zero, context and the length in bits into the fixed input', () => {
		expect(toHex(fixedInput({ label: 'ab', context: fromHex('ff01'), length: 32 }))).toBe(
			'616200ff0100000100'
		);
	});
});
