/** Inside the HSM: unwrapped, made, derived, sealed, opened, computed, wiped. */
import type { ComputeAct, TraceStep } from '$lib/domain/trace';
import type { CaptionPart } from './beat';
import { intoA, told, type HsmKind, type Part, type TellersOf } from './teller';
import { inFull, lengthOf, listOf, nameOf, plural, say } from './words';

const ACTS: Readonly<Record<ComputeAct, string>> = {
	sign: 'signs',
	verify: 'checks the signature',
	mac: 'computes a MAC',
	'verify-mac': 'checks the MAC',
	agree: 'combines the private key with the other public key',
	encapsulate: 'draws a secret and encapsulates it',
	decapsulate: 'opens the encapsulated secret',
	'public-key': 'computes the public half of the key',
	'wrapping-key': 'makes a pair for one import',
	import: 'unwraps the material, checks it, and gives it out only wrapped'
};
/** Acts that give out nothing but a yes. */
const MADE_NOTHING: Partial<Record<ComputeAct, readonly Part[]>> = {
	verify: [': ', ['it fits', 'allowed']],
	'verify-mac': [': ', ['it fits', 'allowed']]
};

const generationOf = (number: number): Part => [`generation ${number}`, 'key-material'];

const madeBy = ({ generation, count = 1 }: Extract<TraceStep, { kind: 'hsm-generate-material' }>): string =>
	count > 1 ? `generations ${generation - count + 1} to ${generation}` : `generation ${generation}`;

type Opening = Extract<TraceStep, { kind: 'hsm-open' }>;

/** RSA ciphertext has no form of its own: what does not open was made for another key, or is damaged. */
function refusedOpening({ failed, algorithm }: Opening): CaptionPart[] {
	const ciphertext: Part = ['ciphertext', 'ciphertext'];
	if (failed !== 'malformed')
		return say('The ', ['authentication tag', 'denied'], ' does not match, so nothing is opened.');
	return algorithm
		? say('The ', ciphertext, ' ', ['does not open', 'denied'], ' under this private key.')
		: say('The ', ciphertext, ' is ', ['malformed', 'denied'], ': KMS cannot read it.');
}

export const HSM_TELLERS: TellersOf<HsmKind> = {
	'hsm-unwrap': (s) =>
		told(
			s.generations > 1
				? say('Inside the HSM, ', generationOf(s.generation), ' of the key is unwrapped.')
				: say('Inside the HSM, the ', ['key material', 'key-material'], ' is unwrapped for this one call.'),
			`The HSM unwraps the token of generation ${s.generation} of ${s.generations} of ${s.keyArn} (material ${s.materialId}) under its domain key. The material stays inside.`
		),
	'hsm-generate-material': (s) =>
		told(
			say('The HSM makes ', ['key material', 'key-material'], `, ${madeBy(s)}; it leaves only wrapped.`),
			`The HSM makes ${s.keySpec ? `an ${s.keySpec} key` : '32 random bytes of key material'} for ${s.keyArn}: ${madeBy(s)}, material ${s.materialId}. It never leaves in the clear.`
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
	'hsm-seal': (s, { generation }) =>
		told(
			say(
				...(generation === undefined ? ['The HSM'] : ['Under ', generationOf(generation), ', the HSM']),
				' encrypts the ',
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
	'hsm-open': (s, { generation }) =>
		s.output && !s.failed
			? told(
					say(
						s.algorithm ? 'The padding is whole: ' : 'The tag matches: ',
						...(generation === undefined ? ['the '] : [generationOf(generation), ' opens the ']),
						[nameOf(s.input), s.input.material],
						generation === undefined ? ' opens to the ' : ' to the ',
						[nameOf(s.output), s.output.material],
						'.'
					),
					`${s.algorithm ?? 'AES-256-GCM'}: ${inFull(s.input)} opens to ${inFull(s.output)}.`
				)
			: told(refusedOpening(s), `${inFull(s.input)} does not open: ${s.failed ?? 'no output'}.`),
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
		)
};
