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
	if (input.CustomKeyStoreId !== undefined)
		throw new KmsError('UnsupportedOperationException', 'Custom key stores are not in this playground yet.', {
			check: 'unsupported',
			detail: 'custom key stores are not built yet'
		});
	call.authorize('kms:GenerateRandom', undefined);
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
