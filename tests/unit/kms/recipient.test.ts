/** Who asks for an answer under an enclave's key never gets plaintext instead. */
import { expect, test } from 'vitest';
import type { Command } from '$lib/domain/entry';
import { testWorld } from '../world/world';

test.each(['Decrypt', 'GenerateDataKey', 'GenerateDataKeyPair', 'GenerateRandom', 'DeriveSharedSecret'])(
	'%s with a Recipient is refused, and nothing is answered',
	async (operation) => {
		const world = testWorld();
		const input = { NumberOfBytes: 32, Recipient: { AttestationDocument: new Uint8Array(8) } };
		const command = { type: 'kms', operation, input, ...world.acting } as unknown as Command;
		const { entry, output } = await world.run(command);
		expect(entry.outcome).toMatchObject({ ok: false, error: { code: 'UnsupportedOperationException' } });
		expect(output).toBeUndefined();
	}
);
