/** Published cases of the RFCs, through the functions that the HSM calls. */
import { expect, test } from 'vitest';
import { concat, fromHex, toHex } from '$lib/domain/bytes';
import type { EdSigningAlgorithm, MacAlgorithm } from '$lib/domain/key-spec';
import { integer, sequence } from '$lib/crypto/asymmetric/der';
import { ecdh, ecdsaVerify, ecPublicKey } from '$lib/crypto/asymmetric/ecdsa';
import { edPublicKey, edSign, edVerify } from '$lib/crypto/asymmetric/ed25519';
import { mac } from '$lib/crypto/asymmetric/hmac';
import { kwpUnwrap, kwpWrap } from '$lib/crypto/asymmetric/import-wrap';
import { encodeEcPrivateKey, encodeEdPrivateKey, encodeSpki } from '$lib/crypto/asymmetric/keys';
import rfc from './rfc.json';

test.each(['HMAC_SHA_224', 'HMAC_SHA_256', 'HMAC_SHA_384', 'HMAC_SHA_512'] satisfies MacAlgorithm[])(
	'RFC 4231: %s',
	(algorithm) => {
		const { key, message } = rfc.hmac;
		expect(toHex(mac(algorithm, fromHex(key), fromHex(message)))).toBe(rfc.hmac[algorithm]);
	}
);

test.each(rfc.kwp.tests)('RFC 5649: $material', ({ material, wrapped }) => {
	const key = fromHex(rfc.kwp.key);
	expect(toHex(kwpWrap(key, fromHex(material)))).toBe(wrapped);
	expect(toHex(kwpUnwrap(key, fromHex(wrapped)))).toBe(material);
});

test.each(rfc.ed25519.tests)('RFC 8032: $algorithm', ({ algorithm, seed, publicKey, message, signature }) => {
	const key = encodeEdPrivateKey(fromHex(seed));
	const spki = edPublicKey(key);
	expect(toHex(spki)).toBe(`302a300506032b6570032100${publicKey}`);
	expect(toHex(edSign(key, algorithm as EdSigningAlgorithm, fromHex(message)))).toBe(signature);
	expect(edVerify(spki, algorithm as EdSigningAlgorithm, fromHex(message), fromHex(signature))).toBe(true);
});

test('RFC 6979: the public key of the scalar, and the signature', () => {
	const { scalar, point, message, r, s } = rfc.ecdsa;
	const key = encodeEcPrivateKey('ECC_NIST_P256', fromHex(scalar), fromHex(point));
	const spki = ecPublicKey('ECC_NIST_P256', key);
	expect(toHex(spki).endsWith(point)).toBe(true);
	const signature = sequence(integer(fromHex(r)), integer(fromHex(s)));
	const verify = (text: Uint8Array) =>
		ecdsaVerify('ECC_NIST_P256', spki, text, signature, { prehashed: false });
	expect(verify(fromHex(message))).toBe(true);
	expect(verify(concat(fromHex(message), new Uint8Array(1)))).toBe(false);
});

test('RFC 5903: the shared x coordinate', () => {
	const { scalar, point, peer, shared } = rfc.ecdh;
	const key = encodeEcPrivateKey('ECC_NIST_P256', fromHex(scalar), fromHex(point));
	expect(toHex(ecdh('ECC_NIST_P256', key, encodeSpki('ECC_NIST_P256', fromHex(peer))))).toBe(shared);
});
