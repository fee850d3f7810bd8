/** One sentence and one long text for each kind of trace step. Every kind is here: a new one is a compile error. */
import type { ComputeAct, Thing, TraceStep } from '$lib/domain/trace';
import type { CaptionPart, Tone } from './beat';
import { becauseOf } from './because';
import { askOf, handsOver, type Naming } from './asks';
import { tellOutside } from './tell-outside';
import {
	capital,
	day,
	inFull,
	lengthOf,
	listOf,
	nameOf,
	plural,
	say,
	shortKey,
	span,
	THE_ACTOR
} from './words';

export interface Told {
	readonly caption: CaptionPart[];
	readonly describe: string;
}

const ACTS: Readonly<Record<ComputeAct, string>> = {
	sign: 'signs',
	verify: 'checks the signature',
	mac: 'computes a MAC',
	'verify-mac': 'checks the MAC',
	agree: 'combines the private key with the public key it was given',
	encapsulate: 'draws a secret and encapsulates it',
	decapsulate: 'opens the encapsulated secret',
	'public-key': 'computes the public half of the key',
	'wrapping-key': 'makes a wrapping key for one import',
	import: 'unwraps the material, checks it, and gives it out only wrapped'
};
type Part = string | readonly [string, Tone];
/** Acts that give out nothing but a yes. */
const MADE_NOTHING: Partial<Record<ComputeAct, readonly Part[]>> = {
	verify: [': ', ['it fits', 'allowed']],
	'verify-mac': [': ', ['it fits', 'allowed']]
};
/** Who decided, where a person would say so. */
const DECIDERS: Readonly<Record<string, string>> = {
	keyPolicy: 'the key policy',
	iamPolicy: 'IAM',
	grant: 'a grant'
};

const intoA = (thing: Thing): string => (/^encrypted/.test(nameOf(thing)) ? ' into an ' : ' into ');
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const tellGrant = (change: string, key: string): CaptionPart[] => {
	const short = change.replace(/arn:aws:(?:iam|sts)::\d+:(?:user|role|assumed-role)\//g, '');
	return short.startsWith('of ')
		? say(
				`The grant ${short.replace(/ (retired|revoked)$/, ' on ')}`,
				[key, 'kms-key'],
				` is ${short.split(' ').at(-1)}.`
			)
		: say('A grant on ', [key, 'kms-key'], `: ${short}.`);
};

type Teller<K extends TraceStep['kind']> = (step: Extract<TraceStep, { kind: K }>, naming: Naming) => Told;
const told = (caption: CaptionPart[], describe: string): Told => ({ caption, describe });
/** People by their names; the long text has the whole ARN. */
const withoutArn = (text: string): string =>
	text.replace(/arn:aws:(?:iam|sts)::\d{12}:(?:user|role|assumed-role)\//g, '');
const who = (actor: keyof typeof THE_ACTOR): string => capital(THE_ACTOR[actor]);

const TELLERS: { readonly [K in TraceStep['kind']]: Teller<K> } = {
	request: (s, naming) => {
		const things = s.carries.filter((t) => t.material !== 'context');
		const describe = `${who(s.from)} calls ${s.operation} on ${THE_ACTOR[s.to]}. The request carries ${listOf(s.carries)}.`;
		if (s.to === 'hsm') return told(say(...handsOver(s.operation, s.keyRef, things, naming)), describe);
		const asked = s.to === 'kms' ? askOf(s.operation, s.keyRef, things, naming) : undefined;
		if (asked) return told(say(`${who(s.from)} asks ${THE_ACTOR[s.to]} `, ...asked, '.'), describe);
		const what = things[0];
		return told(
			[
				...say(`${who(s.from)} asks ${THE_ACTOR[s.to]} for ${s.operation}`),
				...(s.keyRef ? say(' under ', [naming.key(s.keyRef), 'kms-key']) : []),
				...(what ? say(', with the ', [nameOf(what), what.material]) : []),
				...say('.')
			],
			describe
		);
	},
	resolve: (s, naming) => {
		if (!s.keyArn)
			return told(
				say('KMS looks for ', [shortKey(s.ref), 'denied'], ' and finds no such key here.'),
				`KMS looks for ${s.ref} and finds no key.`
			);
		const key: [string, 'kms-key'] = [shortKey(s.keyArn), 'kms-key'];
		const named: [string, 'kms-key'] = [naming.key(s.keyArn), 'kms-key'];
		const full = `The request names ${s.ref}; it stands for ${s.keyArn}.`;
		if (s.by === 'alias')
			return told(say([s.alias ?? shortKey(s.ref), 'kms-key'], ' points to ', key, '.'), full);
		if (s.by === 'ciphertext')
			return told(
				named[0] === key[0]
					? say('The ', ['ciphertext', 'ciphertext'], ' itself names ', key, '.')
					: say('The ', ['ciphertext', 'ciphertext'], ' names its key by id: it is ', named, '.'),
				`The ciphertext names the key that sealed it: ${s.keyArn}.`
			);
		return told(say('KMS finds ', named, named[0] === key[0] ? '.' : ' by its key id.'), full);
	},
	authorize: (s) => {
		const { allowed, decidedBy, reason } = s.decision;
		const by = DECIDERS[decidedBy];
		const full = `${s.action}: ${reason}`;
		if (allowed)
			return told(
				say(['Allowed', 'allowed'], `${by ? ` by ${by}` : ''}: the caller may use ${s.action}.`),
				full
			);
		return told(say(['Denied', 'denied'], `: ${lower(reason)}`), full);
	},
	'key-state': (s) =>
		told(
			s.allowed
				? say('The ', ['key', 'kms-key'], ' is ', [s.state, 'allowed'], ', so the call goes on.')
				: say('The ', ['key', 'kms-key'], ' is ', [s.state, 'denied'], ', so KMS stops here.'),
			`Key state of ${s.keyArn}: ${s.state}. ${s.allowed ? 'The operation is possible.' : 'The operation is not possible in this state.'}`
		),
	'hsm-unwrap': (s) =>
		told(
			s.generations > 1
				? say('Inside the HSM, ', [`generation ${s.generation}`, 'key-material'], ' of the key is unwrapped.')
				: say('Inside the HSM, the ', ['key material', 'key-material'], ' is unwrapped for this one call.'),
			`The HSM unwraps the token of generation ${s.generation} of ${s.generations} of ${s.keyArn} (material ${s.materialId}) under its domain key. The material stays inside.`
		),
	'hsm-generate-material': (s) =>
		told(
			say('The HSM makes ', ['key material', 'key-material'], `: generation ${s.generation}.`),
			`The HSM makes ${s.keySpec ? `an ${s.keySpec} key` : '32 random bytes of key material'} for ${s.keyArn}: generation ${s.generation}, material ${s.materialId}. It never leaves in the clear.`
		),
	'hsm-derive': (s) =>
		told(
			say('From the ', ['material', 'key-material'], ' and a nonce, the HSM derives a one-time key.'),
			`The HSM derives a key for this one message from material ${s.materialId} and the nonce ${s.nonce}.`
		),
	'hsm-rewrap': (s) =>
		told(
			say('The ', ['key material', 'key-material'], ` is wrapped anew, for ${s.to}.`),
			`Inside the HSM, ${plural(s.generations, 'generation')} of ${s.keyArn} are unwrapped under the domain key of ${s.from} and wrapped under that of ${s.to}. The material stays inside.`
		),
	'hsm-generate-data-key': (s) =>
		told(
			s.dataKey.name
				? say('The HSM makes a fresh pair; its half to be sealed is the ', [s.dataKey.name, 'data-key'], '.')
				: say('The HSM makes a fresh ', ['data key', 'data-key'], ` of ${lengthOf(s.dataKey.length)}.`),
			`The HSM makes a random ${inFull(s.dataKey)}.`
		),
	'hsm-seal': (s) =>
		told(
			say(
				'The HSM encrypts the ',
				[nameOf(s.input), s.input.material],
				intoA(s.output),
				[nameOf(s.output), s.output.material],
				'.'
			),
			`${s.algorithm ?? 'AES-256-GCM'}: ${inFull(s.input)} becomes ${inFull(s.output)}.${
				s.context && Object.keys(s.context).length
					? ` The encryption context ${JSON.stringify(s.context)} is bound to it as additional authenticated data.`
					: ''
			}`
		),
	'hsm-open': (s) =>
		s.output && !s.failed
			? told(
					say(
						s.algorithm ? 'The padding is whole: the ' : 'The tag matches: the ',
						[nameOf(s.input), s.input.material],
						' opens to the ',
						[nameOf(s.output), s.output.material],
						'.'
					),
					`${s.algorithm ?? 'AES-256-GCM'}: ${inFull(s.input)} opens to ${inFull(s.output)}.`
				)
			: told(
					s.failed === 'malformed'
						? say(
								'The ',
								['ciphertext', 'ciphertext'],
								' is ',
								['malformed', 'denied'],
								': KMS cannot read it.'
							)
						: say('The ', ['authentication tag', 'denied'], ' does not match, so nothing is opened.'),
					`${inFull(s.input)} does not open: ${s.failed ?? 'no output'}.`
				),
	'hsm-compute': (s) => {
		const verb = ACTS[s.act];
		const things = s.inputs.length ? ` From ${listOf(s.inputs)}.` : '';
		if (s.failed)
			return told(
				say(`The HSM ${verb}: `, ['it does not fit', 'denied'], '.'),
				`${s.algorithm}: ${s.failed}.${things}`
			);
		const outputs = s.outputs.flatMap((thing, i): Part[] => [
			i === 0 ? 'the ' : ' and the ',
			[nameOf(thing), thing.material]
		]);
		return told(
			say(`The HSM ${verb}`, ...(outputs.length ? [': ', ...outputs] : (MADE_NOTHING[s.act] ?? [])), '.'),
			`${s.algorithm}: the HSM ${verb}.${things}${s.outputs.length ? ` It gives ${listOf(s.outputs)}.` : ''}`
		);
	},
	'hsm-wipe': (s) =>
		told(
			say('The HSM wipes the ', ['key material', 'key-material'], ' it had unwrapped.'),
			`Wiped inside the HSM: ${s.wiped.length ? s.wiped.join(', ') : 'everything unwrapped for this call'}.`
		),
	answer: (s) => {
		if (s.error) {
			const because = becauseOf(s.error);
			return told(
				say(
					`${who(s.from)} answers `,
					[s.error.code, 'denied'],
					because && s.from === 'kms' ? `: ${because}.` : '.'
				),
				`${s.error.code} (HTTP ${s.error.status}): ${s.error.message} ${s.error.why.detail}`
			);
		}
		const parts = s.carries
			.filter((t) => t.material !== 'context')
			.map((t): [string, typeof t.material] => [nameOf(t), t.material]);
		const words = parts.flatMap((part, i) => [
			i === 0 ? 'the ' : i === parts.length - 1 ? ' and the ' : ', the ',
			part
		]);
		return told(
			parts.length
				? say(`${who(s.from)} returns `, ...words, ` to ${THE_ACTOR[s.to]}.`)
				: say(`${who(s.from)} answers ${THE_ACTOR[s.to]}: ${s.operation} is `, ['done', 'allowed'], '.'),
			`${who(s.from)} answers ${s.operation} to ${THE_ACTOR[s.to]} with ${listOf(s.carries)}.`
		);
	},
	'key-transition': (s) =>
		told(
			s.to === 'deleted'
				? say('The ', ['key', 'kms-key'], ' is ', ['deleted', 'denied'], ': what it sealed stays sealed.')
				: s.from === 'none'
					? say('A new ', ['key', 'kms-key'], ` begins its life: ${s.to}.`)
					: say('The ', ['key', 'kms-key'], ` goes from ${s.from} to ${s.to}.`),
			`${s.keyArn}: ${s.event} takes it from ${s.from} to ${s.to}.`
		),
	rotation: (s) =>
		told(
			say(
				'The key grows a ring: ',
				[s.count && s.count > 1 ? `${s.count} generations` : `generation ${s.to}`, 'key-material'],
				' is now current.'
			),
			`${s.type} rotation of ${s.keyArn} on ${day(s.at)}: generation ${s.to} is current; the older ones can still decrypt. Key id and aliases stay.`
		),
	'rotation-settings': (s) =>
		told(
			s.enabled
				? say('Automatic rotation of the ', ['key', 'kms-key'], ` is on: every ${s.periodInDays} days.`)
				: say('Automatic rotation of the ', ['key', 'kms-key'], ' is off.'),
			`${s.keyArn}: automatic rotation ${s.enabled ? 'enabled' : 'disabled'}, period ${s.periodInDays} days${s.nextAt ? `, next on ${day(s.nextAt)}` : ''}.`
		),
	alias: (s) =>
		told(
			s.to
				? say(
						[s.name, 'kms-key'],
						s.from ? ' moves to ' : ' now points to ',
						[shortKey(s.to), 'kms-key'],
						'.'
					)
				: say([s.name, 'kms-key'], ' is removed.'),
			`${s.name}: from ${s.from ?? 'no key'} to ${s.to ?? 'no key'}.`
		),
	record: (s, naming) =>
		told(
			s.what === 'IAM policies'
				? say(
						'IAM writes down the policies of ',
						[s.ref.split('/').at(-1) ?? s.ref, 'kms-key'],
						`: ${s.change}.`
					)
				: s.what === 'key store'
					? say('The key store ', [s.ref, 'kms-key'], ` is ${s.change.toLowerCase()}.`)
					: s.what === 'key policy'
						? say('The key policy of ', [naming.key(s.ref), 'kms-key'], ` is ${s.change}.`)
						: s.what === 'grant'
							? tellGrant(s.change, naming.key(s.ref))
							: say(
									`KMS writes down the ${s.what} of `,
									[naming.key(s.ref), 'kms-key'],
									`: ${withoutArn(s.change)}.`
								),
			`${capital(s.what)} of ${s.ref}: ${s.change}.`
		),
	clock: (s) =>
		told(
			say(`The clock moves ${span(s.to - s.from)} on, to ${day(s.to)}.`),
			`World time goes from ${new Date(s.from).toISOString()} to ${new Date(s.to).toISOString()}.`
		),
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
	'client-wipe': (s) =>
		told(
			say('The ', [nameOf(s.what), s.what.material], ' is wiped from memory.'),
			`The caller's memory no longer holds the ${inFull(s.what)}.`
		),
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
			say('The ', [nameOf(s.what), s.what.material], ` stays in memory: ${s.where}.`),
			`The service goes on holding the ${inFull(s.what)}: ${s.where}.`
		),
	'service-note': (s) =>
		told(
			s.failed ? say([s.ref, 'denied'], ` ${s.change}.`) : say([s.ref, 'ciphertext'], ` ${s.change}.`),
			`${s.ref} ${s.change}.`
		),
	store: (s) =>
		told(
			say('The ', [nameOf(s.thing), s.thing.material], ' goes to the data store.'),
			`${inFull(s.thing)} is kept as "${s.name}".`
		)
};

const PLAIN: Naming = { key: shortKey, input: {} };
export const tell = (step: TraceStep, naming = PLAIN): Told => TELLERS[step.kind](step as never, naming);
