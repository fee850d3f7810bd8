/** The key-state table, held against the engine: every operation in every state, on keys that got there by calls. */
import { describe, expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import type { Command } from '$lib/domain/entry';
import { region, type Region } from '$lib/domain/ids';
import type { Input, OperationName, Output } from '$lib/domain/operations';
import { KEY_STATES, KEY_STATE_TABLE } from '$lib/facts/key-states';
import { nextKeyState, type KeyEvent } from '$lib/machines/key.machine';
import { testWorld } from '../world/world';

const HOME = region('eu-west-1');
const AWAY = region('us-east-1');
const FAR = region('ap-northeast-1');

/** Only imported material makes a key PendingImport; that row is tested with importing. */
type State = Exclude<(typeof KEY_STATES)[number], 'PendingImport'>;
const STATES = KEY_STATES.filter((state): state is State => state !== 'PendingImport');

async function worldIn(state: State) {
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
		if (!entry.outcome.ok) throw new Error(`${operation}: ${entry.outcome.error.code}`);
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
	const CustomKeyStoreId = inStore ? await connectedStore() : '';
	const { KeyMetadata } = await at(
		HOME,
		'CreateKey',
		inStore ? { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId } : { MultiRegion: true }
	);
	const KeyId = KeyMetadata.KeyId;
	const { CiphertextBlob } = await at(HOME, 'Encrypt', { KeyId, Plaintext: utf8('x') });
	if (state !== 'PendingDeletion' && !inStore) await at(HOME, 'ReplicateKey', { KeyId, ReplicaRegion: AWAY });
	if (state !== 'PendingDeletion' && state !== 'Creating' && !inStore)
		await world.run({ type: 'clock.advance', by: 'next-event', ...world.acting });
	await at(where, 'CreateAlias', { AliasName: 'alias/a', TargetKeyId: KeyId });
	// A key that is being created takes no grant, so it has none to end.
	const grant = { KeyId, GranteePrincipal: world.acting.caller, Operations: ['Encrypt'] };
	const { GrantId } =
		state === 'Creating' ? { GrantId: '0'.repeat(64) } : await at(where, 'CreateGrant', grant);
	if (state === 'Disabled') await at(where, 'DisableKey', { KeyId });
	if (state === 'PendingDeletion' || state === 'PendingReplicaDeletion')
		await at(where, 'ScheduleKeyDeletion', { KeyId });
	if (state === 'Updating') await at(where, 'UpdatePrimaryRegion', { KeyId, PrimaryRegion: AWAY });
	if (inStore) await at(HOME, 'DisconnectCustomKeyStore', { CustomKeyStoreId });
	const inputs: Partial<Record<OperationName, Record<string, unknown>>> = {
		UpdateKeyDescription: { KeyId, Description: 'new' },
		CreateAlias: { AliasName: 'alias/b', TargetKeyId: KeyId },
		UpdateAlias: { AliasName: 'alias/a', TargetKeyId: KeyId },
		DeleteAlias: { AliasName: 'alias/a' },
		CreateGrant: grant,
		RetireGrant: { KeyId, GrantId },
		RevokeGrant: { KeyId, GrantId },
		PutKeyPolicy: { KeyId, Policy: '{}' },
		TagResource: { KeyId, Tags: [{ TagKey: 'a', TagValue: 'b' }] },
		UntagResource: { KeyId, TagKeys: ['a'] },
		ReplicateKey: { KeyId, ReplicaRegion: FAR },
		UpdatePrimaryRegion: { KeyId, PrimaryRegion: AWAY },
		Encrypt: { KeyId, Plaintext: utf8('x') },
		Decrypt: { CiphertextBlob },
		ReEncrypt: { CiphertextBlob, DestinationKeyId: KeyId },
		GenerateDataKey: { KeyId, KeySpec: 'AES_256' },
		GenerateDataKeyWithoutPlaintext: { KeyId, NumberOfBytes: 64 }
	};
	const arn = `arn:aws:kms:${where}:${world.acting.account}:key/${KeyId}`;
	const record = () => [...world.state().keys.values()].find((key) => key.arn === arn);
	const answer = async (operation: OperationName) => {
		const { entry } = await run(where, operation, inputs[operation] ?? { KeyId });
		return entry.outcome.ok ? 'ok' : `${entry.outcome.error.code}: ${entry.outcome.error.message}`;
	};
	return { world, arn, record, answer };
}

describe.each(STATES)('a key that is %s', (state) => {
	test.each(Object.entries(KEY_STATE_TABLE))('%s answers as the table says', async (operation, row) => {
		const { arn, record, answer } = await worldIn(state);
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

describe.each(STATES)('table, machine and engine agree about a key that is %s', (state) => {
	test.each(MOVES)('%s', async (operation, event) => {
		const { record, answer } = await worldIn(state);
		const replicas = operation === 'ScheduleKeyDeletion' && ['Enabled', 'Disabled'].includes(state);
		const next = nextKeyState(state, replicas ? 'key.scheduleDeletionAfterReplicas' : event);
		expect(KEY_STATE_TABLE[operation]![KEY_STATES.indexOf(state)] === 'ok').toBe(next !== undefined);
		await answer(operation);
		expect(record()!.state).toBe(next ?? state);
	});
});
