/** The key-state table, held against the engine: every operation in every state, on keys that got there by calls. */
import { describe, expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import type { Command } from '$lib/domain/entry';
import { region, type Region } from '$lib/domain/ids';
import type { Input, OperationName, Output } from '$lib/domain/operations';
import { generateEc } from '$lib/crypto/asymmetric/ecdsa';
import { createGenerator } from '$lib/crypto/generator';
import { defaultKeyPolicy } from '$lib/kms/key-policy';
import { KEY_STATES, KEY_STATE_TABLE } from '$lib/facts/key-states';
import { nextKeyState, type KeyEvent } from '$lib/machines/key.machine';
import { wrapped } from '../world/import';
import { testWorld } from '../world/world';

const HOME = region('eu-west-1');
const AWAY = region('us-east-1');
const FAR = region('ap-northeast-1');

type State = (typeof KEY_STATES)[number];
type World = ReturnType<typeof testWorld>;

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
/** What no call can bring about: a key that the operation takes, in this state. */
const neverThere = (operation: OperationName, state: State): boolean => {
	const spec = KINDS[operation]?.KeySpec;
	// ML-KEM material cannot be imported; a custom key store holds symmetric encryption keys only.
	return (state === 'PendingImport' && spec?.startsWith('ML_KEM')) || (state === 'Unavailable' && !!spec);
};

async function worldIn(state: State, operation: OperationName = 'Encrypt') {
	const world = testWorld();
	const run = (where: Region, operation: string, input: object) =>
		world.run({
			type: 'kms',
			operation,
			input,
			...world.acting,
			region: where
		} as unknown as Command);
	async function at<O extends OperationName>(where: Region, operation: O, input: Input<O>) {
		const { entry, output } = await run(where, operation, input);
		if (!entry.outcome.ok)
			throw new Error(`${operation}: ${entry.outcome.error.code} ${entry.outcome.error.message}`);
		return output as Output<O>;
	}
	async function connectedStore() {
		const { CustomKeyStoreId: id } = await at(HOME, 'CreateCustomKeyStore', {
			CustomKeyStoreName: 'store',
			CloudHsmClusterId: 'cluster-abcdefg2345',
			TrustAnchorCertificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
			KeyStorePassword: 'password'
		});
		await at(HOME, 'ConnectCustomKeyStore', { CustomKeyStoreId: id });
		await world.run({ type: 'clock.advance', by: 'next-event', ...world.acting });
		return id;
	}
	const where = state === 'Creating' ? AWAY : HOME;
	const inStore = state === 'Unavailable';
	const kind = inStore ? {} : (KINDS[operation] ?? {});
	const external = kind.Origin === 'EXTERNAL' || state === 'PendingImport';
	const CustomKeyStoreId = inStore ? await connectedStore() : '';
	const { KeyMetadata } = await at(
		HOME,
		'CreateKey',
		inStore
			? { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId }
			: { MultiRegion: true, ...kind, ...(external && { Origin: 'EXTERNAL' }) }
	);
	const KeyId = KeyMetadata.KeyId;
	const material = MATERIALS[kind.KeySpec ?? 'SYMMETRIC_DEFAULT'];
	const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE';
	async function bringTo(region: Region) {
		const there = {
			kms: <O extends OperationName>(of: O, input: Input<O>) => at(region, of, input)
		} as unknown as World;
		const brought = { ...(await wrapped(there, KeyId, material!())), ExpirationModel } as const;
		await at(region, 'ImportKeyMaterial', brought);
		return brought;
	}
	const bring = external ? await bringTo(HOME) : undefined;
	const { CiphertextBlob } = kind.KeySpec
		? { CiphertextBlob: new Uint8Array(1) }
		: await at(HOME, 'Encrypt', { KeyId, Plaintext: utf8('x') });
	const sign = { KeyId, Message: utf8('x'), SigningAlgorithm: 'ECDSA_SHA_256' } as const;
	const mac = { KeyId, Message: utf8('x'), MacAlgorithm: 'HMAC_SHA_256' } as const;
	const made = await prepare();
	const replicated = !['PendingDeletion', 'PendingImport', 'Unavailable'].includes(state);
	if (replicated) await at(HOME, 'ReplicateKey', { KeyId, ReplicaRegion: AWAY });
	if (replicated && state !== 'Creating') {
		await world.run({ type: 'clock.advance', by: 'next-event', ...world.acting });
		if (external) await bringTo(AWAY);
	}
	await at(where, 'CreateAlias', { AliasName: 'alias/a', TargetKeyId: KeyId });
	// A key that is being created takes no grant, so it has none to end.
	const grant = { KeyId, GranteePrincipal: world.acting.caller, Operations: ['DescribeKey'] };
	const { GrantId } =
		state === 'Creating' ? { GrantId: '0'.repeat(64) } : await at(where, 'CreateGrant', grant);
	if (state === 'Disabled') await at(where, 'DisableKey', { KeyId });
	if (state === 'PendingDeletion' || state === 'PendingReplicaDeletion')
		await at(where, 'ScheduleKeyDeletion', { KeyId });
	if (state === 'PendingImport') await at(where, 'DeleteImportedKeyMaterial', { KeyId });
	if (state === 'Updating') await at(where, 'UpdatePrimaryRegion', { KeyId, PrimaryRegion: AWAY });
	if (inStore) await at(HOME, 'DisconnectCustomKeyStore', { CustomKeyStoreId });

	async function prepare(): Promise<object> {
		if (inStore) return {};
		if (operation === 'Verify') return { Signature: (await at(HOME, 'Sign', sign)).Signature };
		if (operation === 'VerifyMac') return { Mac: (await at(HOME, 'GenerateMac', mac)).Mac };
		if (operation === 'DeriveSharedSecret')
			return { PublicKey: (await at(HOME, 'GetPublicKey', { KeyId })).PublicKey };
		if (operation !== 'Decapsulate') return {};
		const { SharedSecretCiphertextBlob } = await at(HOME, 'Encapsulate', {
			KeyId,
			EncapsulationAlgorithm: 'ML_KEM'
		});
		return { SharedSecretCiphertextBlob };
	}
	const inputs: Partial<Record<OperationName, Record<string, unknown>>> = {
		UpdateKeyDescription: { KeyId, Description: 'new' },
		CreateAlias: { AliasName: 'alias/b', TargetKeyId: KeyId },
		UpdateAlias: { AliasName: 'alias/a', TargetKeyId: KeyId },
		DeleteAlias: { AliasName: 'alias/a' },
		CreateGrant: grant,
		RetireGrant: { KeyId, GrantId },
		RevokeGrant: { KeyId, GrantId },
		PutKeyPolicy: { KeyId, Policy: defaultKeyPolicy(world.acting.account) },
		TagResource: { KeyId, Tags: [{ TagKey: 'a', TagValue: 'b' }] },
		UntagResource: { KeyId, TagKeys: ['a'] },
		ReplicateKey: { KeyId, ReplicaRegion: FAR },
		UpdatePrimaryRegion: { KeyId, PrimaryRegion: AWAY },
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
		ImportKeyMaterial: {
			KeyId,
			ImportToken: new Uint8Array(1),
			EncryptedKeyMaterial: new Uint8Array(1),
			ExpirationModel,
			...bring
		}
	};
	const arn = `arn:aws:kms:${where}:${world.acting.account}:key/${KeyId}`;
	const record = () => [...world.state().keys.values()].find((key) => key.arn === arn);
	const answer = async (operation: OperationName) => {
		const { entry } = await run(where, operation, inputs[operation] ?? { KeyId });
		return entry.outcome.ok ? 'ok' : `${entry.outcome.error.code}: ${entry.outcome.error.message}`;
	};
	return { world, arn, record, answer };
}

describe.each(KEY_STATES)('a key that is %s', (state) => {
	const rows = Object.entries(KEY_STATE_TABLE).filter(
		([operation]) => !neverThere(operation as OperationName, state)
	);
	test.each(rows)('%s answers as the table says', async (operation, row) => {
		const { arn, record, answer } = await worldIn(state, operation as OperationName);
		expect(record()!.state).toBe(state);
		const got = await answer(operation as OperationName);
		const expected = row[KEY_STATES.indexOf(state)]!;
		if (state === 'Creating' && /^Re(tire|voke)Grant$/.test(operation)) {
			expect(got).toContain('NotFoundException: Grant ID');
			return;
		}
		expect(got.split(':')[0]).toBe(expected);
		if (expected !== 'ok') expect(got).toContain(arn);
	});
});

const MOVES: readonly (readonly [OperationName, KeyEvent['type']])[] = [
	['EnableKey', 'key.enable'],
	['DisableKey', 'key.disable'],
	['ScheduleKeyDeletion', 'key.scheduleDeletion'],
	['CancelKeyDeletion', 'key.cancelDeletion']
];

describe.each(KEY_STATES)('table, machine and engine agree about a key that is %s', (state) => {
	test.each(MOVES)('%s', async (operation, event) => {
		const { record, answer } = await worldIn(state);
		const replicas = operation === 'ScheduleKeyDeletion' && ['Enabled', 'Disabled'].includes(state);
		const next = nextKeyState(state, replicas ? 'key.scheduleDeletionAfterReplicas' : event);
		expect(KEY_STATE_TABLE[operation]![KEY_STATES.indexOf(state)] === 'ok').toBe(next !== undefined);
		await answer(operation);
		expect(record()!.state).toBe(next ?? state);
	});
});
