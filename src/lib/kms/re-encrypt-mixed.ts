/** ReEncrypt from or to an RSA key: RSA ciphertext names no key, so the caller names key and algorithm. */
import type { EncryptionContext } from '$lib/domain/encryption-context';
import { HsmError, type ReEncryptSide } from '$lib/domain/hsm';
import { specOf, type Generation, type KeyRecord } from '$lib/domain/key';
import type { EncryptionAlgorithm } from '$lib/domain/key-spec';
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from './call';
import { isOaep, requireAlgorithm } from './key-use';
import { checkPlaintext, refuseContext } from './oaep';
import { askHsm, wipedAndAnswered } from './open-and-seal';
import { invalid } from './validate';
import { openingError, readBlob, useSealer } from './sealer';

/** Whether RSA takes part, by what the request says or by the keys it names. */
export function takesRsa(call: Call, input: Input<'ReEncrypt'>): boolean {
	const { SourceEncryptionAlgorithm: from, DestinationEncryptionAlgorithm: to } = input;
	if ((from ?? 'SYMMETRIC_DEFAULT') !== 'SYMMETRIC_DEFAULT') return true;
	if ((to ?? 'SYMMETRIC_DEFAULT') !== 'SYMMETRIC_DEFAULT') return true;
	return [input.SourceKeyId, input.DestinationKeyId].some(
		(ref) => ref !== undefined && specOf(call.peek(ref)) !== 'SYMMETRIC_DEFAULT'
	);
}

interface Side {
	readonly key: KeyRecord;
	readonly generation: Generation;
	readonly algorithm: EncryptionAlgorithm;
	readonly keySpec: ReEncryptSide['keySpec'];
	readonly context: EncryptionContext | undefined;
}

type Request = Input<'ReEncrypt'> & { readonly CiphertextBlob: Uint8Array };

export async function reEncryptMixed(call: Call, input: Request): Promise<Output<'ReEncrypt'>> {
	const source = sourceOf(call, input);
	const destination = destinationOf(call, input);
	checkLength(input.CiphertextBlob, source, destination);
	call.dryRun(input.DryRun);
	const sealed = call.tracer.thing(input.CiphertextBlob, 'ciphertext');
	askHsm(call, 'ReEncrypt', source.key, [sealed, ...call.tracer.contextThing(source.context)]);
	call.unwrapStep(source.key, source.generation);
	const blob = await run(call, input, source, destination);
	// What was opened stays inside: the thing has a name of its own, and neither bytes nor hash leave the HSM.
	const inside = { id: `inside:${sealed.id}`, material: 'plaintext' as const, length: 0 };
	const by = (side: Side) => (isOaep(side.algorithm) ? { algorithm: side.algorithm } : {});
	call.tracer.add({
		kind: 'hsm-open',
		input: sealed,
		output: inside,
		...by(source),
		...(source.context && { context: source.context })
	});
	call.unwrapStep(destination.key, destination.generation);
	const output = isOaep(destination.algorithm)
		? call.tracer.thing(blob, 'ciphertext')
		: call.sealSteps({ ...destination, input: inside, blob, material: 'ciphertext' });
	if (isOaep(destination.algorithm))
		call.tracer.add({ kind: 'hsm-seal', input: inside, output, ...by(destination) });
	wipedAndAnswered(call, 'ReEncrypt', ['key material', 'plaintext'], [output]);
	const materialOf = (side: Side): string | undefined =>
		isOaep(side.algorithm) ? undefined : side.generation.materialId;
	const [from, to] = [materialOf(source), materialOf(destination)];
	return {
		CiphertextBlob: blob,
		SourceKeyId: source.key.arn,
		KeyId: destination.key.arn,
		SourceEncryptionAlgorithm: source.algorithm,
		DestinationEncryptionAlgorithm: destination.algorithm,
		...(from !== undefined && { SourceKeyMaterialId: from }),
		...(to !== undefined && { DestinationKeyMaterialId: to })
	};
}

function sourceOf(call: Call, input: Request): Side {
	const context = input.SourceEncryptionContext;
	const algorithm = (input.SourceEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT') as EncryptionAlgorithm;
	const named = input.SourceKeyId;
	const action = 'kms:ReEncryptFrom';
	if (algorithm === 'SYMMETRIC_DEFAULT' && (named === undefined || symmetric(call, named))) {
		const sealer = useSealer(call, input.CiphertextBlob, { keyRef: named, action, context });
		return { ...sealer, algorithm, keySpec: 'SYMMETRIC_DEFAULT', context };
	}
	if (named === undefined)
		throw invalid(`SourceKeyId is required for algorithm ${algorithm}: its ciphertext names no key`);
	return namedSide(call, { ref: named, action, algorithm, context });
}

function destinationOf(call: Call, input: Request): Side {
	return namedSide(call, {
		ref: input.DestinationKeyId,
		action: 'kms:ReEncryptTo',
		algorithm: (input.DestinationEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT') as EncryptionAlgorithm,
		context: input.DestinationEncryptionContext
	});
}

const symmetric = (call: Call, ref: string): boolean => specOf(call.peek(ref)) === 'SYMMETRIC_DEFAULT';

function namedSide(
	call: Call,
	of: {
		readonly ref: string;
		readonly action: string;
		readonly algorithm: EncryptionAlgorithm;
		readonly context: EncryptionContext | undefined;
	}
): Side {
	const { algorithm, context } = of;
	const key = call.useKey(of.ref, { action: of.action, context });
	const keySpec = requireAlgorithm(call, key, 'ENCRYPT_DECRYPT', algorithm);
	if (isOaep(algorithm)) refuseContext(context);
	return { key, generation: call.current(key).generation, algorithm, keySpec, context };
}

/** From a symmetric blob the length of the plaintext is known before it is opened: RSA takes little. */
function checkLength(ciphertext: Uint8Array, source: Side, { keySpec, algorithm }: Side): void {
	if (keySpec === 'SYMMETRIC_DEFAULT' || !isOaep(algorithm)) return;
	if (source.keySpec === 'SYMMETRIC_DEFAULT')
		checkPlaintext(keySpec, algorithm, readBlob(ciphertext).body.length - 11);
}

async function run(call: Call, input: Request, source: Side, destination: Side): Promise<Uint8Array> {
	const sideOf = ({ key, generation, keySpec, algorithm, context }: Side): ReEncryptSide => ({
		token: call.token(key, generation),
		keySpec,
		algorithm,
		aad: call.aad(context)
	});
	try {
		return await call.hsm.reEncryptMixed({
			region: source.key.region,
			source: sideOf(source),
			ciphertext: input.CiphertextBlob,
			destination: sideOf(destination),
			seed: call.callSeed()
		});
	} catch (error) {
		if (error instanceof HsmError && error.code === 'too-long')
			throw invalid(
				`Algorithm ${destination.algorithm} and key spec ${destination.keySpec} cannot encrypt data of this length.`
			);
		throw openingError(error, isOaep(source.algorithm));
	}
}
