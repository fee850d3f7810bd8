/**
 * The blast radius against the engine: what it foretells of every thing of every service, and of what lies outside of
 * it, is what happens when the deed is done and the thing is really used; and what it says goes on goes on until then,
 * for those it names, and not a moment longer.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blastRadius, type BlastRadius, type Deed, type Struck } from '$lib/blast/radius';
import { specOf } from '$lib/domain/key';
import { ALICE, DAY, document, HOME, MINUTE, root, statement } from '../unit/services/services';
import { runs } from './random-world';
import {
	CARLOS,
	DORA,
	endOf,
	inFork,
	KEY_POLICY,
	openItem,
	sealedWorld,
	useOf,
	type Choices,
	type SealedWorld,
	type Tried
} from './sealed-world';

const struckOf = ({ generations }: BlastRadius): readonly Struck[] =>
	generations.flatMap(({ things }) => things);
const whoOf = ({ fate, name, type }: Struck) => `${type} ${name}, said to end ${fate.ends}`;

async function use(it: SealedWorld, id: string, by = ALICE): Promise<Tried | undefined> {
	const { resources, items } = it.world.state();
	const item = items.get(id);
	if (item) return openItem(it, item, by);
	const resource = resources.get(id);
	if (!resource) throw new Error(`expected ${id} in the world`);
	return useOf(it, resource, by);
}
/** Whether anybody of the world can. */
async function somebody(it: SealedWorld, id: string): Promise<Tried | undefined> {
	let tried: Tried | undefined;
	for (const by of [ALICE, CARLOS, DORA]) {
		tried = await inFork(it, () => use(it, id, by));
		if (tried === 'ok') return tried;
	}
	return tried;
}

async function holds(it: SealedWorld, radius: BlastRadius, deed: () => Promise<unknown>): Promise<void> {
	const struck = struckOf(radius);
	const known = new Set(struck.map(({ id }) => id));
	const { resources, items, time: before } = it.world.state();
	/** Unusable before the deed for reasons of its own: nothing to be foretold of it. */
	const wells = new Map<string, Tried | undefined>();
	for (const id of [...resources.keys(), ...items.keys()]) wells.set(id, await inFork(it, () => use(it, id)));
	await deed();
	const elapsed = it.world.state().time - before;
	for (const [id, well] of wells)
		if (!known.has(id) && well !== undefined)
			expect(await somebody(it, id), `${id} is out of the radius`).toBe(well);
	for (const one of struck) {
		const { fate, id } = one;
		const trying = (by?: string) => inFork(it, () => use(it, id, by));
		if (fate.ends === 'never') {
			if (!fate.still.includes('named in its place')) expect(await somebody(it, id), whoOf(one)).toBe('ok');
			continue;
		}
		if (fate.ends === 'now') {
			for (const by of [ALICE, DORA]) expect(await trying(by), `${whoOf(one)}, by ${by}`).toBe(fate.shows);
			continue;
		}
		const { until, only, shows } = fate;
		for (const by of only ?? [ALICE, DORA]) expect(await trying(by), whoOf(one)).toBe('ok');
		if (only && !only.includes(DORA)) expect(await trying(DORA), `${whoOf(one)}, for others`).toBe(shows);
		const end = async () => {
			if (until === undefined) return endOf(it, it.world.state().resources.get(id)!);
			const left = until - before - elapsed;
			if (left > 1) {
				await it.wait(left - 1);
				const [by] = only ?? [ALICE];
				expect(await inFork(it, () => use(it, id, by)), `${whoOf(one)}, the moment before`).toBe('ok');
			}
			await it.wait(Math.min(left, 1));
			const after = it.world.state().resources.get(id)!;
			return shows?.startsWith('inaccessible') ? after.status : use(it, id);
		};
		expect(await inFork(it, end), `${whoOf(one)}, at its end`).toBe(shows);
	}
}

const ask = (it: SealedWorld, deed: Deed, policy?: string): BlastRadius =>
	blastRadius(it.world.state(), { keyArn: it.KeyId, deed, ...(policy !== undefined && { policy }) });

const DEEDS: Readonly<
	Record<Exclude<Deed, 'change-policy' | 'delete'>, (it: SealedWorld) => Promise<unknown>>
> = {
	disable: ({ world, KeyId }) => world.kms('DisableKey', { KeyId }),
	'schedule-deletion': ({ world, KeyId }) =>
		world.kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }),
	'lose-material': ({ world, KeyId }) => world.kms('DeleteImportedKeyMaterial', { KeyId })
};

/** From the moment of use through every memory's end to the day on which all is cold. */
const RESTS = [0, 2 * MINUTE, 6 * MINUTE, 20 * MINUTE, 90 * MINUTE, 3 * DAY] as const;

describe('what the blast radius foretells is what happens', () => {
	test('the world has a thing of every kind that a radius names', async () => {
		const it = await sealedWorld();
		const types = new Set(
			struckOf(ask(it, 'disable')).map(({ service, type }) => `${service ?? ''} ${type}`)
		);
		expect([...types].sort()).toEqual([
			...[' ciphertext', ' message', 'cloudtrail trail', 'dynamodb item', 'dynamodb table'],
			...['ec2 auto-scaling-group', 'ec2 ebs-settings', 'ec2 image', 'ec2 instance', 'ec2 snapshot'],
			...['ec2 volume', 'lambda function', 'rds db-snapshot', 'rds instance', 's3 bucket', 's3 object'],
			...['secretsmanager secret', 'secretsmanager secret-version', 'sns published', 'sns topic'],
			...['sqs message', 'sqs queue']
		]);
	});

	test.each(['disable', 'schedule-deletion', 'lose-material'] as const)(
		'%s, at once after use',
		async (deed) => {
			const it = await sealedWorld({ imported: deed === 'lose-material' });
			await holds(it, ask(it, deed), () => DEEDS[deed](it));
		}
	);

	test.each([7, 30])('deletion, after %i days: on the last moment, of what is left by then', async (days) => {
		const it = await sealedWorld();
		await it.world.kms('ScheduleKeyDeletion', { KeyId: it.KeyId, PendingWindowInDays: days });
		await it.wait(days * DAY - 1);
		await holds(it, ask(it, 'delete'), () => it.wait(1));
		expect(it.world.state().keys.has(it.KeyId)).toBe(false);
	});

	test('whenever it is done, with and without a rotation in between', async () => {
		const choices = fc.record({
			deed: fc.constantFrom('disable', 'schedule-deletion', 'lose-material'),
			rotated: fc.boolean(),
			rests: fc.constantFrom(...RESTS)
		});
		await fc.assert(
			fc.asyncProperty(choices, async ({ deed, rotated, rests }) => {
				const made: Choices = { rests, ...(deed === 'lose-material' ? { imported: true } : { rotated }) };
				const it = await sealedWorld(made);
				await holds(it, ask(it, deed), () => DEEDS[deed](it));
			}),
			{ numRuns: runs(4) }
		);
	});
});

const KEEP = statement({ AWS: ALICE }, 'kms:PutKeyPolicy');
const POLICIES: Readonly<Record<string, string>> = {
	'nobody uses it': document(KEEP, statement(root(HOME), 'kms:DescribeKey')),
	'nobody decrypts, by a denial that reaches grants too': document(
		...KEY_POLICY,
		statement({ AWS: '*' }, 'kms:Decrypt', { Effect: 'Deny' }),
		statement({ Service: 'rds.eu-west-1.amazonaws.com' }, 'kms:Decrypt', { Effect: 'Deny' })
	),
	'one reader is left': document(KEEP, statement({ AWS: CARLOS }, 'kms:Decrypt')),
	'nothing changes': document(...KEY_POLICY),
	'no grants are made any more': document(
		...KEY_POLICY,
		statement({ AWS: '*' }, 'kms:CreateGrant', { Effect: 'Deny' })
	),
	'no new data keys': document(
		KEEP,
		statement(root(HOME), ['kms:Decrypt', 'kms:CreateGrant', 'kms:ReEncrypt*', 'kms:DescribeKey'])
	),
	'through S3 only': document(
		KEEP,
		statement(root(HOME), 'kms:*', {
			Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }
		})
	),
	'one object only, by its encryption context': document(
		KEEP,
		statement(root(HOME), 'kms:Decrypt', {
			Condition: { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::mixed/sse-kms' } }
		})
	),
	'grants for AWS resources only': document(
		KEEP,
		statement(root(HOME), 'kms:CreateGrant', { Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } })
	)
};

describe('a policy changes what it is said to change', () => {
	test.each(Object.keys(POLICIES))('%s', async (name) => {
		const it = await sealedWorld({ rests: 2 * MINUTE });
		const policy = POLICIES[name]!;
		const radius = ask(it, 'change-policy', policy);
		await holds(it, radius, () => it.world.kms('PutKeyPolicy', { KeyId: it.KeyId, Policy: policy }));
	});
});

test('a related key opens what is said to open with it, when it is named', async () => {
	const it = await sealedWorld();
	const { KeyMetadata } = await it.world.kms('CreateKey', { MultiRegion: true });
	await it.world.kms('ReplicateKey', { KeyId: KeyMetadata.KeyId, ReplicaRegion: 'us-east-1' });
	await it.wait(10_000);
	await it.world.run({
		...{ type: 'client.seal', name: 'note', plaintext: new Uint8Array(1), context: {} },
		...{ keyIds: [KeyMetadata.Arn], ...it.world.acting }
	} as never);
	const keyArn = KeyMetadata.Arn as typeof it.KeyId;
	const radius = blastRadius(it.world.state(), { keyArn, deed: 'disable' });
	expect(specOf(radius.key)).toBe('SYMMETRIC_DEFAULT');
	expect(struckOf(radius)).toMatchObject([{ name: 'note', fate: { ends: 'never' } }]);
	await it.world.kms('DisableKey', { KeyId: keyArn });
	const { wrapped } = [...it.world.state().items.values()].at(-1)!;
	const CiphertextBlob = new Uint8Array(Buffer.from(wrapped[0]!.blob, 'base64'));
	const there = { KeyId: radius.related[0], CiphertextBlob };
	expect((await it.kms('Decrypt', there, ALICE, 'us-east-1')).answer).toBe('ok');
});
