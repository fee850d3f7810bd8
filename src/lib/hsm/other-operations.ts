/**
 * All that the HSM does beyond symmetric encryption. As there: each call brings its key token; the material is
 * unwrapped, used and wiped. Big numbers that RSA and the curves make of it cannot be wiped in JavaScript.
 * What an answer holds of a private key is only what the API gives out: the private half of a data key pair.
 * Sources: KMS Developer Guide, "Key spec reference", "Importing key material"; API Sign, Encapsulate and others.
 * Differs from AWS: an import token carries its wrapping key under the domain key, since this HSM keeps no keys.
 */
import { concat, utf8 } from '$lib/domain/bytes';
import { HsmError, type KeyToken, type NewKey, type ReEncryptSide, type RsaTestKeys } from '$lib/domain/hsm';
import type { KeyId, Region } from '$lib/domain/ids';
import type { AsymmetricKeySpec, KeySpec, RsaKeySpec, WrappingAlgorithm } from '$lib/domain/key-spec';
import { isMlDsa, isMlKem, KEY_SPEC_FACTS, oaepHash } from '$lib/facts/key-specs';
import {
	ecdh,
	ecdsaSign,
	ecdsaVerify,
	ecPublicKey,
	generateEc,
	normalizeEc
} from '$lib/crypto/asymmetric/ecdsa';
import { edPublicKey, edSign, edVerify, generateEd, normalizeEd } from '$lib/crypto/asymmetric/ed25519';
import { mac, macFits } from '$lib/crypto/asymmetric/hmac';
import { readImportToken, writeImportToken } from '$lib/crypto/asymmetric/import-token';
import { unwrapImport } from '$lib/crypto/asymmetric/import-wrap';
import { isEcdsa, isRsa } from '$lib/crypto/asymmetric/keys';
import {
	generateRsa,
	normalizeRsa,
	rsaOaepDecrypt,
	rsaOaepEncrypt,
	rsaPublicKey,
	rsaSign,
	rsaSignDigest,
	rsaVerify,
	rsaVerifyDigest
} from '$lib/crypto/asymmetric/rsa';
import { FormatError } from '$lib/crypto/format-error';
import type { Generator } from '$lib/crypto/generator';
import { AuthenticationError, openSymmetric, sealSymmetric } from '$lib/crypto/symmetric';
import type { Inside } from './engine';
import type { OtherOperation, OtherOperations } from './protocol';

export type OtherHandlers = {
	readonly [O in OtherOperation]: (
		request: OtherOperations[O]['request']
	) => Promise<OtherOperations[O]['answer']>;
};

/** The lattice schemes are large and seldom used: a chunk of their own. */
const mlDsa = () => import('$lib/crypto/asymmetric/ml-dsa');
const mlKem = () => import('$lib/crypto/asymmetric/ml-kem');

/** A new RSA key, or one of the scene's. */
function newRsa(spec: RsaKeySpec, random: Generator, keys: RsaTestKeys | undefined): Promise<Uint8Array> {
	const pool = keys?.[spec];
	if (!pool || pool.length === 0) return generateRsa(spec);
	return Promise.resolve(pool[random.bytes(1)[0]! % pool.length]!.slice());
}

/** New material: raw bytes for symmetric and HMAC keys, else PKCS #8. */
async function newMaterial(
	spec: KeySpec,
	random: Generator,
	keys: RsaTestKeys | undefined
): Promise<Uint8Array> {
	if (isRsa(spec)) return newRsa(spec, random, keys);
	if (isEcdsa(spec)) return generateEc(spec, random);
	if (isMlDsa(spec)) return (await mlDsa()).generateMlDsa(spec, random);
	if (isMlKem(spec)) return (await mlKem()).generateMlKem(spec, random);
	if (spec === 'ECC_NIST_EDWARDS25519') return generateEd(random);
	if (spec === 'SYMMETRIC_DEFAULT') return random.bytes(32);
	const { macBytes } = KEY_SPEC_FACTS[spec];
	if (macBytes === undefined) throw new TypeError(`expected a key spec that is built, got ${spec}`);
	return random.bytes(macBytes);
}

/** DER SubjectPublicKeyInfo; undefined for keys that have no public half. */
async function publicKeyOf(spec: KeySpec, material: Uint8Array): Promise<Uint8Array | undefined> {
	if (isRsa(spec)) return rsaPublicKey(spec, material);
	if (isEcdsa(spec)) return ecPublicKey(spec, material);
	if (isMlDsa(spec)) return (await mlDsa()).mlDsaPublicKey(spec, material);
	if (isMlKem(spec)) return (await mlKem()).mlKemPublicKey(spec, material);
	return spec === 'ECC_NIST_EDWARDS25519' ? edPublicKey(material) : undefined;
}

/** Imported material in our form. @throws HsmError `key-material` */
function normalized(spec: KeySpec, material: Uint8Array): Uint8Array {
	const rules = KEY_SPEC_FACTS[spec].import;
	if (!rules) throw new HsmError('key-material', `${spec}: no material can be imported`);
	try {
		if (isRsa(spec)) return normalizeRsa(spec, material);
		if (isEcdsa(spec)) return normalizeEc(spec, material);
		if (spec === 'ECC_NIST_EDWARDS25519') return normalizeEd(material);
	} catch (error) {
		if (error instanceof FormatError) throw new HsmError('key-material', error.message);
		throw error;
	}
	const { min = 0, max = 0 } = rules;
	if (material.length < min || material.length > max)
		throw new HsmError(
			'key-material',
			`${spec}: expected ${min === max ? min : `${min} to ${max}`} bytes of key material, got ${material.length}`
		);
	return material.slice();
}

const unexpected = (what: string, spec: string): never => {
	throw new TypeError(`expected a key that can ${what}, got ${spec}`);
};

export function otherOperations(inside: Inside): OtherHandlers {
	const { gcm, wipe } = inside;

	/** Lends the generator of one call; it is wiped whatever happens. */
	async function withGenerator<T>(
		call: Parameters<Inside['generator']>[0],
		use: (random: Generator) => Promise<T>
	): Promise<T> {
		const random = inside.generator(call);
		try {
			return await use(random);
		} finally {
			random.wipe();
		}
	}

	/** Unwraps a token for one use; the material is wiped whatever happens. */
	async function withMaterial<T>(
		of: { readonly region: Region; readonly token: KeyToken; readonly keySpec: KeySpec },
		use: (material: Uint8Array) => Promise<T> | T
	): Promise<T> {
		const material = await inside.unwrap(of.region, of.token, of.keySpec);
		try {
			return await use(material);
		} finally {
			wipe(material);
		}
	}

	/** The answer to whatever made or brought material: its token and public half. The material is wiped. */
	async function kept(of: {
		readonly region: Region;
		readonly keyId: KeyId;
		readonly keySpec: KeySpec;
		readonly material: Uint8Array;
		readonly random: Generator;
	}): Promise<NewKey> {
		try {
			const publicKey = await publicKeyOf(of.keySpec, of.material);
			return { token: await inside.wrap(of), ...(publicKey && { publicKey }) };
		} finally {
			wipe(of.material);
		}
	}

	const publicHalf = async (spec: AsymmetricKeySpec, material: Uint8Array): Promise<Uint8Array> =>
		(await publicKeyOf(spec, material)) ?? unexpected('be asymmetric', spec);

	/** Opens what a ReEncrypt brings. The caller wipes it. */
	const openSide = (region: Region, side: ReEncryptSide, ciphertext: Uint8Array): Promise<Uint8Array> =>
		withMaterial({ region, ...side }, (material) =>
			isRsa(side.keySpec)
				? rsaOaepDecrypt(material, oaepHash(rsaAlgorithm(side)), ciphertext)
				: openSymmetric({ ...side.token, gcm, material, ciphertext, aad: side.aad })
		);
	/** @throws HsmError `too-long` */
	const sealSide = (
		region: Region,
		side: ReEncryptSide,
		plaintext: Uint8Array,
		random: Generator
	): Promise<Uint8Array> =>
		withMaterial({ region, ...side }, (material) =>
			isRsa(side.keySpec)
				? fitting(
						rsaOaepEncrypt(rsaPublicKey(side.keySpec, material), oaepHash(rsaAlgorithm(side)), plaintext)
					)
				: sealSymmetric({
						...side.token,
						gcm,
						material,
						source: 'Encrypt',
						plaintext,
						aad: side.aad,
						random
					})
		);

	return {
		generateKey: ({ region, keyId, keySpec, seed }) =>
			withGenerator(seed, async (random) =>
				kept({
					region,
					keyId,
					keySpec,
					material: await newMaterial(keySpec, random, inside.rsaTestKeys()),
					random
				})
			),

		getPublicKey: (request) => withMaterial(request, (material) => publicHalf(request.keySpec, material)),

		sign: (request) =>
			withMaterial(request, (material) =>
				withGenerator(request.seed, async (random) => {
					const { keySpec, algorithm, message, messageType } = request;
					const prehashed = messageType === 'DIGEST';
					if (isRsa(keySpec)) {
						const rsa = rsaSigning(algorithm);
						return prehashed
							? rsaSignDigest(keySpec, material, rsa, message, random)
							: rsaSign(material, rsa, message);
					}
					if (isEcdsa(keySpec)) return ecdsaSign(keySpec, material, message, { prehashed, random });
					if (isMlDsa(keySpec)) {
						const externalMu = messageType === 'EXTERNAL_MU';
						return (await mlDsa()).mlDsaSign(keySpec, material, message, { externalMu, random });
					}
					if (keySpec === 'ECC_NIST_EDWARDS25519') return edSign(material, edSigning(algorithm), message);
					return unexpected('sign', keySpec);
				})
			),

		verify: (request) =>
			withMaterial(request, async (material) => {
				const { keySpec, algorithm, message, messageType, signature } = request;
				const publicKey = await publicHalf(keySpec, material);
				const prehashed = messageType === 'DIGEST';
				if (isRsa(keySpec)) {
					const rsa = rsaSigning(algorithm);
					return prehashed
						? rsaVerifyDigest(keySpec, publicKey, rsa, message, signature)
						: rsaVerify(publicKey, rsa, message, signature);
				}
				if (isEcdsa(keySpec)) return ecdsaVerify(keySpec, publicKey, message, signature, { prehashed });
				if (isMlDsa(keySpec)) {
					const externalMu = messageType === 'EXTERNAL_MU';
					return (await mlDsa()).mlDsaVerify(keySpec, publicKey, message, signature, { externalMu });
				}
				if (keySpec === 'ECC_NIST_EDWARDS25519')
					return edVerify(publicKey, edSigning(algorithm), message, signature);
				return unexpected('verify', keySpec);
			}),

		generateMac: (request) => withMaterial(request, (key) => mac(request.algorithm, key, request.message)),
		verifyMac: (request) =>
			withMaterial(request, (key) => macFits(request.algorithm, key, request.message, request.mac)),

		rsaEncrypt: (request) =>
			withMaterial(request, (material) =>
				fitting(
					rsaOaepEncrypt(
						rsaPublicKey(request.keySpec, material),
						oaepHash(request.algorithm),
						request.plaintext
					)
				)
			),
		rsaDecrypt: (request) =>
			withMaterial(request, (material) =>
				rsaOaepDecrypt(material, oaepHash(request.algorithm), request.ciphertext)
			),
		reEncryptMixed: async ({ region, source, ciphertext, destination, seed }) => {
			const plaintext = await openSide(region, source, ciphertext);
			try {
				return await withGenerator(seed, (random) => sealSide(region, destination, plaintext, random));
			} finally {
				wipe(plaintext);
			}
		},

		deriveSharedSecret: (request) =>
			withMaterial(request, (material) => ecdh(request.keySpec, material, request.publicKey)),

		encapsulate: (request) =>
			withMaterial(request, (material) =>
				withGenerator(request.seed, async (random) => {
					const kem = await mlKem();
					return kem.mlKemEncapsulate(request.keySpec, kem.mlKemPublicKey(request.keySpec, material), random);
				})
			),
		decapsulate: (request) =>
			withMaterial(request, async (material) =>
				(await mlKem()).mlKemDecapsulate(request.keySpec, material, request.ciphertext)
			),

		generateDataKeyPair: ({ region, token, aad, keyPairSpec, withPlaintext, seed }) =>
			withMaterial({ region, token, keySpec: 'SYMMETRIC_DEFAULT' }, (material) =>
				withGenerator(seed, async (random) => {
					const plaintext = await newMaterial(keyPairSpec, random, inside.rsaTestKeys());
					const publicKey = await publicHalf(keyPairSpec, plaintext);
					const ciphertext = await sealSymmetric({
						...token,
						gcm,
						material,
						source: 'GenerateDataKey',
						plaintext,
						aad,
						random
					});
					if (withPlaintext) return { publicKey, ciphertext, plaintext };
					wipe(plaintext);
					return { publicKey, ciphertext };
				})
			),

		getParametersForImport: (request) =>
			withGenerator(request.seed, async (random) => {
				const { region, keyId, wrappingKeySpec, wrappingAlgorithm, validTo } = request;
				const privateKey = await newRsa(wrappingKeySpec, random, inside.rsaTestKeys());
				try {
					const importToken = await writeImportToken(
						{ keySpec: wrappingKeySpec, algorithm: wrappingAlgorithm, validTo, iv: random.bytes(12) },
						(iv, head) =>
							inside.sealUnderDomainKey(region, iv, privateKey, concat(utf8(`${region}|${keyId}|`), head))
					);
					return { publicKey: rsaPublicKey(wrappingKeySpec, privateKey), importToken };
				} finally {
					wipe(privateKey);
				}
			}),

		importKeyMaterial: (request) =>
			withGenerator(request.seed, async (random) => {
				const { region, keyId, keySpec } = request;
				const wrapping = await openImportToken(region, keyId, request.importToken);
				const material = await unwrapImport({ ...wrapping, wrapped: request.encryptedKeyMaterial }).finally(
					() => wipe(wrapping.privateKey)
				);
				try {
					return await kept({ region, keyId, keySpec, material: normalized(keySpec, material), random });
				} finally {
					wipe(material);
				}
			})
	};

	/** @throws HsmError `import-token` when it is none of this Region and key */
	async function openImportToken(
		region: Region,
		keyId: KeyId,
		bytes: Uint8Array
	): Promise<{ privateKey: Uint8Array; keySpec: RsaKeySpec; algorithm: WrappingAlgorithm }> {
		try {
			const { head, iv, sealed, keySpec, algorithm } = readImportToken(bytes);
			const aad = concat(utf8(`${region}|${keyId}|`), head);
			return { keySpec, algorithm, privateKey: await inside.openUnderDomainKey(region, iv, sealed, aad) };
		} catch (error) {
			if (error instanceof AuthenticationError || error instanceof FormatError)
				throw new HsmError('import-token', `import token: ${error.message}`);
			throw error;
		}
	}
}

/** A plaintext that does not fit is the caller's mistake. */
const fitting = (sealed: Promise<Uint8Array>): Promise<Uint8Array> =>
	sealed.catch((error: unknown) => {
		throw error instanceof RangeError ? new HsmError('too-long', error.message) : error;
	});

function rsaSigning(algorithm: string) {
	if (!algorithm.startsWith('RSASSA_')) unexpected(`sign by ${algorithm}`, 'RSA');
	return algorithm as Parameters<typeof rsaSign>[1];
}
function edSigning(algorithm: string) {
	if (!algorithm.startsWith('ED25519_')) unexpected(`sign by ${algorithm}`, 'Ed25519');
	return algorithm as Parameters<typeof edSign>[1];
}
function rsaAlgorithm(side: ReEncryptSide) {
	if (side.algorithm !== 'RSAES_OAEP_SHA_1' && side.algorithm !== 'RSAES_OAEP_SHA_256')
		return unexpected(`encrypt by ${side.algorithm}`, side.keySpec);
	return side.algorithm;
}
