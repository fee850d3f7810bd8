/** In a service's memory and store: sealed, opened, held, wiped, noted, kept. */
import { intoA, told, type ServiceKind, type TellersOf } from './teller';
import { clause, inFull, nameOf, say } from './words';

export const SERVICE_TELLERS: TellersOf<ServiceKind> = {
	'service-seal': (s) =>
		told(
			say(
				'The service encrypts the ',
				[nameOf(s.input), s.input.material],
				...((s.dataKey ? [' under the ', ['data key', 'data-key']] : [` under ${s.by ?? 'its own key'}`]) as [
					string
				]),
				intoA(s.output),
				[nameOf(s.output), s.output.material],
				'.'
			),
			`${s.algorithm}, in the service's memory: ${inFull(s.input)} becomes ${inFull(s.output)}.`
		),
	'service-open': (s) =>
		s.output && !s.failed
			? told(
					say(
						'The service decrypts: the ',
						[nameOf(s.input), s.input.material],
						' opens to the ',
						[nameOf(s.output), s.output.material],
						'.'
					),
					`${s.algorithm}, in the service's memory: ${inFull(s.input)} opens to ${inFull(s.output)}.`
				)
			: told(
					say('The ', [nameOf(s.input), s.input.material], ' does ', ['not open', 'denied'], '.'),
					`The service cannot decrypt ${inFull(s.input)}: ${s.failed ?? 'no key'}.`
				),
	'service-wipe': (s) =>
		told(
			say('The service wipes the ', [nameOf(s.what), s.what.material], ' from its memory.'),
			`The service no longer holds the ${inFull(s.what)}.`
		),
	'service-hold': (s) =>
		told(
			say(
				'The ',
				[nameOf(s.what), s.what.material],
				` ${nameOf(s.what).endsWith('s') ? 'stay' : 'stays'} in memory: ${clause(s.where, 40, /[:,;] /g)}.`
			),
			`The service goes on holding the ${inFull(s.what)}: ${s.where}.`
		),
	'service-note': (s) =>
		told(
			say([s.ref, s.failed ? 'denied' : 'ciphertext'], ` ${clause(s.change, 68 - s.ref.length)}.`),
			`${s.ref} ${s.change}.`
		),
	store: (s) =>
		told(
			say('The ', [nameOf(s.thing), s.thing.material], ' goes to the data store.'),
			`${inFull(s.thing)} is kept as "${s.name}".`
		)
};
