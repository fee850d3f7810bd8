/** AES-256-GCM as the HSM calls it, against published cases. */
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from '$lib/domain/bytes';
import { aesGcmOpen, aesGcmSeal, AuthenticationError } from '$lib/crypto/symmetric';
import published from './aes-256-gcm.json';
import { named, sharedVectors } from './shared-vectors';

describe('the GCM submission, cases 13–16', () => {
	it.each(published.tests)('case $case', (test) => {
		const [key, iv, aad, plaintext] = [test.key, test.iv, test.aad, test.plaintext].map(fromHex) as [
			Uint8Array,
			Uint8Array,
			Uint8Array,
			Uint8Array
		];
		expect(toHex(aesGcmSeal(key, iv, plaintext, aad))).toBe(test.ciphertext + test.tag);
		expect(toHex(aesGcmOpen(key, iv, fromHex(test.ciphertext + test.tag), aad))).toBe(test.plaintext);
	});
});

interface Wycheproof {
	readonly testGroups: readonly {
		readonly keySize: number;
		readonly ivSize: number;
		readonly tagSize: number;
		readonly tests: readonly {
			readonly tcId: number;
			readonly comment: string;
			readonly key: string;
			readonly iv: string;
			readonly aad: string;
			readonly msg: string;
			readonly ct: string;
			readonly tag: string;
			readonly result: 'valid' | 'invalid' | 'acceptable';
		}[];
	}[];
}

const wycheproof = sharedVectors('wycheproof/aes_gcm_test.json') as Wycheproof | undefined;

describe.skipIf(!wycheproof)(named('Wycheproof AES-GCM', wycheproof), () => {
	const ours = (wycheproof?.testGroups ?? []).filter(
		(group) => group.keySize === 256 && group.ivSize === 96 && group.tagSize === 128
	);

	it('has the sizes the HSM uses', () => {
		const all = ours.flatMap((group) => group.tests);
		expect(all.length).toBeGreaterThan(60);
		for (const test of all) {
			const [key, iv, aad] = [fromHex(test.key), fromHex(test.iv), fromHex(test.aad)] as const;
			const sealed = concat(fromHex(test.ct), fromHex(test.tag));
			const open = () => toHex(aesGcmOpen(key, iv, sealed, aad));
			if (test.result === 'valid') {
				expect(open(), `tcId ${test.tcId}`).toBe(test.msg);
				expect(toHex(aesGcmSeal(key, iv, fromHex(test.msg), aad)), `tcId ${test.tcId}`).toBe(toHex(sealed));
			} else expect(open, `tcId ${test.tcId}: ${test.comment}`).toThrow(AuthenticationError);
		}
	});

	it('refuses an empty IV', () => {
		for (const group of wycheproof!.testGroups.filter((g) => g.ivSize === 0))
			for (const test of group.tests)
				expect(() =>
					aesGcmOpen(fromHex(test.key), fromHex(test.iv), fromHex(test.ct + test.tag), fromHex(test.aad))
				).toThrow(AuthenticationError);
	});
});
