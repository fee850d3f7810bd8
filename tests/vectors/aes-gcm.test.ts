/** AES-256-GCM as the HSM and the message format call it, each of its implementations against published cases. */
import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from '$lib/domain/bytes';
import { nodeAesGcm } from '../../src/endpoint/node-aes-gcm';
import { nobleAesGcm, subtleAesGcm } from '$lib/crypto/aes-gcm';
import published from './aes-256-gcm.json';
import { named, sharedVectors } from './shared-vectors';

const IMPLEMENTATIONS = [subtleAesGcm(webcrypto.subtle as SubtleCrypto), nobleAesGcm, nodeAesGcm];

describe.each(IMPLEMENTATIONS)('the GCM submission, cases 13–16, by $name', (gcm) => {
	it.each(published.tests)('case $case', async (test) => {
		const [key, iv, aad, plaintext] = [test.key, test.iv, test.aad, test.plaintext].map(fromHex) as [
			Uint8Array,
			Uint8Array,
			Uint8Array,
			Uint8Array
		];
		const aes = await gcm.importKey(key);
		expect(toHex(await aes.seal(iv, plaintext, aad))).toBe(test.ciphertext + test.tag);
		expect(toHex((await aes.open(iv, fromHex(test.ciphertext + test.tag), aad))!)).toBe(test.plaintext);
		aes.wipe();
		await expect(aes.seal(iv, plaintext, aad)).rejects.toThrow('was wiped');
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

	it.each(IMPLEMENTATIONS)('has the sizes the HSM uses, by $name', async (gcm) => {
		const all = ours.flatMap((group) => group.tests);
		expect(all.length).toBeGreaterThan(60);
		for (const test of all) {
			const [key, iv, aad] = [fromHex(test.key), fromHex(test.iv), fromHex(test.aad)] as const;
			const sealed = concat(fromHex(test.ct), fromHex(test.tag));
			const aes = await gcm.importKey(key);
			const opened = await aes.open(iv, sealed, aad);
			if (test.result === 'valid') {
				expect(opened && toHex(opened), `tcId ${test.tcId}`).toBe(test.msg);
				expect(toHex(await aes.seal(iv, fromHex(test.msg), aad)), `tcId ${test.tcId}`).toBe(toHex(sealed));
			} else expect(opened, `tcId ${test.tcId}: ${test.comment}`).toBeUndefined();
		}
	});

	it.each(IMPLEMENTATIONS)('refuses an empty IV, by $name', async (gcm) => {
		for (const group of wycheproof!.testGroups.filter((g) => g.ivSize === 0 && g.keySize === 256))
			for (const test of group.tests) {
				const aes = await gcm.importKey(fromHex(test.key));
				const sealed = fromHex(test.ct + test.tag);
				expect(await aes.open(fromHex(test.iv), sealed, fromHex(test.aad))).toBeUndefined();
			}
	});
});
