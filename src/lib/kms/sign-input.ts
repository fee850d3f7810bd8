/** What Sign and Verify check alike: algorithm, message type and the length that it asks for. */
import type { KeyRecord } from '$lib/domain/key';
import type { MessageType, SigningAlgorithm } from '$lib/domain/key-spec';
import type { Input } from '$lib/domain/operations';
import { digestLength, EXTERNAL_MU_LENGTH, KEY_SPEC_FACTS, MESSAGE_TYPES_OF } from '$lib/facts/key-specs';
import type { Call } from './call';
import { requireAlgorithm } from './key-use';
import { messageName } from './message-name';
import { invalid } from './validate';

/** @throws KmsError InvalidKeyUsageException, ValidationException */
export function signInput(call: Call, key: KeyRecord, input: Input<'Sign'>) {
	const algorithm: SigningAlgorithm = input.SigningAlgorithm;
	const keySpec = requireAlgorithm(call, key, 'SIGN_VERIFY', algorithm);
	const messageType: MessageType = input.MessageType ?? 'RAW';
	const types = MESSAGE_TYPES_OF[algorithm] ?? KEY_SPEC_FACTS[keySpec].messageTypes ?? [];
	if (!types.includes(messageType))
		throw invalid(`MessageType ${messageType} is not compatible with algorithm ${algorithm}.`);
	const length =
		messageType === 'DIGEST'
			? digestLength(algorithm)
			: messageType === 'EXTERNAL_MU'
				? EXTERNAL_MU_LENGTH
				: undefined;
	if (length !== undefined && input.Message.length !== length)
		throw invalid(`Digest is invalid length for algorithm ${algorithm}.`);
	return {
		keySpec,
		algorithm,
		messageType,
		thing: call.tracer.thing(input.Message, 'plaintext', {
			name: messageName(messageType)
		})
	};
}
