/** The real SDK client over a world in this very program, without a socket. */
import { KMS } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import { WorldRequestHandler } from '$lib/world/wire/request-handler';
import { testWorld } from '../unit/world/world';

function clientOf(world: ReturnType<typeof testWorld>, region = 'eu-west-1'): KMS {
	const requestHandler = new WorldRequestHandler({ run: world.run, acting: world.acting });
	const credentials = { accessKeyId: 'in this page', secretAccessKey: 'checked by nobody' };
	return new KMS({ region, credentials, requestHandler, maxAttempts: 1 });
}

describe('WorldRequestHandler', () => {
	it('carries a life of a key', async () => {
		const world = testWorld();
		const kms = clientOf(world);
		const { KeyMetadata } = await kms.createKey({});
		const KeyId = KeyMetadata!.KeyId!;
		expect(KeyMetadata!.CreationDate).toEqual(new Date(world.origin.startsAt));
		const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: utf8('in the page') });
		expect(Buffer.from((await kms.decrypt({ CiphertextBlob })).Plaintext!).toString()).toBe('in the page');
		await kms.disableKey({ KeyId });
		await expect(kms.decrypt({ CiphertextBlob })).rejects.toMatchObject({
			name: 'DisabledException',
			$metadata: { httpStatusCode: 400 }
		});
		expect(world.timeline.size).toBe(5);
		expect(world.state().keys.get(KeyMetadata!.Arn as never)!.state).toBe('Disabled');
	});

	it('calls the Region that the client was made for', async () => {
		const world = testWorld();
		const { KeyMetadata } = await clientOf(world, 'ap-southeast-2').createKey({});
		expect(KeyMetadata!.Arn).toContain(':ap-southeast-2:111122223333:');
	});

	it('does nothing for a call that was ended before it began', async () => {
		const world = testWorld();
		const abort = new AbortController();
		abort.abort();
		const { ListKeysCommand } = await import('@aws-sdk/client-kms');
		await expect(
			clientOf(world).send(new ListKeysCommand({}), { abortSignal: abort.signal })
		).rejects.toThrow();
		expect(world.timeline.size).toBe(0);
	});
});
