/** What stops a call: the check that failed, and what is said of it. */
import type { Halt, Stop } from './beat';
import { failed } from './groups';
import type { Placing } from './places';

/** The check that failed here and now. */
export function haltOf({ step, where }: Placing): Halt | undefined {
	if (!failed(step)) return undefined;
	switch (step.kind) {
		case 'authorize':
			return { lane: where.to(step.resourceArn === undefined ? 'kms' : 'service'), word: 'denied' };
		case 'key-state':
			// Its gate says in which state the key is.
			return { lane: where.to('kms') };
		case 'resolve':
			return { lane: where.to('kms'), word: 'no such key' };
		case 'hsm-open':
			return {
				lane: where.to('hsm'),
				word:
					step.failed !== 'malformed' ? 'tag does not match' : step.algorithm ? 'does not open' : 'malformed',
				thing: step.input.id
			};
		case 'hsm-compute':
			return {
				lane: where.to('hsm'),
				word: 'does not fit',
				...(step.inputs[0] && { thing: step.inputs[0].id })
			};
		case 'client-open':
			return { lane: where.to('sdk'), word: 'does not open', thing: step.input.id };
		case 'client-parse':
			return { lane: where.to('sdk'), word: 'cannot be read', thing: step.message.id };
		case 'service-open':
			return { lane: where.to('service'), word: 'does not open', thing: step.input.id };
		case 'service-note':
			return { lane: where.to('service'), word: 'fails' };
		default:
			return undefined;
	}
}

const CAUSES: Readonly<Record<string, string>> = {
	validation: 'the request',
	resolve: 'the search for the key',
	authorization: 'the permission',
	'key-state': 'the key state',
	'ciphertext-format': 'the form of the ciphertext',
	'authentication-tag': 'the authentication tag',
	'key-mismatch': 'the key named in the request',
	signature: 'the signature',
	mac: 'the MAC',
	'import-token': 'the import token',
	'key-material': 'the key material',
	limit: 'a limit',
	conflict: 'what is already there',
	unsupported: 'something that is not supported',
	service: 'the service',
	internal: 'KMS itself'
};

/** What the HSM finds, and KMS says. */
const IN_THE_HSM = new Set(['authentication-tag', 'key-material']);
const bare = (sentence: string): string => sentence.replace(/\.$/, '');

/** Where the error was born: the check that failed, else the actor that says it. */
export function stopOf({ step, where }: Placing): Stop | undefined {
	if (step.kind === 'answer' && step.error) {
		const { code, message, why } = step.error;
		const lane = where.from(IN_THE_HSM.has(why.check) ? 'hsm' : step.from);
		// What the sentence or the message says already.
		const isSaid =
			bare(why.detail) === bare(message) ||
			/^the key is \w+$|^no key of this Region has the key material/.test(why.detail);
		return {
			lane,
			code,
			message,
			cause: `${CAUSES[why.check] ?? why.check}${isSaid ? '' : `: ${bare(why.detail)}`}.`,
			check: why.check
		};
	}
	if (step.kind === 'outside-compute' && step.failed)
		return {
			lane: where.to('caller'),
			code: step.act === 'verify' ? 'SignatureDoesNotFit' : 'RefusedOutside',
			message: `Outside AWS: ${step.failed}.`,
			cause: `${step.failed}; KMS was not asked.`,
			check: 'client'
		};
	if ((step.kind === 'client-open' || step.kind === 'client-parse') && step.failed)
		return {
			lane: where.to('sdk'),
			code: 'DecryptionError',
			message: `The message was refused: ${step.failed}.`,
			cause: `${bare(step.failed)}.`,
			check: 'client'
		};
	return undefined;
}
