/** Real clients against the endpoint: the AWS SDK, and the AWS Encryption SDK both ways. */
import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node';
import type { KMS } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import type { Command, Execution } from '$lib/domain/entry';
import { fromLiveJson, toLiveJson, type LiveResponse } from '$lib/world/wire/live-json';
import { follow, startEndpoint, type Running } from './running';

let running: Running;
let kms: KMS;
beforeAll(async () => {
	running = await startEndpoint();
	kms = running.client();
});
afterAll(() => running.close());

const newKey = async (input: Parameters<KMS['createKey']>[0] = {}): Promise<string> =>
	(await kms.createKey(input)).KeyMetadata!.Arn!;

describe('@aws-sdk/client-kms', () => {
	it('seals and opens under a context, and under no other', async () => {
		const KeyId = await newKey({ Tags: [{ TagKey: 'team', TagValue: 'ä' }] });
		await kms.createAlias({ AliasName: 'alias/app', TargetKeyId: KeyId });
		const EncryptionContext = { ab: 'c' };
		const sealed = await kms.encrypt({ KeyId: 'alias/app', Plaintext: utf8('hello'), EncryptionContext });
		expect(sealed.KeyId).toBe(KeyId);
		const opened = await kms.decrypt({ CiphertextBlob: sealed.CiphertextBlob, EncryptionContext });
		expect(Buffer.from(opened.Plaintext!).toString()).toBe('hello');
		await expect(
			kms.decrypt({ CiphertextBlob: sealed.CiphertextBlob, EncryptionContext: { a: 'bc' } })
		).rejects.toMatchObject({ name: 'InvalidCiphertextException', $metadata: { httpStatusCode: 400 } });
	});

	it('is told of a disabled key and of one that is to be deleted', async () => {
		const KeyId = await newKey();
		const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: utf8('x') });
		await kms.disableKey({ KeyId });
		await expect(kms.decrypt({ CiphertextBlob })).rejects.toMatchObject({
			name: 'DisabledException',
			message: `${KeyId} is disabled.`
		});
		const { DeletionDate } = await kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
		expect(DeletionDate).toBeInstanceOf(Date);
		await expect(kms.decrypt({ CiphertextBlob })).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
	});

	it('gets new material by a rotation on demand, and opens what the old sealed', async () => {
		const KeyId = await newKey();
		const before = await kms.encrypt({ KeyId, Plaintext: utf8('old') });
		await kms.rotateKeyOnDemand({ KeyId });
		const after = await kms.decrypt({ CiphertextBlob: before.CiphertextBlob });
		const now = await kms.describeKey({ KeyId });
		expect(now.KeyMetadata!.CurrentKeyMaterialId).not.toBe(after.KeyMaterialId);
		expect(Buffer.from(after.Plaintext!).toString()).toBe('old');
	});

	it('pages through a list', async () => {
		for (let i = 0; i < 3; i++) await newKey();
		const { Keys: all } = await kms.listKeys({});
		const paged: string[] = [];
		let Marker: string | undefined;
		do {
			const page = await kms.listKeys({ Limit: 2, ...(Marker && { Marker }) });
			paged.push(...page.Keys!.map((key) => key.KeyArn!));
			Marker = page.Truncated ? page.NextMarker : undefined;
		} while (Marker);
		expect(paged).toEqual(all!.map((key) => key.KeyArn));
	});

	it('finds another error than its own kinds by its code', async () => {
		const KeyId = await newKey({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
		await expect(kms.generateDataKey({ KeyId, KeySpec: 'AES_256' })).rejects.toMatchObject({
			name: 'InvalidKeyUsageException'
		});
		const other = await newKey();
		const { CiphertextBlob } = await kms.encrypt({ KeyId: other, Plaintext: utf8('x') });
		await expect(kms.decrypt({ CiphertextBlob, KeyId: await newKey() })).rejects.toMatchObject({
			name: 'IncorrectKeyException'
		});
	});

	it('keeps a multi-Region pair in step over two Regions', async () => {
		const primary = await newKey({ MultiRegion: true });
		const made = await kms.replicateKey({ KeyId: primary, ReplicaRegion: 'us-east-1' });
		expect(made.ReplicaKeyMetadata!.Arn).toBe(primary.replace('eu-west-1', 'us-east-1'));
		const { CiphertextBlob } = await kms.encrypt({ KeyId: primary, Plaintext: utf8('both') });
		const there = running.client({ region: 'us-east-1' });
		const KeyId = made.ReplicaKeyMetadata!.Arn!;
		expect((await there.describeKey({ KeyId })).KeyMetadata!.KeyState).toBe('Creating');
		// Nobody moves the calendar: what lasts seconds ends by itself.
		await vi.waitFor(
			async () => expect((await there.describeKey({ KeyId })).KeyMetadata!.KeyState).toBe('Enabled'),
			{ timeout: 20_000, interval: 200 }
		);
		const opened = await there.decrypt({ CiphertextBlob, KeyId });
		expect(Buffer.from(opened.Plaintext!).toString()).toBe('both');
	});

	it('many at once are one log without a gap', async () => {
		const KeyId = await newKey();
		const clients = [kms, running.client({ as: 'role/Application' }), running.client()];
		await Promise.all(
			Array.from({ length: 60 }, (_, i) =>
				clients[i % 3]!.encrypt({ KeyId, Plaintext: Uint8Array.of(i) }).then(async ({ CiphertextBlob }) => {
					const { Plaintext } = await kms.decrypt({ CiphertextBlob });
					expect([...Plaintext!]).toEqual([i]);
				})
			)
		);
		const { entries } = await follow(running);
		for (const [i, entry] of entries.entries()) expect(entry.parent).toBe(entries[i - 1]?.id ?? null);
	});
});

describe('the AWS Encryption SDK for JavaScript', () => {
	const client = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
	const context = { purpose: 'endpoint' };
	const plaintext = Uint8Array.from({ length: 10_000 }, (_, i) => i * 7);
	// The keyring's own type of client is that of an SDK of another version.
	const keyring = (...keyIds: string[]): KmsKeyringNode =>
		new KmsKeyringNode({
			clientProvider: (() => kms) as never,
			generatorKeyId: keyIds[0]!,
			keyIds: keyIds.slice(1)
		});

	/** A command as a page of this address sends it. */
	async function asPage(command: object): Promise<Execution> {
		const { origin } = await follow(running);
		const { caller, account, region } = origin;
		const body = toLiveJson({ command: { ...command, caller, account, region } as Command });
		const response = await fetch(`${running.url}/_glass/run`, { method: 'POST', body });
		const answer = fromLiveJson(await response.text()) as LiveResponse;
		if (!answer.ok) throw new Error(answer.fault);
		return answer.execution;
	}

	it('opens what the page sealed', async () => {
		const keys = [await newKey(), await newKey()] as const;
		const sealed = await asPage({ type: 'client.seal', name: 'a', plaintext, keyIds: keys, context });
		const { plaintext: opened, messageHeader } = await client.decrypt(keyring(...keys), sealed.bytes!);
		expect(new Uint8Array(opened)).toEqual(plaintext);
		expect(messageHeader.encryptionContext).toMatchObject(context);
		// The payload was too long for the log; a page that follows can still have it.
		const item = sealed.entry.events.find((event) => event.type === 'item.put')!.item;
		const payload = await fetch(`${running.url}/_glass/payload/${item.payload.sha256}`);
		expect(new Uint8Array(await payload.arrayBuffer())).toEqual(sealed.bytes);
	});

	it('seals what the page opens', async () => {
		const KeyId = await newKey();
		const { result } = await client.encrypt(keyring(KeyId), plaintext, { encryptionContext: context });
		const opened = await asPage({ type: 'client.open', name: 'b', message: new Uint8Array(result) });
		expect(opened.entry.outcome.ok).toBe(true);
		expect(opened.bytes).toEqual(plaintext);
	});
});
