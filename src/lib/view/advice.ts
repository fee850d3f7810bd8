/** What to do when bytes from elsewhere do not open: a sentence that follows what refused them. */
import type { Execution } from '$lib/domain/entry';
import type { ErrorRecord } from '$lib/domain/errors';
import type { MessageCheck } from '$lib/domain/message-check';
import { formatOf, FORMATS } from './formats';

const ELSEWHERE =
	'No key of this world has the material that sealed it. Import the world it was sealed in, under Worlds, or open it there.';
const NO_FORMAT = `Expected ${FORMATS}. Choose an .encrypted file, or seal this one under Seal.`;

const ON_MESSAGE: Partial<Record<MessageCheck, string>> = {
	version: 'Messages of an older SDK have to be sealed again with key commitment.',
	suite: 'Seal it again with a suite that commits to its key.',
	truncated: 'Its end is missing: fetch the whole file again.',
	'wrapped-keys': 'Only what wrapped its data key can open it.'
};
const DAMAGED = 'It is not as it was sealed: fetch the file again.';

function onMessage(messageCheck: MessageCheck | undefined): string {
	return (messageCheck && ON_MESSAGE[messageCheck]) ?? DAMAGED;
}

function onKms({ check }: ErrorRecord['why']): string {
	switch (check) {
		case 'authentication-tag':
			return 'A byte is not as it was sealed, or the encryption context is another one: give the pairs it was sealed with, and open it again.';
		case 'resolve':
		case 'key-mismatch':
			return ELSEWHERE;
		case 'ciphertext-format':
			return DAMAGED;
		case 'key-state':
			return 'Look at the key under Keys: once it is Enabled, open it again.';
		default:
			return '';
	}
}

/** Empty when it opened, or where what refused it says enough. */
export function adviceFor({ entry: { outcome } }: Execution, bytes: Uint8Array): string {
	if (outcome.ok) return '';
	if (formatOf(bytes) === undefined) return NO_FORMAT;
	const { why } = outcome.error;
	const advice = why.check === 'message' ? onMessage(why.messageCheck) : onKms(why);
	return `${advice} Its fields are in the inspector.`.trim();
}
