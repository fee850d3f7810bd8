/**
 * ImportKeyMaterial: opened inside the HSM, checked for the key's spec, kept as a token. The first material is the
 * key's for good: later ones must be the same, or, for a symmetric key, one more that waits for the next rotation.
 * Source: API ImportKeyMaterial; KMS Developer Guide, "Importing key material" (2026).
 */
import { toBase64 } from '$lib/domain/bytes';
import { KmsError } from '$lib/domain/errors';
import { HsmError, type NewKey } from '$lib/domain/hsm';
import type { KeyMaterialId } from '$lib/domain/ids';
import { DAY, specOf, type Generation, type KeyRecord } from '$lib/domain/key';
import type { Input, Output } from '$lib/domain/operations';
import { readImportToken } from '$lib/crypto/asymmetric/import-token';
import { FormatError } from '$lib/crypto/format-error';
import { WRAPPING } from '$lib/facts/key-specs';
import type { Call } from '../call';
import { silent } from '../compute';
import { changeMaterial } from '../imported';
import { requireExternal } from '../key-use';
import { refuseReplica } from '../multi-region';
import { askHsm, wipedAndAnswered, wipedAndRefused } from '../open-and-seal';
import { awaited } from '../pending-material';
import { invalid } from '../validate';

export async function importKeyMaterial(
	call: Call,
	input: Input<'ImportKeyMaterial'>
): Promise<Output<'ImportKeyMaterial'>> {
	const key = call.useKey(input.KeyId, { fits: requireExternal });
	const validTo = checkValidTo(call, input);
	const symmetric = specOf(key) === 'SYMMETRIC_DEFAULT';
	checkSymmetricMembers(input, symmetric);
	checkToken(call, key, input.ImportToken);
	const { token, publicKey } = await unwrap(call, key, input);
	const imported = {
		...(validTo !== undefined && { validTo }),
		...(input.KeyMaterialDescription !== undefined && { description: input.KeyMaterialDescription })
	};
	checkAgainstSet(call, key, token.materialId);
	const place = placeOf(call, key, token.materialId, input);
	const generation: Generation = {
		number: place.number,
		materialId: token.materialId,
		token: toBase64(token.bytes),
		createdAt: place.old?.createdAt ?? call.time,
		...(place.old?.rotation && { rotation: place.old.rotation }),
		imported: { ...withDescription(place.old), ...imported }
	};
	const generations = place.pending
		? key.generations
		: place.old
			? key.generations.map((one) => (one === place.old ? generation : one))
			: [generation];
	await changeMaterial(call, key, {
		generations,
		pendingMaterial: place.pending ? generation : key.pendingMaterial,
		publicKey: publicKey && toBase64(publicKey)
	});
	return { KeyId: key.arn, ...(symmetric && { KeyMaterialId: token.materialId }) };
}

/** Related multi-Region keys have the same material. @throws KmsError IncorrectKeyMaterialException */
function checkAgainstSet(call: Call, key: KeyRecord, id: KeyMaterialId): void {
	if (!key.multiRegion || key.generations.length > 0) return;
	const related = [...call.state.keys.values()].filter((one) => one.keyId === key.keyId && one !== key);
	const known = related.flatMap((one) => one.generations.map((generation) => generation.materialId));
	if (known.length > 0 && !known.includes(id))
		throw silent(
			'IncorrectKeyMaterialException',
			'key-material',
			'related multi-Region keys have the same key material: expected the one imported into the others'
		);
}

/** A re-import without a description keeps the old one. */
const withDescription = (old: Generation | undefined) =>
	old?.imported?.description === undefined ? {} : { description: old.imported.description };

/** @returns world time in milliseconds; undefined for material that does not expire. */
function checkValidTo(call: Call, input: Input<'ImportKeyMaterial'>): number | undefined {
	const model = input.ExpirationModel ?? 'KEY_MATERIAL_EXPIRES';
	if (model === 'KEY_MATERIAL_DOES_NOT_EXPIRE') {
		if (input.ValidTo !== undefined)
			throw invalid('A validTo date cannot be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE');
		return undefined;
	}
	if (input.ValidTo === undefined)
		throw invalid('A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES');
	const validTo = Math.round(input.ValidTo * 1000);
	if (validTo <= call.time) throw invalid('ValidTo must be in the future');
	if (validTo > call.time + WRAPPING.maxValidDays * DAY)
		throw invalid(`ValidTo must be at most ${WRAPPING.maxValidDays} days in the future`);
	return validTo;
}

function checkSymmetricMembers(input: Input<'ImportKeyMaterial'>, symmetric: boolean): void {
	const given = (['ImportType', 'KeyMaterialDescription', 'KeyMaterialId'] as const).filter(
		(member) => input[member] !== undefined
	);
	if (!symmetric && given.length)
		throw invalid(`${given.join(', ')} can be used with symmetric encryption keys only`);
	if (input.KeyMaterialId !== undefined && input.ImportType === 'NEW_KEY_MATERIAL')
		throw invalid('KeyMaterialId cannot be used with ImportType NEW_KEY_MATERIAL');
}

/** Whether it is genuine, the HSM says; when it ends, it says itself. */
function checkToken(call: Call, key: KeyRecord, bytes: Uint8Array): void {
	try {
		if (readImportToken(bytes).validTo > call.time) return;
	} catch (error) {
		if (!(error instanceof FormatError)) throw error;
		throw silent('InvalidImportTokenException', 'import-token', `import token: ${error.message}`);
	}
	throw new KmsError(
		'ExpiredImportTokenException',
		`Parameters for key material import have expired. Key '${key.arn}'`,
		{ check: 'import-token', detail: 'an import token is valid for 24 hours' }
	);
}

async function unwrap(call: Call, key: KeyRecord, input: Input<'ImportKeyMaterial'>): Promise<NewKey> {
	const inputs = [
		call.tracer.thing(input.EncryptedKeyMaterial, 'ciphertext', { name: 'encrypted key material' }),
		call.tracer.thing(input.ImportToken, 'ciphertext', { name: 'import token' })
	];
	const about = { kind: 'hsm-compute', act: 'import', algorithm: specOf(key), inputs, outputs: [] } as const;
	askHsm(call, call.operation, key, inputs);
	try {
		const made = await call.hsm.importKeyMaterial({
			region: key.region,
			keyId: key.keyId,
			keySpec: specOf(key),
			importToken: input.ImportToken,
			encryptedKeyMaterial: input.EncryptedKeyMaterial,
			seed: call.callSeed()
		});
		call.tracer.add(about);
		wipedAndAnswered(call, call.operation, ['wrapping private key', 'key material'], []);
		return made;
	} catch (caught) {
		if (!(caught instanceof HsmError) || caught.code === 'unavailable') throw caught;
		call.tracer.add({ ...about, failed: caught.message });
		throw wipedAndRefused(call, ['wrapping private key', 'key material'], refusal(caught));
	}
}

function refusal(error: HsmError): KmsError {
	switch (error.code) {
		case 'import-token':
			return silent('InvalidImportTokenException', 'import-token', error.message);
		case 'key-material':
			return silent('IncorrectKeyMaterialException', 'key-material', error.message);
		default:
			return silent('InvalidCiphertextException', 'ciphertext-format', error.message);
	}
}

interface Place {
	readonly number: number;
	/** What stands there already: the same material, there or gone. */
	readonly old?: Generation;
	/** Waits for a rotation on demand. */
	readonly pending: boolean;
}

/** Where the material belongs. @throws KmsError IncorrectKeyMaterialException, KMSInvalidStateException */
function placeOf(call: Call, key: KeyRecord, id: KeyMaterialId, input: Input<'ImportKeyMaterial'>): Place {
	const { generations } = key;
	const pendingMaterial = awaited(call.state, key);
	const type = input.ImportType ?? (generations.length === 0 ? 'NEW_KEY_MATERIAL' : 'EXISTING_KEY_MATERIAL');
	const incorrect = (detail: string): KmsError =>
		silent('IncorrectKeyMaterialException', 'key-material', detail);
	if (input.KeyMaterialId !== undefined && input.KeyMaterialId !== id)
		throw incorrect(`the request names key material ${input.KeyMaterialId}, the material is ${id}`);
	const old = generations.find((one) => one.materialId === id);
	const waiting = pendingMaterial?.materialId === id ? pendingMaterial : undefined;
	if (type === 'EXISTING_KEY_MATERIAL') {
		if (old) return { number: old.number, old, pending: false };
		if (waiting) return { number: waiting.number, old: waiting, pending: true };
		throw incorrect('the material is not one that was imported into this key before');
	}
	if (old ?? waiting) throw incorrect('the material belongs to this key already');
	if (generations.length === 0) return { number: 1, pending: false };
	refuseReplica(call, key);
	if (pendingMaterial)
		throw new KmsError(
			'KMSInvalidStateException',
			`New key material (id: ${id}) cannot be imported into KMS key ${key.keyId}, because another key material (id: ${pendingMaterial.materialId}) is pending rotation.`,
			{ check: 'key-state', detail: 'one key material at most can wait for rotation' }
		);
	return { number: generations.length + 1, pending: true };
}
