/** The real SDK client in a page, over a world in that page: no request leaves it. */
import { CreateKeyCommand, DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { expect, it, vi } from 'vitest';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { newOrigin } from '$lib/world/origins';
import { RunningWorld } from '$lib/world/running-world';
import { WorldRequestHandler } from '$lib/world/wire/request-handler';

it('seals and opens in the page', async () => {
	const seed = new Uint8Array(32).fill(3);
	const origin = newOrigin({ seed, id: 'page', name: 'page', startsAt: Date.UTC(2026, 0, 1) });
	const world = new RunningWorld({ origin, hsm: createInProcessHsm({ seed }) });
	const { caller, account, region } = origin;
	const kms = new KMSClient({
		region,
		credentials: { accessKeyId: 'in this page', secretAccessKey: 'checked by nobody' },
		requestHandler: new WorldRequestHandler({
			run: (command) => world.run(command),
			acting: { caller, account, region }
		})
	});
	const fetched = vi.spyOn(globalThis, 'fetch');
	const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
	const Plaintext = new TextEncoder().encode('glass');
	const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: KeyMetadata!.KeyId, Plaintext }));
	const opened = await kms.send(new DecryptCommand({ CiphertextBlob }));
	expect(new TextDecoder().decode(opened.Plaintext)).toBe('glass');
	expect(world.entries.map((entry) => entry.command.operation)).toEqual(['CreateKey', 'Encrypt', 'Decrypt']);
	const elsewhere = fetched.mock.calls.filter(([input]) => /amazonaws/.test(String(input as string)));
	expect(elsewhere).toEqual([]);
});
