/** GenerateRandom: 1 to 1,024 bytes. Differs from AWS: from the world's seed, so that a world can be repeated. */
import { KmsError } from '$lib/domain/errors';
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { invalid } from '../validate';

export async function generateRandom(
	call: Call,
	input: Input<'GenerateRandom'>
): Promise<Output<'GenerateRandom'>> {
	if (input.NumberOfBytes === undefined) throw invalid('NumberOfBytes is required.');
	call.authorize('kms:GenerateRandom', undefined);
	if (input.CustomKeyStoreId !== undefined) {
		const { findStore, requireConnection } = await import('../key-store');
		const store = findStore(call, input.CustomKeyStoreId);
		if (store.type !== 'AWS_CLOUDHSM')
			throw new KmsError('UnsupportedOperationException', '', {
				check: 'unsupported',
				detail: 'an external key store makes no random bytes'
			});
		requireConnection(store, ['CONNECTED']);
	}
	call.tracer.add({ kind: 'request', from: 'kms', to: 'hsm', operation: 'GenerateRandom', carries: [] });
	const Plaintext = await call.hsm.generateRandom({
		region: call.acting.region,
		numberOfBytes: input.NumberOfBytes,
		seed: call.callSeed()
	});
	call.tracer.add({
		kind: 'answer',
		from: 'hsm',
		to: 'kms',
		operation: 'GenerateRandom',
		carries: [call.tracer.thing(Plaintext, 'random')]
	});
	return { Plaintext };
}
