/** From a ciphertext to the key and the generation that sealed it. Fetched with the first ciphertext that comes in. */
import { parseBlob, type ParsedBlob } from '$lib/crypto/blob';
import { FormatError } from '$lib/crypto/format-error';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { WorldState } from '$lib/domain/entry';
import { KmsError } from '$lib/domain/errors';
import { HsmError } from '$lib/domain/hsm';
import type { KeyMaterialId, Region } from '$lib/domain/ids';
import type { Generation, KeyRecord } from '$lib/domain/key';
import type { Call } from './call';
import { resolveKey } from './resolve';

export interface Sealer {
	readonly key: KeyRecord;
	readonly generation: Generation;
}

/** By the generations of a key: a key that did not change is indexed once, however many states hold it. */
const generationsOf = new WeakMap<KeyRecord, ReadonlyMap<KeyMaterialId, Generation>>();
function generationIndex(key: KeyRecord): ReadonlyMap<KeyMaterialId, Generation> {
	let index = generationsOf.get(key);
	if (!index) {
		index = new Map(key.generations.map((generation) => [generation.materialId, generation]));
		generationsOf.set(key, index);
	}
	return index;
}

/** The key of this Region that has the material, and which generation it is; undefined when none has. */
export function findSealer(state: WorldState, region: Region, materialId: KeyMaterialId): Sealer | undefined {
	for (const key of state.keys.values()) {
		const generation = key.region === region ? generationIndex(key).get(materialId) : undefined;
		if (generation) return { key, generation };
	}
	return undefined;
}

/** The key and generation that a ciphertext names. */
export function useSealer(
	call: Call,
	ciphertext: Uint8Array,
	options: {
		readonly keyRef?: string | undefined;
		readonly action: string;
		readonly context?: EncryptionContext | undefined;
	}
): Sealer {
	const { acting, state } = call;
	const blob = readBlob(ciphertext);
	const sealer = findSealer(state, acting.region, blob.materialId);
	call.tracer.add({
		kind: 'resolve',
		by: 'ciphertext',
		ref: blob.materialId,
		...(sealer && { keyArn: sealer.key.arn })
	});
	const named =
		options.keyRef === undefined
			? undefined
			: resolveKey({ ref: options.keyRef, aliasAccepted: true, state, acting }).key;
	if (!sealer && !named)
		throw new KmsError(
			'AccessDeniedException',
			`User: ${acting.caller} is not authorized to perform: ${options.action} on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
			{
				check: 'resolve',
				detail: 'no key of this Region has the key material that the ciphertext names',
				got: blob.materialId
			}
		);
	call.meterKey((named ?? sealer?.key)!);
	call.authorize(options.action, named ?? sealer?.key, options.context);
	call.requireState((named ?? sealer?.key)!);
	if (!sealer || (named && named.arn !== sealer.key.arn))
		throw new KmsError(
			'IncorrectKeyException',
			'The key ID in the request does not identify a CMK that can perform this operation.',
			{
				check: 'key-mismatch',
				detail: 'the ciphertext names key material of another key',
				expected: sealer?.key.arn ?? 'a key of this world',
				got: named?.arn ?? ''
			}
		);
	return sealer;
}

/** @throws KmsError InvalidCiphertextException that keeps what the parser expected. */
export function readBlob(bytes: Uint8Array): ParsedBlob {
	try {
		return parseBlob(bytes);
	} catch (error) {
		if (error instanceof FormatError)
			throw new KmsError('InvalidCiphertextException', '', {
				check: 'ciphertext-format',
				detail: error.message
			});
		throw error;
	}
}

/** What the HSM's refusal to open means to a caller. RSA ciphertext has no tag: it fits the private key or it does not. */
export function openingError(error: unknown, rsa = false): unknown {
	if (!(error instanceof HsmError) || error.code === 'unavailable') return error;
	if (rsa && error.code !== 'malformed')
		return new KmsError('InvalidCiphertextException', '', {
			check: 'key-material',
			detail: 'it does not open this ciphertext, which was made for another key or is damaged'
		});
	return new KmsError(
		'InvalidCiphertextException',
		'',
		error.code === 'malformed'
			? { check: 'ciphertext-format', detail: error.message }
			: {
					check: 'authentication-tag',
					detail:
						'the authentication tag does not match: the ciphertext or the encryption context is not that of the sealing'
				}
	);
}
