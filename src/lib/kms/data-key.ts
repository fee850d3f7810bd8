/** GenerateDataKey and its form without plaintext: one path, told apart by what comes out. */
import type { Input } from '$lib/domain/operations';
import { sha256Hex } from '$lib/crypto/hash';
import type { Call } from './call';
import { askHsm, wipedAndAnswered } from './open-and-seal';
import { requireSymmetricKey } from './usage';
import { invalid } from './validate';

const SPEC_BYTES = { AES_128: 16, AES_256: 32 } as const;

export async function makeDataKey(call: Call, input: Input<'GenerateDataKey'>, withPlaintext: boolean) {
	if ((input.KeySpec === undefined) === (input.NumberOfBytes === undefined))
		throw invalid('Please specify either number of bytes or key spec.');
	const context = input.EncryptionContext;
	const key = call.useKey(input.KeyId, { context });
	requireSymmetricKey(call, key);
	call.dryRun(input.DryRun);
	const numberOfBytes = input.KeySpec ? SPEC_BYTES[input.KeySpec] : input.NumberOfBytes!;
	askHsm(call, call.operation, key, call.tracer.contextThing(context));
	const { generation, token } = call.current(key);
	const made = await call.hsm.generateDataKey({
		region: key.region,
		token,
		aad: call.aad(context),
		numberOfBytes,
		withPlaintext,
		seed: call.callSeed()
	});
	const dataKey = made.plaintext
		? call.tracer.thing(made.plaintext, 'data-key')
		: { id: `inside:${sha256Hex(made.ciphertext)}`, material: 'data-key' as const, length: numberOfBytes };
	call.tracer.add({ kind: 'hsm-generate-data-key', dataKey });
	call.unwrapStep(key, generation);
	const wrapped = call.sealSteps({
		key,
		generation,
		input: dataKey,
		blob: made.ciphertext,
		material: 'wrapped-data-key',
		context
	});
	const wiped = ['key material', 'message key', ...(made.plaintext ? [] : ['data key'])];
	wipedAndAnswered(call, call.operation, wiped, [...(made.plaintext ? [dataKey] : []), wrapped]);
	return { key, generation, ...made };
}
