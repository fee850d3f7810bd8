/** The tables of facts, held against the engine: constraints at their edges, and each operation in each key state. */
import { describe, expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import type { Command } from '$lib/domain/entry';
import type { Input, OperationName } from '$lib/domain/operations';
import { generateEc } from '$lib/crypto/asymmetric/ecdsa';
import { createGenerator } from '$lib/crypto/generator';
import { CONSTRAINTS, type Constraint } from '$lib/facts/constraints';
import { KEY_STATE_TABLE, type LivingState } from '$lib/facts/key-states';
import { nextKeyState } from '$lib/machines/key.machine';
import { wrapped } from '../world/import';
import { testWorld } from '../world/world';

type World = ReturnType<typeof testWorld>;

async function codeOf(world: World, operation: OperationName, input: Record<string, unknown>) {
	const { entry } = await world.run({ type: 'kms', operation, input, ...world.acting } as unknown as Command);
	return entry.outcome.ok ? 'ok' : `${entry.outcome.error.code}: ${entry.outcome.error.message}`;
}

const valueOf = (of: Constraint, size: number): unknown =>
	of.type === 'integer'
		? size
		: of.type === 'blob'
			? new Uint8Array(size)
			: of.type === 'list'
				? Array.from({ length: size }, () => 'x')
				: 'x'.repeat(size);

const EDGES = Object.entries(CONSTRAINTS).flatMap(([operation, members]) =>
	Object.entries(members as Record<string, Constraint>).flatMap(([member, of]) => {
		if (of.type === 'map' || of.type === 'boolean' || of.values || of.pattern) return [];
		const kind = of.type === 'integer' ? 'value' : 'length';
		return [
			...(of.max === undefined
				? []
				: [[operation, member, of, of.max + 1, `${kind} less than or equal to ${of.max}`] as const]),
			...(!of.min
				? []
				: [[operation, member, of, of.min - 1, `${kind} greater than or equal to ${of.min}`] as const])
		];
	})
);

test.each(EDGES)('%s.%s just outside its bounds is refused', async (operation, member, of, size, words) => {
	const answer = await codeOf(testWorld(), operation as OperationName, { [member]: valueOf(of, size) });
	const name = member.charAt(0).toLowerCase() + member.slice(1);
	expect(answer).toMatch(/^ValidationException: \d+ validation errors? detected: /);
	expect(answer).toContain(`at '${name}' failed to satisfy constraint: Member must have ${words}`);
});

test('a member that must be there is named', async () => {
	expect(await codeOf(testWorld(), 'Encrypt', {})).toBe(
		"ValidationException: 2 validation errors detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null; Value null at 'plaintext' failed to satisfy constraint: Member must not be null"
	);
});

const STATES: readonly LivingState[] = ['Enabled', 'Disabled', 'PendingDeletion', 'PendingImport'];

/** What kind of key an operation takes, where it is no symmetric one with material from KMS. */
const KINDS: Partial<Record<OperationName, Input<'CreateKey'>>> = {
	GetPublicKey: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
	Sign: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
	Verify: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
	GenerateMac: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
	VerifyMac: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
	DeriveSharedSecret: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
	Encapsulate: { KeySpec: 'ML_KEM_768', KeyUsage: 'ENCAPSULATE_DECAPSULATE' },
	Decapsulate: { KeySpec: 'ML_KEM_768', KeyUsage: 'ENCAPSULATE_DECAPSULATE' },
	GetParametersForImport: { Origin: 'EXTERNAL' },
	ImportKeyMaterial: { Origin: 'EXTERNAL' },
	DeleteImportedKeyMaterial: { Origin: 'EXTERNAL' }
};
const MATERIALS: Readonly<Record<string, () => Uint8Array>> = {
	SYMMETRIC_DEFAULT: () => new Uint8Array(32).fill(5),
	HMAC_256: () => new Uint8Array(32).fill(6),
	ECC_NIST_P256: () => generateEc('ECC_NIST_P256', createGenerator(new Uint8Array(32).fill(8)))
};
/** No key of this kind can be PendingImport: its material cannot be imported. */
const neverImported = (operation: string): boolean =>
	operation === 'Encapsulate' || operation === 'Decapsulate';

async function worldIn(state: LivingState, operation: OperationName = 'Encrypt') {
	const world = testWorld();
	const kind = KINDS[operation] ?? {};
	const external = kind.Origin === 'EXTERNAL' || state === 'PendingImport';
	const { KeyMetadata: key } = await world.kms('CreateKey', {
		...kind,
		...(external && { Origin: 'EXTERNAL' })
	});
	const KeyId = key.KeyId;
	const material = MATERIALS[kind.KeySpec ?? 'SYMMETRIC_DEFAULT'];
	const bring = external ? await wrapped(world, KeyId, material!()) : undefined;
	const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE';
	if (bring) await world.kms('ImportKeyMaterial', { ...bring, ExpirationModel });
	await world.kms('CreateAlias', { AliasName: 'alias/a', TargetKeyId: KeyId });
	const { CiphertextBlob } = kind.KeySpec
		? { CiphertextBlob: new Uint8Array(1) }
		: await world.kms('Encrypt', { KeyId, Plaintext: utf8('x') });
	const sign = { KeyId, Message: utf8('x'), SigningAlgorithm: 'ECDSA_SHA_256' } as const;
	const mac = { KeyId, Message: utf8('x'), MacAlgorithm: 'HMAC_SHA_256' } as const;
	const made = await prepare();
	if (state === 'Disabled') await world.kms('DisableKey', { KeyId });
	if (state === 'PendingDeletion') await world.kms('ScheduleKeyDeletion', { KeyId });
	if (state === 'PendingImport') await world.kms('DeleteImportedKeyMaterial', { KeyId });
	expect((await world.kms('DescribeKey', { KeyId })).KeyMetadata.KeyState).toBe(state);

	async function prepare() {
		if (operation === 'Verify') return { Signature: (await world.kms('Sign', sign)).Signature };
		if (operation === 'VerifyMac') return { Mac: (await world.kms('GenerateMac', mac)).Mac };
		if (operation === 'DeriveSharedSecret') return world.kms('GetPublicKey', { KeyId });
		if (operation !== 'Decapsulate') return {};
		return world.kms('Encapsulate', { KeyId, EncapsulationAlgorithm: 'ML_KEM' });
	}
	const inputs: Partial<Record<OperationName, Record<string, unknown>>> = {
		UpdateKeyDescription: { KeyId, Description: 'new' },
		CreateAlias: { AliasName: 'alias/b', TargetKeyId: KeyId },
		UpdateAlias: { AliasName: 'alias/a', TargetKeyId: KeyId },
		DeleteAlias: { AliasName: 'alias/a' },
		Encrypt: { KeyId, Plaintext: utf8('x') },
		Decrypt: { CiphertextBlob },
		ReEncrypt: { CiphertextBlob, DestinationKeyId: KeyId },
		GenerateDataKey: { KeyId, KeySpec: 'AES_256' },
		GenerateDataKeyWithoutPlaintext: { KeyId, NumberOfBytes: 64 },
		GenerateDataKeyPair: { KeyId, KeyPairSpec: 'ECC_NIST_P256' },
		GenerateDataKeyPairWithoutPlaintext: { KeyId, KeyPairSpec: 'ECC_NIST_EDWARDS25519' },
		Sign: sign,
		Verify: { ...sign, ...made },
		GenerateMac: mac,
		VerifyMac: { ...mac, ...made },
		DeriveSharedSecret: { ...made, KeyId, KeyAgreementAlgorithm: 'ECDH' },
		Encapsulate: { KeyId, EncapsulationAlgorithm: 'ML_KEM' },
		Decapsulate: { ...made, KeyId, EncapsulationAlgorithm: 'ML_KEM' },
		GetParametersForImport: { KeyId, WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' },
		ImportKeyMaterial: { ...bring, ExpirationModel }
	};
	return { world, key, input: (operation: OperationName) => inputs[operation] ?? { KeyId } };
}

describe.each(STATES)('a key that is %s', (state) => {
	const rows = Object.entries(KEY_STATE_TABLE).filter(
		([operation]) => state !== 'PendingImport' || !neverImported(operation)
	);
	test.each(rows)('%s answers as the table says', async (operation, row) => {
		const { world, key, input } = await worldIn(state, operation as OperationName);
		const answer = await codeOf(world, operation as OperationName, input(operation as OperationName));
		const expected = row[STATES.indexOf(state)]!;
		expect(answer.split(':')[0]).toBe(expected);
		if (expected !== 'ok') expect(answer).toContain(key.Arn);
	});
});

test.each([
	['EnableKey', 'key.enable'],
	['DisableKey', 'key.disable'],
	['ScheduleKeyDeletion', 'key.scheduleDeletion'],
	['CancelKeyDeletion', 'key.cancelDeletion']
] as const)('%s: table, machine and engine agree on where it leads', async (operation, event) => {
	for (const state of STATES) {
		const { world, key, input } = await worldIn(state);
		const next = nextKeyState(state, event);
		expect(KEY_STATE_TABLE[operation]![STATES.indexOf(state)] === 'ok').toBe(next !== undefined);
		await codeOf(world, operation, input(operation));
		const after = [...world.state().keys.values()].find((one) => one.keyId === key.KeyId)!;
		expect(after.state).toBe(next ?? state);
	}
});

test('a dry run that would succeed says so, and a key of another account is refused', async () => {
	const { world, key } = await worldIn('Enabled');
	expect(await codeOf(world, 'Encrypt', { KeyId: key.KeyId, Plaintext: utf8('x'), DryRun: true })).toContain(
		'DryRunOperationException'
	);
	const { entry } = await world.run({
		type: 'kms',
		operation: 'DescribeKey',
		input: { KeyId: key.Arn },
		...world.acting,
		caller: 'arn:aws:iam::444455556666:user/Bob'
	} as unknown as Command);
	expect(entry.outcome).toMatchObject({ ok: false, error: { code: 'AccessDeniedException' } });
});

test('the twenty-sixth rotation on demand is refused', async () => {
	const { world, key } = await worldIn('Enabled');
	for (let i = 0; i < 25; i++) await world.kms('RotateKeyOnDemand', { KeyId: key.KeyId });
	expect(await codeOf(world, 'RotateKeyOnDemand', { KeyId: key.KeyId })).toContain('LimitExceededException');
});
