import { describe, expect, test } from 'vitest';
import { blastRadius, type Deed } from '$lib/blast/radius';
import { utf8 } from '$lib/domain/bytes';
import type { KeyArn } from '$lib/domain/ids';
import { ALICE, HOME, cloud } from '../services/services';

const CARLOS = `arn:aws:iam::${HOME}:user/Carlos`;
const APPLICATION = `arn:aws:iam::${HOME}:role/Application`;

/** A key of two generations with an object and a message under each, one object under a Bucket Key. */
async function sealedWorld() {
	const it = cloud();
	const { world } = it;
	const { KeyMetadata } = await world.kms('CreateKey', {});
	const { KeyMetadata: other } = await world.kms('CreateKey', {});
	const KeyId = KeyMetadata.Arn;
	await it.ask('s3', 'CreateBucket', { Bucket: 'reports' });
	const put = (Key: string, more = {}) =>
		it.ask('s3', 'PutObject', {
			...{ Bucket: 'reports', Key, Body: utf8('x'), ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId },
			...more
		});
	const seal = (name: string, ...keyIds: string[]) =>
		world.run({
			type: 'client.seal',
			...{ name, plaintext: utf8('x'), keyIds: keyIds as [string], context: {} },
			...world.acting
		});
	await put('old');
	await seal('old message', KeyId);
	await world.kms('RotateKeyOnDemand', { KeyId });
	await put('new');
	await put('cheap', { BucketKeyEnabled: true });
	await seal('two keys', KeyId, other.Arn);
	const radius = (deed: Deed, policy?: string) =>
		blastRadius(world.state(), { keyArn: KeyId as KeyArn, deed, ...(policy !== undefined && { policy }) });
	const get = async (Key: string, caller?: string) =>
		(await it.ask('s3', 'GetObject', { Bucket: 'reports', Key }, caller)).answer;
	return { ...it, KeyId, radius, get, put };
}
type Radius = ReturnType<typeof blastRadius>;
const endsOf = ({ generations }: Radius) =>
	generations.map(({ number, things }) => [number, things.map(({ name, fate }) => [name, fate.ends])]);

describe('the blast radius', () => {
	test('has each thing under the generation that sealed it, with what lives on for a while', async () => {
		const it = await sealedWorld();
		const radius = it.radius('disable');
		expect(endsOf(radius)).toEqual([
			[
				2,
				[
					['two keys', 'never'],
					['new', 'now'],
					['cheap', 'later']
				]
			],
			[
				1,
				[
					['old message', 'now'],
					['old', 'now']
				]
			]
		]);
		expect(radius.count).toEqual({ now: 3, later: 1, never: 1 });
		expect(radius.principals).toContain(ALICE);
	});

	test('is what then really happens', async () => {
		const it = await sealedWorld();
		const foretold = new Map(
			it
				.radius('disable')
				.generations.flatMap(({ things }) => things.map((one) => [one.name, one.fate] as const))
		);
		await it.world.kms('DisableKey', { KeyId: it.KeyId });
		for (const key of ['old', 'new'])
			expect(await it.get(key)).toBe((foretold.get(key) as { shows: string }).shows);
		const cheap = foretold.get('cheap') as { until: number; shows: string };
		expect(await it.get('cheap')).toBe('ok');
		const by = cheap.until - it.world.state().time;
		await it.world.run({ type: 'clock.advance', by, ...it.world.acting });
		expect(await it.get('cheap')).toBe(cheap.shows);
	});

	test('a policy that nobody can decrypt by takes everything, one for another reader leaves it to them', async () => {
		const it = await sealedWorld();
		const allow = (...Action: string[]) =>
			JSON.stringify({
				Version: '2012-10-17',
				Statement: [
					{ Effect: 'Allow', Principal: { AWS: APPLICATION }, Action, Resource: '*' },
					{ Effect: 'Allow', Principal: { AWS: ALICE }, Action: 'kms:PutKeyPolicy', Resource: '*' }
				]
			});
		const nobody = it.radius('change-policy', allow('kms:Encrypt'));
		expect(nobody.count.now).toBe(3);
		// The application may decrypt then, but S3 does not let it read the two objects.
		expect(it.radius('change-policy', allow('kms:Decrypt')).count.now).toBe(2);
		await it.letIam(APPLICATION, 's3:GetObject', 'kms:Decrypt');
		const application = it.radius('change-policy', allow('kms:Decrypt'));
		expect(application.count.now).toBe(0);
		expect(application.keep).toEqual([APPLICATION]);
		expect(application.principals).toContain(ALICE);
		await it.world.kms('PutKeyPolicy', { KeyId: it.KeyId, Policy: allow('kms:Decrypt') });
		expect(await it.get('new')).toBe('AccessDenied');
	});

	test('counts what a policy leaves alone as living on', async () => {
		const it = await sealedWorld();
		const same = JSON.stringify({
			Version: '2012-10-17',
			Statement: [
				{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${HOME}:root` }, Action: 'kms:*', Resource: '*' },
				{ Effect: 'Allow', Principal: { AWS: CARLOS }, Action: 'kms:Decrypt', Resource: '*' }
			]
		});
		const { count, principals } = it.radius('change-policy', same);
		expect([count.now, count.later, principals]).toEqual([0, 0, []]);
	});

	test('names a bucket that would seal under the key, its grants and aliases', async () => {
		const it = await sealedWorld();
		await it.world.kms('CreateAlias', { AliasName: 'alias/reports', TargetKeyId: it.KeyId });
		await it.world.kms('CreateGrant', { KeyId: it.KeyId, GranteePrincipal: CARLOS, Operations: ['Decrypt'] });
		await it.ask('s3', 'PutBucketEncryption', {
			Bucket: 'reports',
			SSEAlgorithm: 'aws:kms',
			KMSMasterKeyID: 'alias/reports'
		});
		const radius = it.radius('delete');
		expect(radius.generations[0]!.things.map((one) => one.type)).toContain('bucket');
		expect(radius.aliases.map((one) => one.name)).toEqual(['alias/reports']);
		expect(radius.grants).toHaveLength(1);
	});

	test('a related key of another Region opens what the caller sealed', async () => {
		const it = cloud();
		const { KeyMetadata } = await it.world.kms('CreateKey', { MultiRegion: true });
		await it.world.kms('ReplicateKey', { KeyId: KeyMetadata.KeyId, ReplicaRegion: 'us-east-1' });
		await it.world.run({ type: 'clock.advance', by: 10_000, ...it.world.acting });
		await it.world.run({
			type: 'client.seal',
			...{ name: 'note', plaintext: utf8('x'), keyIds: [KeyMetadata.Arn], context: {} },
			...it.world.acting
		});
		const radius = blastRadius(it.world.state(), { keyArn: KeyMetadata.Arn as KeyArn, deed: 'delete' });
		expect(radius.count).toEqual({ now: 0, later: 0, never: 1 });
		expect(radius.related).toHaveLength(1);
	});
});
