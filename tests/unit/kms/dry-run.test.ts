/** Every operation with DryRun ends in the good exception, and does nothing; any other problem shows as itself. */
import { expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import type { Command } from '$lib/domain/entry';
import { CONSTRAINTS } from '$lib/facts/constraints';
import { testWorld } from '../world/world';

/** Built elsewhere: what needs keys that are not symmetric is tested with them. */
const SYMMETRIC = [
	'Encrypt',
	'Decrypt',
	'ReEncrypt',
	'GenerateDataKey',
	'GenerateDataKeyWithoutPlaintext',
	'CreateGrant',
	'RetireGrant',
	'RevokeGrant'
] as const;

async function ready() {
	const world = testWorld();
	const { KeyMetadata } = await world.kms('CreateKey', {});
	const KeyId = KeyMetadata.KeyId;
	const { CiphertextBlob } = await world.kms('Encrypt', { KeyId, Plaintext: utf8('x') });
	const grant = { KeyId, GranteePrincipal: world.acting.caller, Operations: ['Decrypt'] };
	const { GrantId } = await world.kms('CreateGrant', grant);
	const inputs = {
		Encrypt: { KeyId, Plaintext: utf8('x') },
		Decrypt: { CiphertextBlob },
		ReEncrypt: { CiphertextBlob, DestinationKeyId: KeyId },
		GenerateDataKey: { KeyId, KeySpec: 'AES_256' },
		GenerateDataKeyWithoutPlaintext: { KeyId, KeySpec: 'AES_256' },
		CreateGrant: grant,
		RetireGrant: { KeyId, GrantId },
		RevokeGrant: { KeyId, GrantId }
	};
	const run = async (operation: string, input: object) =>
		(await world.run({ type: 'kms', operation, input, ...world.acting } as unknown as Command)).entry;
	return { world, KeyId, inputs, run };
}

test('the operations with a dry run are these', () => {
	const all = Object.entries(CONSTRAINTS).filter(([, members]) => 'DryRun' in members);
	expect(all.map(([name]) => name)).toEqual(expect.arrayContaining([...SYMMETRIC]));
});

test.each(SYMMETRIC)('%s', async (operation) => {
	const { inputs, run, world, KeyId } = await ready();
	const before = world.state();
	const dry = await run(operation, { ...inputs[operation], DryRun: true });
	expect(dry.outcome).toMatchObject({
		ok: false,
		error: {
			code: 'DryRunOperationException',
			status: 400,
			message: 'The request would have succeeded, but the DryRun option is set.'
		}
	});
	expect(dry.events).toEqual([]);
	expect(world.state()).toEqual(before);
	expect((await run(operation, inputs[operation])).outcome.ok).toBe(true);
	await world.kms('ScheduleKeyDeletion', { KeyId });
	if (operation.endsWith('eGrant') && operation !== 'CreateGrant') return;
	expect((await run(operation, { ...inputs[operation], DryRun: true })).outcome).toMatchObject({
		error: { code: 'KMSInvalidStateException' }
	});
});

test('Decrypt and ReEncrypt check the permission alone when the ciphertext is ignored', async () => {
	const { run, KeyId } = await ready();
	const ignoring = { DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] };
	const codeOf = async (operation: string, input: object) => {
		const { outcome } = await run(operation, input);
		return outcome.ok ? 'ok' : outcome.error.code;
	};
	expect(await codeOf('Decrypt', { KeyId, ...ignoring })).toBe('DryRunOperationException');
	expect(await codeOf('ReEncrypt', { SourceKeyId: KeyId, DestinationKeyId: KeyId, ...ignoring })).toBe(
		'DryRunOperationException'
	);
	expect(await codeOf('Decrypt', ignoring)).toBe('ValidationException');
	expect(await codeOf('Decrypt', { KeyId })).toBe('ValidationException');
	expect(await codeOf('Decrypt', { KeyId, DryRunModifiers: ['IGNORE_CIPHERTEXT'] })).toBe(
		'ValidationException'
	);
});
