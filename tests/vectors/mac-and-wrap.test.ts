/** HMAC and AES-KWP as the HSM calls them. */
import { fromHex, toHex } from '$lib/domain/bytes';
import type { MacAlgorithm } from '$lib/domain/key-spec';
import { mac, macFits } from '$lib/crypto/asymmetric/hmac';
import { kwpUnwrap, kwpWrap } from '$lib/crypto/asymmetric/import-wrap';
import { accepts, wycheproof } from './wycheproof';

interface MacTest {
	readonly key: string;
	readonly msg: string;
	readonly tag: string;
}
for (const bits of [224, 256, 384, 512] as const) {
	const algorithm: MacAlgorithm = `HMAC_SHA_${bits}`;
	wycheproof<{ readonly tagSize: number }, MacTest>(
		`hmac_sha${bits}_test.json`,
		bits === 224 ? 172 : 174,
		(test, group) => {
			const [key, message, tag] = [test.key, test.msg, test.tag].map(fromHex) as [
				Uint8Array,
				Uint8Array,
				Uint8Array
			];
			if (group.tagSize === bits) return macFits(algorithm, key, message, tag);
			// KMS knows full tags only: a shorter one is judged by its beginning, and never fits by itself.
			if (macFits(algorithm, key, message, tag)) throw new Error('a short tag fits');
			return toHex(mac(algorithm, key, message)).startsWith(test.tag);
		}
	);
}

interface WrapTest {
	readonly key: string;
	readonly msg: string;
	readonly ct: string;
}
wycheproof<unknown, WrapTest>('aes_kwp_test.json', 254, (test) =>
	accepts(() => {
		const key = fromHex(test.key);
		if (toHex(kwpUnwrap(key, fromHex(test.ct))) !== test.msg) throw new Error('another material');
		if (toHex(kwpWrap(key, fromHex(test.msg))) !== test.ct) throw new Error('another wrapping');
	})
);
