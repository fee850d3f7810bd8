/**
 * Random lives of keys whose material comes and goes, and of keys that share it across Regions: imported, expired,
 * deleted, brought again; replicated, rotated for all at once. What is expected is kept beside the world, in a model of
 * the documentation: which material lies in which key, and until when.
 */
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { toHex, utf8 } from '$lib/domain/bytes';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { Command, Execution } from '$lib/domain/entry';
import { region, type KeyArn, type Region } from '$lib/domain/ids';
import { currentGeneration, DAY, type KeyRecord } from '$lib/domain/key';
import { wrapForImport } from '$lib/crypto/asymmetric/import-wrap';
import { KEY_STATE_TABLE, KEY_STATES } from '$lib/facts/key-states';
import { emptyState, fold } from '$lib/world/state';
import { testWorld } from '../unit/world/world';
import { runs, stateText } from './random-world';

const HERE = region('eu-west-1');
const THERE = region('us-east-1');
const CONTEXTS: readonly EncryptionContext[] = [{}, { purpose: 'a' }, { purpose: 'b', owner: 'Zoë' }];

/** What the runs met: properties that were never put to the test prove nothing. */
const met = new Set<string>();

interface Sealed {
	readonly blob: Uint8Array;
	readonly keyId: string;
	readonly materialId: string;
	readonly plaintext: Uint8Array;
	readonly context: EncryptionContext;
}
interface Move {
	readonly kind: (typeof KINDS)[number];
	readonly a: number;
	readonly b: number;
}
const KINDS = [
	...['import', 'import', 'import', 'import', 'import anew', 'import anew', 'delete material'],
	...['delete material', 'ReplicateKey', 'RotateKeyOnDemand', 'RotateKeyOnDemand', 'EnableKeyRotation'],
	...['Encrypt', 'Encrypt', 'Encrypt', 'EnableKey', 'DisableKey', 'ScheduleKeyDeletion'],
	...['CancelKeyDeletion', 'CancelKeyDeletion', 'UpdatePrimaryRegion', 'minute', 'days', 'days']
] as const;
const moves = fc.array(fc.record({ kind: fc.constantFrom(...KINDS), a: fc.nat(97), b: fc.nat(89) }), {
	minLength: 10,
	maxLength: 40,
	size: 'max'
});

/** The changes of state that are documented: by what, from what, to what. */
const CHANGES: ReadonlySet<string> = new Set([
	'ImportKeyMaterial: PendingImport → Enabled',
	'DeleteImportedKeyMaterial: Enabled → PendingImport',
	'DeleteImportedKeyMaterial: Disabled → PendingImport',
	'clock.advance: Enabled → PendingImport',
	'clock.advance: Disabled → PendingImport',
	'ReplicateKey: none → Creating',
	'clock.advance: Creating → Enabled',
	'clock.advance: Creating → PendingImport',
	'EnableKey: Disabled → Enabled',
	'DisableKey: Enabled → Disabled',
	'ScheduleKeyDeletion: Enabled → PendingDeletion',
	'ScheduleKeyDeletion: Disabled → PendingDeletion',
	'ScheduleKeyDeletion: PendingImport → PendingDeletion',
	'ScheduleKeyDeletion: Creating → PendingDeletion',
	'ScheduleKeyDeletion: Enabled → PendingReplicaDeletion',
	'ScheduleKeyDeletion: Disabled → PendingReplicaDeletion',
	'ScheduleKeyDeletion: PendingImport → PendingReplicaDeletion',
	'CancelKeyDeletion: PendingDeletion → Disabled',
	'CancelKeyDeletion: PendingDeletion → PendingImport',
	'CancelKeyDeletion: PendingReplicaDeletion → Disabled',
	'CancelKeyDeletion: PendingReplicaDeletion → PendingImport',
	'clock.advance: PendingReplicaDeletion → PendingDeletion',
	'clock.advance: PendingDeletion → deleted',
	'UpdatePrimaryRegion: Enabled → Updating',
	'clock.advance: Updating → Enabled',
	// Two that one move of the calendar may bring together.
	'clock.advance: Updating → PendingImport',
	'clock.advance: PendingReplicaDeletion → deleted'
]);

async function livingWorld() {
	const world = testWorld();
	const sealed: Sealed[] = [];
	/** The model: of each imported key, until when which material lies in it. */
	const lies = new Map<KeyArn, Map<string, number>>();

	const run = async (operation: string, where: Region, input: object): Promise<Execution> => {
		const command = { type: 'kms', operation, input, ...world.acting, region: where } as unknown as Command;
		return checked(operation, command);
	};
	async function checked(name: string, command: Command): Promise<Execution> {
		const before = world.state();
		const done = await world.run(command);
		const after = world.state();
		if (!done.entry.outcome.ok) expect(stateText(after), 'a refusal changes nothing').toBe(stateText(before));
		for (const arn of new Set([...before.keys.keys(), ...after.keys.keys()])) {
			const [was, is] = [before.keys.get(arn), after.keys.get(arn)];
			if (was?.state === is?.state || (name === 'CreateKey' && !was)) continue;
			const change = `${name}: ${was?.state ?? 'none'} → ${is?.state ?? 'deleted'}`;
			expect(CHANGES).toContain(change);
			met.add(change);
		}
		for (const [arn, materials] of lies) {
			if (!after.keys.has(arn)) lies.delete(arn);
			for (const [id, until] of materials) if (until <= after.time) materials.delete(id);
		}
		return done;
	}
	const keys = (): KeyRecord[] => [...world.state().keys.values()];

	async function bring(key: KeyRecord, fill: number, days: number | undefined, anew: boolean): Promise<void> {
		const algorithm = 'RSAES_OAEP_SHA_256';
		const asked = await run('GetParametersForImport', key.region, {
			KeyId: key.arn,
			WrappingAlgorithm: algorithm,
			WrappingKeySpec: 'RSA_2048'
		});
		if (!asked.entry.outcome.ok) return;
		const { PublicKey, ImportToken } = asked.output as { PublicKey: Uint8Array; ImportToken: Uint8Array };
		const material = new Uint8Array(32).fill(fill);
		const aesKey = new Uint8Array(32);
		const until = days === undefined ? undefined : (world.state().time + days * DAY) / 1000;
		const { entry, output } = await run('ImportKeyMaterial', key.region, {
			KeyId: key.arn,
			ImportToken,
			EncryptedKeyMaterial: await wrapForImport({ publicKey: PublicKey, algorithm, material, aesKey }),
			...(until === undefined
				? { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
				: { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: until }),
			...(anew && { ImportType: 'NEW_KEY_MATERIAL' })
		});
		if (!entry.outcome.ok) return void met.add(`import: ${entry.outcome.error.code}`);
		const { KeyMaterialId } = output as { KeyMaterialId: string };
		const materials = lies.get(key.arn) ?? new Map<string, number>();
		if (materials.has(KeyMaterialId)) met.add('the same material again');
		lies.set(key.arn, materials.set(KeyMaterialId, until === undefined ? Infinity : until * 1000));
	}

	async function play({ kind, a, b }: Move): Promise<void> {
		const all = keys();
		const key = all[a % all.length];
		if (kind === 'minute' || kind === 'days') {
			const by = kind === 'minute' ? 60_000 : (1 + (b % 20)) * DAY;
			return void (await checked('clock.advance', { type: 'clock.advance', by, ...world.acting }));
		}
		if (!key) return;
		const { arn: KeyId, region: where } = key;
		switch (kind) {
			case 'import':
			case 'import anew':
				return bring(key, 1 + (b % 3), b % 4 ? undefined : 1 + (b % 15), kind === 'import anew');
			case 'delete material': {
				const ids = [...(lies.get(KeyId)?.keys() ?? [])];
				const KeyMaterialId = ids[b % Math.max(1, ids.length)];
				const input = { KeyId, ...(KeyMaterialId !== undefined && { KeyMaterialId }) };
				const { entry } = await run('DeleteImportedKeyMaterial', where, input);
				if (entry.outcome.ok && KeyMaterialId !== undefined) lies.get(KeyId)!.delete(KeyMaterialId);
				return;
			}
			case 'ReplicateKey':
				return void (await run(kind, where, { KeyId, ReplicaRegion: where === HERE ? THERE : HERE }));
			case 'UpdatePrimaryRegion':
				return void (await run(kind, where, { KeyId, PrimaryRegion: where === HERE ? THERE : HERE }));
			case 'ScheduleKeyDeletion':
				return void (await run(kind, where, { KeyId, PendingWindowInDays: 7 + (b % 24) }));
			case 'Encrypt': {
				const [plaintext, context] = [utf8(`plaintext ${b}`), CONTEXTS[b % 3]!];
				const input = { KeyId, Plaintext: plaintext, EncryptionContext: context };
				const { entry, output } = await run(kind, where, input);
				if (!entry.outcome.ok) return;
				const { CiphertextBlob: blob } = output as { CiphertextBlob: Uint8Array };
				const { materialId } = currentGeneration(key);
				return void sealed.push({ blob, keyId: key.keyId, materialId, plaintext, context });
			}
			default:
				return void (await run(kind, where, { KeyId }));
		}
	}

	/** Whether all that a key needs lies in it, by the model; the engine's own record must say the same. */
	function materialIsAsModelled(): void {
		for (const key of keys()) {
			if (key.origin !== 'EXTERNAL') continue;
			const there = lies.get(key.arn) ?? new Map<string, number>();
			const held = [...key.generations, ...(key.pendingMaterial ? [key.pendingMaterial] : [])]
				.filter(({ token }) => token !== '')
				.map(({ materialId }) => materialId);
			expect(held.sort()).toEqual([...there.keys()].sort());
			const complete =
				key.generations.length > 0 && key.generations.every(({ materialId }) => there.has(materialId));
			if (key.state === 'PendingImport') expect(complete, 'it waits for what is missing').toBe(false);
			if (key.state === 'Enabled' || key.state === 'Disabled') expect(complete).toBe(true);
		}
	}

	/** By every key of the set: opens exactly while usable there, and never in another context. */
	async function opensAsItShould({ blob, keyId, materialId, plaintext, context }: Sealed): Promise<void> {
		for (const key of keys().filter((one) => one.keyId === keyId)) {
			expect(key.generations.map((one) => one.materialId)).toContain(materialId);
			const expected = KEY_STATE_TABLE.Decrypt![KEY_STATES.indexOf(key.state)];
			const open = (EncryptionContext: EncryptionContext) =>
				run('Decrypt', key.region, { CiphertextBlob: blob, KeyId: key.arn, EncryptionContext });
			const { entry, output } = await open(context);
			expect(entry.outcome.ok ? 'ok' : entry.outcome.error.code, key.state).toBe(expected);
			met.add(`Decrypt ${key.state}, ${key.multiRegion ? 'related' : 'alone'}: ${expected}`);
			if (expected !== 'ok') continue;
			expect(toHex((output as { Plaintext: Uint8Array }).Plaintext)).toBe(toHex(plaintext));
			const wrong = (await open({ ...context, more: '' })).entry.outcome;
			expect(wrong.ok ? 'ok' : wrong.error.code).toBe('InvalidCiphertextException');
		}
	}

	for (const input of [
		{ Origin: 'EXTERNAL' },
		{ Origin: 'EXTERNAL', MultiRegion: true },
		{ MultiRegion: true }
	])
		await run('CreateKey', HERE, input);
	for (const key of keys().slice(0, 2)) await bring(key, 1, undefined, false);
	await run('ReplicateKey', HERE, { KeyId: keys()[2]!.arn, ReplicaRegion: THERE });
	await play({ kind: 'minute', a: 0, b: 0 });
	for (let a = 0; a < 4; a++) await play({ kind: 'Encrypt', a, b: a });
	return { world, sealed, play, materialIsAsModelled, opensAsItShould };
}

const m = (kind: Move['kind'], a: number, b = 1): Move => ({ kind, a, b });
/** Meets everything that is wanted, whatever chance brings besides. */
const WALK: readonly Move[] = [
	m('import anew', 0, 1),
	m('RotateKeyOnDemand', 0),
	m('Encrypt', 0, 4),
	m('delete material', 0, 0),
	m('import', 0, 0),
	m('import', 0, 2),
	m('import', 0, 0),
	m('import', 0, 12),
	m('days', 0, 19),
	m('import', 0, 0),
	m('ReplicateKey', 1),
	m('minute', 0),
	m('import', 4, 3),
	m('Encrypt', 4, 5),
	m('DisableKey', 4),
	m('delete material', 4, 0),
	m('RotateKeyOnDemand', 2),
	m('Encrypt', 3, 7),
	m('ScheduleKeyDeletion', 3, 0),
	m('CancelKeyDeletion', 3),
	m('ScheduleKeyDeletion', 2, 0),
	m('days', 0, 19)
];
const WANTED: readonly string[] = [
	'ImportKeyMaterial: PendingImport → Enabled',
	'DeleteImportedKeyMaterial: Enabled → PendingImport',
	'DeleteImportedKeyMaterial: Disabled → PendingImport',
	'clock.advance: Enabled → PendingImport',
	'clock.advance: Creating → PendingImport',
	'clock.advance: Creating → Enabled',
	'the same material again',
	'import: IncorrectKeyMaterialException',
	'Decrypt Enabled, alone: ok',
	'Decrypt Enabled, related: ok',
	'Decrypt PendingImport, alone: KMSInvalidStateException',
	'Decrypt PendingImport, related: KMSInvalidStateException',
	'Decrypt Disabled, related: DisabledException',
	'Decrypt PendingDeletion, related: KMSInvalidStateException'
];

test('material that comes, goes and is shared: what was sealed opens exactly while it is usable', async () => {
	await fc.assert(
		fc.asyncProperty(moves, async (sequence) => {
			const { world, sealed, play, materialIsAsModelled, opensAsItShould } = await livingWorld();
			for (const move of sequence) {
				await play(move);
				materialIsAsModelled();
				await opensAsItShould(sealed[move.b % sealed.length]!);
			}
			for (const one of sealed) await opensAsItShould(one);
			expect(stateText(fold(emptyState(world.origin), world.timeline.path()))).toBe(stateText(world.state()));
		}),
		{ numRuns: runs(40), examples: [[WALK]] }
	);
}, 600_000);

afterAll(() => expect([...met]).toEqual(expect.arrayContaining([...WANTED])));
