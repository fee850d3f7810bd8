/**
 * The inside of the HSM. It keeps the domain keys of one world, one a Region, and nothing else: each call brings
 * its key token, which is unwrapped, used and wiped.
 * Symmetric operations are here. All others live in a file of their own, which is fetched with the first of them, so
 * that a page that needs none stays small.
 * Differs from AWS: domain keys never rotate, and derive from the world's seed so that a world can be made again.
 * Source: AWS KMS Cryptographic Details, "Key hierarchy", "Encrypt", "Generating data keys" (2026).
 */
import { concat, toHex, utf8 } from '$lib/domain/bytes';
import { HsmError, type CallSeed, type HsmReport, type KeyToken, type RsaTestKeys } from '$lib/domain/hsm';
import type { KeyId, KeyMaterialId, Region } from '$lib/domain/ids';
import type { KeySpec } from '$lib/domain/key-spec';
import { FormatError } from '$lib/crypto/format-error';
import { callGenerator, type Generator } from '$lib/crypto/generator';
import { fingerprint, sha256 } from '$lib/crypto/hash';
import { fixedInput, kdfCounterHmacSha256 } from '$lib/crypto/kdf';
import { defaultAesGcm, type AesGcm, type AesGcmKey } from '$lib/crypto/aes-gcm';
import {
	authentic,
	AuthenticationError,
	openSymmetric,
	sealSymmetric,
	type BoundMaterial
} from '$lib/crypto/symmetric';
import { wipe as wipeBytes } from '$lib/crypto/wipe';
import type { OtherHandlers } from './other-operations';
import type { OtherOperation, OtherOperations, SymmetricOperation, SymmetricOperations } from './protocol';

type Handlers = {
	readonly [O in SymmetricOperation]: (
		request: SymmetricOperations[O]['request']
	) => SymmetricOperations[O]['answer'] | Promise<SymmetricOperations[O]['answer']>;
};
/** What the other operations may do with the inside: never more than one call's material at a time. */
export interface Inside {
	readonly gcm: AesGcm;
	/** Of a scene; none in a person's world. */
	rsaTestKeys(): RsaTestKeys | undefined;
	/** The generator of one call; the caller wipes it. */
	generator(call: CallSeed): Generator;
	/** Material as a token of this key. Keeps no view of it. */
	wrap(of: {
		readonly region: Region;
		readonly keyId: KeyId;
		readonly keySpec: KeySpec;
		readonly material: Uint8Array;
		readonly random: Generator;
	}): Promise<KeyToken>;
	/** The material in a token; the caller wipes it. @throws AuthenticationError, HsmError */
	unwrap(region: Region, token: KeyToken, keySpec: KeySpec): Promise<Uint8Array>;
	/** AES-256-GCM under the Region's domain key, for what is no key token. */
	sealUnderDomainKey(region: Region, iv: Uint8Array, bytes: Uint8Array, aad: Uint8Array): Promise<Uint8Array>;
	/** @throws AuthenticationError */
	openUnderDomainKey(
		region: Region,
		iv: Uint8Array,
		sealed: Uint8Array,
		aad: Uint8Array
	): Promise<Uint8Array>;
	readonly wipe: typeof wipeBytes;
}
export interface HsmEngine {
	/** Makes it the HSM of a world, at once. @throws RangeError */
	init(request: SymmetricOperations['init']['request']): void;
	handle<O extends SymmetricOperation>(
		op: O,
		request: SymmetricOperations[O]['request']
	): Promise<SymmetricOperations[O]['answer']>;
	handleLater<O extends OtherOperation>(
		op: O,
		request: OtherOperations[O]['request']
	): Promise<OtherOperations[O]['answer']>;
	/** Wipes the domain keys and the seed. */
	close(): void;
}

const TOKEN_VERSION = 1;
const TOKEN_IV = 12;
/** Version, IV and tag around one byte at least. */
const MIN_TOKEN = 1 + TOKEN_IV + 1 + 16;
/** Keys made between two signs of life. */
const KEYS_PER_BEAT = 500;

/** The id that a material has in one key: SHA-256, so that the id tells nothing about 256 random bits. */
export const materialIdOf = (keyId: KeyId, material: Uint8Array): KeyMaterialId =>
	toHex(sha256(concat(utf8('glass-kms key material id'), utf8(keyId), material))) as KeyMaterialId;

export interface HsmEngineOptions {
	/** The platform's own, if not given. */
	readonly gcm?: AesGcm;
	/** For tests, which watch what it is given. */
	readonly wipe?: typeof wipeBytes;
	/** Called now and then during a long batch, so that whoever waits can tell work from death. */
	readonly beat?: () => void;
}

/** As it is derived, for the report; and as it is used. */
interface DomainKey {
	readonly bytes: Uint8Array;
	readonly aes: Promise<AesGcmKey>;
}

export function createHsmEngine(
	where: HsmReport['where'],
	{ gcm = defaultAesGcm(), wipe = wipeBytes, beat = () => undefined }: HsmEngineOptions = {}
): HsmEngine {
	let seed: Uint8Array | undefined;
	let rsaTestKeys: RsaTestKeys | undefined;
	let calls = 0;
	const domainKeys = new Map<Region, DomainKey>();

	const worldSeed = (): Uint8Array => {
		if (!seed) throw new HsmError('unavailable', 'the HSM has no world yet: expected init first');
		return seed;
	};
	const domainKey = (region: Region): Promise<AesGcmKey> => {
		const known = domainKeys.get(region);
		if (known) return known.aes;
		const bytes = kdfCounterHmacSha256({
			key: worldSeed(),
			fixedInput: fixedInput({ label: 'glass-kms domain key', context: utf8(region), length: 32 }),
			length: 32
		});
		const aes = gcm.importKey(bytes);
		domainKeys.set(region, { bytes, aes });
		// Code that did not arrive is asked for again by the next call.
		aes.catch(() => domainKeys.get(region)?.aes === aes && domainKeys.delete(region));
		return aes;
	};
	/** Lends the generator of one call; it is wiped whatever happens. */
	async function withGenerator<T>(call: CallSeed, use: (random: Generator) => T | Promise<T>): Promise<T> {
		const random = callGenerator(worldSeed(), call);
		try {
			return await use(random);
		} finally {
			random.wipe();
		}
	}
	const forget = (): void => {
		for (const { bytes, aes } of domainKeys.values()) {
			wipe(bytes);
			void aes.then((key) => key.wipe()).catch(() => undefined);
		}
		if (seed) wipe(seed);
		domainKeys.clear();
		seed = undefined;
	};
	const tokenAad = (
		region: Region,
		token: { keyId: KeyId; materialId: KeyMaterialId },
		keySpec: KeySpec
	): Uint8Array =>
		utf8(
			`glass-kms key token|${region}|${token.keyId}|${token.materialId}${keySpec === 'SYMMETRIC_DEFAULT' ? '' : `|${keySpec}`}`
		);

	async function wrap(
		region: Region,
		keyId: KeyId,
		material: Uint8Array,
		random: Generator,
		keySpec: KeySpec = 'SYMMETRIC_DEFAULT'
	): Promise<KeyToken> {
		const materialId = materialIdOf(keyId, material);
		const iv = random.bytes(TOKEN_IV);
		const aad = tokenAad(region, { keyId, materialId }, keySpec);
		const sealed = await (await domainKey(region)).seal(iv, material, aad);
		return { keyId, materialId, bytes: concat(new Uint8Array([TOKEN_VERSION]), iv, sealed) };
	}

	async function unwrap(region: Region, token: KeyToken, keySpec: KeySpec): Promise<Uint8Array> {
		if (token.bytes.length < MIN_TOKEN)
			throw new HsmError(
				'malformed',
				`key token: expected at least ${MIN_TOKEN} bytes, got ${token.bytes.length}`
			);
		if (token.bytes[0] !== TOKEN_VERSION)
			throw new HsmError('malformed', `key token: expected version ${TOKEN_VERSION}, got ${token.bytes[0]}`);
		const domain = await domainKey(region);
		const [iv, sealed] = [token.bytes.subarray(1, 1 + TOKEN_IV), token.bytes.subarray(1 + TOKEN_IV)];
		return authentic(await domain.open(iv, sealed, tokenAad(region, token, keySpec)), 'key token');
	}

	/** Unwraps a symmetric key's token for one use; the material is wiped whatever happens. */
	async function withMaterial<T>(
		region: Region,
		token: KeyToken,
		use: (bound: BoundMaterial & { readonly gcm: AesGcm }) => T | Promise<T>
	): Promise<T> {
		const material = await unwrap(region, token, 'SYMMETRIC_DEFAULT');
		try {
			return await use({ keyId: token.keyId, materialId: token.materialId, material, gcm });
		} finally {
			wipe(material);
		}
	}

	function init(request: SymmetricOperations['init']['request']): void {
		if (request.seed.length !== 32)
			throw new RangeError(`seed: expected 32 bytes, got ${request.seed.length}`);
		forget();
		seed = request.seed.slice();
		rsaTestKeys = request.rsaTestKeys;
	}

	/** Each in its turn, since each draws from the generator of the call. */
	async function tokensOf<T>(of: readonly T[], token: (one: T) => Promise<KeyToken>): Promise<KeyToken[]> {
		const tokens: KeyToken[] = [];
		for (const one of of) {
			if (tokens.length > 0 && tokens.length % KEYS_PER_BEAT === 0) beat();
			tokens.push(await token(one));
		}
		return tokens;
	}

	const handlers: Handlers = {
		init: (request) => {
			init(request);
			return null;
		},
		ping: () => null,
		report: () => ({
			domainKeys: [...domainKeys].map(([region, { bytes }]) => ({
				region,
				fingerprint: fingerprint(bytes)
			})),
			calls,
			where
		}),
		generateKeys: ({ region, keyIds, seed: call }) =>
			withGenerator(call, (random) =>
				tokensOf(keyIds, async (keyId) => {
					const material = random.bytes(32);
					try {
						return await wrap(region, keyId, material, random);
					} finally {
						wipe(material);
					}
				})
			),
		rewrap: ({ region, toRegion, tokens, keySpec = 'SYMMETRIC_DEFAULT', seed: call }) =>
			withGenerator(call, (random) =>
				tokensOf(tokens, async (token) => {
					const material = await unwrap(region, token, keySpec);
					try {
						return await wrap(toRegion, token.keyId, material, random, keySpec);
					} finally {
						wipe(material);
					}
				})
			),
		encrypt: ({ region, token, plaintext, aad, seed: call }) =>
			withMaterial(region, token, (bound) =>
				withGenerator(call, (random) =>
					sealSymmetric({ ...bound, source: 'Encrypt', plaintext, aad, random })
				)
			),
		decrypt: ({ region, token, ciphertext, aad }) =>
			withMaterial(region, token, (bound) => openSymmetric({ ...bound, ciphertext, aad })),
		reEncrypt: async ({ region, source, ciphertext, sourceAad, destination, destinationAad, seed: call }) => {
			const plaintext = await withMaterial(region, source, (bound) =>
				openSymmetric({ ...bound, ciphertext, aad: sourceAad })
			);
			try {
				return await withMaterial(region, destination, (bound) =>
					withGenerator(call, (random) =>
						sealSymmetric({ ...bound, source: 'Encrypt', plaintext, aad: destinationAad, random })
					)
				);
			} finally {
				wipe(plaintext);
			}
		},
		generateDataKey: ({ region, token, aad, numberOfBytes, withPlaintext, seed: call }) =>
			withMaterial(region, token, (bound) =>
				withGenerator(call, async (random) => {
					const plaintext = random.bytes(numberOfBytes);
					const ciphertext = await sealSymmetric({
						...bound,
						source: 'GenerateDataKey',
						plaintext,
						aad,
						random
					});
					if (withPlaintext) return { ciphertext, plaintext };
					wipe(plaintext);
					return { ciphertext };
				})
			),
		generateRandom: ({ numberOfBytes, seed: call }) =>
			withGenerator(call, (random) => random.bytes(numberOfBytes))
	};

	const inside: Inside = {
		gcm,
		rsaTestKeys: () => rsaTestKeys,
		generator: (call) => callGenerator(worldSeed(), call),
		wrap: ({ region, keyId, keySpec, material, random }) => wrap(region, keyId, material, random, keySpec),
		unwrap,
		sealUnderDomainKey: async (region, iv, bytes, aad) => (await domainKey(region)).seal(iv, bytes, aad),
		openUnderDomainKey: async (region, iv, sealed, aad) =>
			authentic(await (await domainKey(region)).open(iv, sealed, aad)),
		wipe
	};
	let others: Promise<OtherHandlers> | undefined;

	return {
		init,
		async handle(op, request) {
			if (op !== 'ping' && op !== 'init' && op !== 'report') calls++;
			try {
				return await handlers[op](request);
			} catch (error) {
				throw refusal(error);
			}
		},
		async handleLater(op, request) {
			calls++;
			others ??= import('./other-operations').then((module) => module.otherOperations(inside));
			// A chunk that did not arrive is asked for again by the next call.
			const ready = await others.catch((error: unknown) => {
				others = undefined;
				throw error;
			});
			try {
				return alone(await ready[op](request));
			} catch (error) {
				throw refusal(error);
			}
		},
		close: forget
	};
}

/** A view would carry its whole buffer across the boundary, whatever else lies in it: bytes leave in buffers of their own. */
function alone<T>(answer: T): T {
	if (answer instanceof Uint8Array)
		return answer.byteLength === answer.buffer.byteLength ? answer : (answer.slice() as T);
	if (typeof answer !== 'object' || answer === null) return answer;
	return Object.fromEntries(
		Object.entries(answer).map(([name, value]) => [name, alone<unknown>(value)])
	) as T;
}

function refusal(error: unknown): unknown {
	if (error instanceof AuthenticationError) return new HsmError('authentication-failed', error.message);
	if (error instanceof FormatError) return new HsmError('malformed', error.message);
	return error;
}
