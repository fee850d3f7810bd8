/** In the caller's memory: derived, sealed, assembled, parsed, opened, wiped; and what is done outside AWS. */
import { tellOutside } from './tell-outside';
import { told, type ClientKind, type TellersOf } from './teller';
import { inFull, lengthOf, listOf, nameOf, plural, say } from './words';

export const CLIENT_TELLERS: TellersOf<ClientKind> = {
	'outside-compute': (s) => tellOutside(s),
	'client-derive': (s) =>
		told(
			say('The Encryption SDK derives a message key from the ', ['data key', 'data-key'], '.'),
			`HKDF turns the ${inFull(s.dataKey)} and the message id ${s.messageId} into a message key and the commitment ${s.commitment}.`
		),
	'client-seal': (s) =>
		told(
			say(
				'The Encryption SDK encrypts the ',
				[nameOf(s.input), s.input.material],
				` in ${plural(s.frames, 'frame')}.`
			),
			`${inFull(s.input)} becomes ${inFull(s.output)} in ${plural(s.frames, 'frame')} of up to ${lengthOf(s.frameLength)}.`
		),
	'client-open': (s) =>
		s.output && !s.failed
			? told(
					say('Every frame is authentic: the ', [nameOf(s.output), s.output.material], ' is readable again.'),
					`${inFull(s.input)} opens to ${inFull(s.output)} in ${plural(s.frames, 'frame')}.`
				)
			: told(
					say('The message does ', ['not open', 'denied'], '.'),
					`${inFull(s.input)} does not open: ${s.failed ?? 'no output'}.`
				),
	'client-assemble': (s) =>
		told(
			say(
				'The ',
				[s.wrapped.length > 1 ? 'encrypted data keys' : 'encrypted data key', 'wrapped-data-key'],
				' and the ',
				['ciphertext', 'ciphertext'],
				' become one message.'
			),
			`Header ${inFull(s.header)} with ${listOf(s.wrapped)}; the whole is ${inFull(s.message)}.`
		),
	'client-parse': (s) =>
		s.failed
			? told(
					say('The Encryption SDK ', ['cannot read', 'denied'], ' the message.'),
					`${inFull(s.message)}: ${s.failed}.`
				)
			: told(
					say(
						'The message carries its ',
						[s.wrapped.length > 1 ? 'encrypted data keys' : 'encrypted data key', 'wrapped-data-key'],
						' in its header.'
					),
					`${inFull(s.message)}, suite ${s.suite}, carries ${listOf(s.wrapped)}.`
				),
	'client-return': (s) =>
		told(
			say('The Encryption SDK returns the ', [nameOf(s.what), s.what.material], ' to the caller.'),
			`${inFull(s.what)} is with whoever asked for it.`
		),
	'client-wipe': (s) =>
		told(
			say('The ', [nameOf(s.what), s.what.material], ' is wiped from memory.'),
			`The caller's memory no longer holds the ${inFull(s.what)}.`
		)
};
