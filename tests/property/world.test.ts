/**
 * Random lives of a world: keys in two Regions and in a key store, grants, managed keys, time. Whatever is called, in
 * whatever order, the log alone makes the state again, and what holds for keys, sets, stores and grants goes on holding.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import type { Command, WorldState } from '$lib/domain/entry';
import { region, type Region } from '$lib/domain/ids';
import { DAY } from '$lib/domain/key';
import { KEY_STATES } from '$lib/facts/key-states';
import { emptyState, fold } from '$lib/world/state';
import { testWorld } from '../unit/world/world';

const REGIONS = [region('eu-west-1'), region('us-east-1')] as const;

const STORE = {
	CustomKeyStoreName: 'store',
	CloudHsmClusterId: 'cluster-abcdefg2345',
	TrustAnchorCertificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
	KeyStorePassword: 'password'
};

type World = ReturnType<typeof testWorld>;
interface Step {
	readonly name: string;
	readonly run: (world: World) => Command | undefined;
}

const pick = <T>(items: Iterable<T>, at: number): T | undefined => {
	const all = [...items];
	return all[at % Math.max(all.length, 1)];
};

function kms(world: World, operation: string, input: object, where: Region): Command {
	return { type: 'kms', operation, input, ...world.acting, region: where } as unknown as Command;
}

/** A call on a key that exists, in its own Region. */
const onKey = (operation: string, input: (at: number) => object = () => ({})): fc.Arbitrary<Step> =>
	fc.nat(20).map((at) => ({
		name: operation,
		run(world) {
			const key = pick(world.state().keys.values(), at);
			return key && kms(world, operation, { KeyId: key.arn, ...input(at) }, key.region);
		}
	}));

const onStore = (operation: string): fc.Arbitrary<Step> =>
	fc.nat(5).map((at) => ({
		name: operation,
		run(world) {
			const store = pick(world.state().keyStores.values(), at);
			return store && kms(world, operation, { CustomKeyStoreId: store.id }, store.region);
		}
	}));

const anyStep: fc.Arbitrary<Step> = fc.oneof(
	fc.constant<Step>({
		name: 'CreateKey',
		run: (world) => kms(world, 'CreateKey', { MultiRegion: world.state().keys.size % 2 === 0 }, REGIONS[0])
	}),
	fc.constant<Step>({
		name: 'CreateKey in a store',
		run(world) {
			const store = pick(world.state().keyStores.values(), 0);
			return (
				store && kms(world, 'CreateKey', { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: store.id }, REGIONS[0])
			);
		}
	}),
	fc.constant<Step>({
		name: 'DescribeKey of a managed key',
		run: (world) => kms(world, 'DescribeKey', { KeyId: 'alias/aws/s3' }, REGIONS[1])
	}),
	fc.constant<Step>({
		name: 'CreateCustomKeyStore',
		run: (world) => kms(world, 'CreateCustomKeyStore', STORE, REGIONS[0])
	}),
	onStore('ConnectCustomKeyStore'),
	onStore('DisconnectCustomKeyStore'),
	onStore('DeleteCustomKeyStore'),
	onKey('ReplicateKey', (at) => ({ ReplicaRegion: REGIONS[at % 2] })),
	onKey('UpdatePrimaryRegion', (at) => ({ PrimaryRegion: REGIONS[at % 2] })),
	onKey('EnableKey'),
	onKey('DisableKey'),
	onKey('ScheduleKeyDeletion', (at) => ({ PendingWindowInDays: 7 + at })),
	onKey('CancelKeyDeletion'),
	onKey('EnableKeyRotation', (at) => ({ RotationPeriodInDays: 90 + at })),
	onKey('DisableKeyRotation'),
	onKey('RotateKeyOnDemand'),
	onKey('Encrypt', () => ({ Plaintext: utf8('x') })),
	onKey('CreateGrant', () => ({ GranteePrincipal: '444455556666', Operations: ['Encrypt'] })),
	onKey('TagResource', (at) => ({ Tags: [{ TagKey: `${at}`, TagValue: '' }] })),
	fc.constantFrom(1000, 60_000, 30 * 60_000, 5 * DAY, 40 * DAY, 100 * DAY).map((by): Step => ({
		name: `advance ${by}`,
		run: (world) => ({ type: 'clock.advance', by, ...world.acting })
	}))
);

/** A pair of related keys, and a key in a connected store. */
async function begun(): Promise<World> {
	const world = testWorld();
	const { KeyMetadata } = await world.kms('CreateKey', { MultiRegion: true });
	await world.kms('ReplicateKey', { KeyId: KeyMetadata.KeyId, ReplicaRegion: REGIONS[1] });
	const { CustomKeyStoreId } = await world.kms('CreateCustomKeyStore', STORE);
	await world.kms('ConnectCustomKeyStore', { CustomKeyStoreId });
	await world.run({ type: 'clock.advance', by: 30 * 60_000, ...world.acting });
	await world.kms('CreateKey', { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId });
	return world;
}

function checkState(state: WorldState): void {
	for (const key of state.keys.values()) {
		expect(KEY_STATES).toContain(key.state);
		expect(key.generations.map((one) => one.number)).toEqual(key.generations.map((_, i) => i + 1));
		expect(key.deletionAt !== undefined).toBe(key.state === 'PendingDeletion');
		expect(key.readyAt !== undefined).toBe(key.state === 'Creating');
		expect(key.returnsTo !== undefined).toBe(key.state === 'Unavailable');
		if (key.deletionAt !== undefined) expect(key.deletionAt).toBeGreaterThan(state.time);
		if (key.manager === 'AWS') expect(key.state).toBe('Enabled');
		const connection =
			key.customKeyStoreId === undefined
				? 'CONNECTED'
				: state.keyStores.get(key.customKeyStoreId)?.connection;
		if (key.state === 'Unavailable') expect(connection).not.toBe('CONNECTED');
		if (key.state === 'Enabled' || key.state === 'Disabled') expect(connection).toBe('CONNECTED');
		expect(state.sets.has(key.keyId)).toBe(key.multiRegion === true);
		if (key.state === 'Updating') expect(state.sets.get(key.keyId)?.moving).toBeDefined();
	}
	for (const set of state.sets.values()) {
		const keys = set.members.map((arn) => state.keys.get(arn)!);
		expect(set.members).toContain(set.primary);
		expect(new Set(keys.map((key) => key.region)).size).toBe(keys.length);
		for (const key of keys) {
			expect(key.rotation).toEqual(set.rotation);
			expect(key.onDemandRotations).toBe(set.onDemandRotations);
			expect(key.generations.map((one) => one.materialId)).toEqual(
				keys[0]!.generations.map((one) => one.materialId)
			);
		}
		const primary = state.keys.get(set.primary)!;
		if (primary.state === 'PendingReplicaDeletion') expect(keys.length).toBeGreaterThan(1);
		if (primary.state === 'PendingDeletion') expect(keys).toHaveLength(1);
	}
	for (const grant of state.grants.values()) expect(state.keys.has(grant.keyArn)).toBe(true);
	for (const alias of state.aliases.values()) expect(state.keys.has(alias.targetArn)).toBe(true);
}

test('whatever is called, the log makes the state, and every rule holds', { timeout: 120_000 }, async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(anyStep, { minLength: 10, maxLength: 60, size: 'max' }), async (steps) => {
			const world = await begun();
			for (const step of steps) {
				const command = step.run(world);
				if (!command) continue;
				const before = world.state();
				const { entry } = await world.run(command);
				if (!entry.outcome.ok) expect(world.state()).toEqual(before);
				checkState(world.state());
			}
			expect(fold(emptyState(world.origin), world.timeline.path())).toEqual(world.state());
		}),
		{ numRuns: 60, seed: 20261124 }
	);
});
