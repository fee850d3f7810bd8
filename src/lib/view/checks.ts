/** What stopped an opening: the check, in words that end a "caught by …". */
import type { Execution } from '$lib/domain/entry';
import type { MessageCheck } from '$lib/domain/message-check';

const MESSAGE_CHECKS: Readonly<Record<MessageCheck, string>> = {
	version: 'the version in the first byte',
	suite: 'the algorithm suite',
	truncated: 'the length: the message ends too early',
	'length-field': 'a length in the header',
	text: 'the text encoding of a header field',
	context: 'the encryption context in the header',
	'content-type': 'the content type',
	'header-length': 'the length of the header',
	'frame-length': 'the frame length',
	'wrapped-keys': 'the encrypted data keys',
	commitment: 'the key commitment',
	'header-tag': 'the tag of the header',
	sequence: 'the sequence number of a frame',
	iv: 'the IV of a frame',
	'final-frame': 'the length of the final frame',
	'frame-tag': 'the tag of a frame',
	signature: 'the signature at the end',
	'trailing-bytes': 'the end of the message: bytes follow it',
	'source-length': 'the length of the file'
};

const CHECKS: Record<string, string> = {
	validation: "KMS's check of the request",
	resolve: 'the search for the key that the ciphertext names',
	authorization: 'authorization',
	'key-state': "the key's state",
	'ciphertext-format': 'the check of the format',
	'authentication-tag': 'the authentication tag',
	'key-mismatch': 'the comparison of the keys',
	limit: 'a limit'
};

/** Which check stopped it, in words: the client's own, or the one KMS names. */
export function checkOf({ entry: { outcome } }: Execution): string | undefined {
	if (outcome.ok) return undefined;
	const { check, messageCheck } = outcome.error.why;
	return (messageCheck && MESSAGE_CHECKS[messageCheck]) ?? CHECKS[check] ?? check;
}

/** The refusal of an opening: who said it, what, and which check it was. Undefined when it opened. */
export function refusalOf(execution: Execution): string | undefined {
	const { outcome } = execution.entry;
	if (outcome.ok) return undefined;
	const { code, message, why } = outcome.error;
	const said = message ? `${code}: ${message}${/[.!?]$/.test(message) ? '' : '.'}` : `${code}.`;
	return why.check === 'message'
		? `${said} Caught by ${checkOf(execution)}, here in your browser; KMS did not say this. Nothing was opened.`
		: `${said} Stopped by ${checkOf(execution)}.`;
}
