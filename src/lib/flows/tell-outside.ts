/** What is said of an act outside AWS: who does it, with what, and that KMS is not asked. */
import type { TraceStep } from '$lib/domain/trace';
import type { CaptionPart } from './beat';
import { listOf, say } from './words';

type Outside = Extract<TraceStep, { kind: 'outside-compute' }>;

function captionOf({ act, by, failed }: Outside): CaptionPart[] {
	const who = by ?? 'the caller';
	if (failed !== undefined)
		return act === 'verify'
			? say(`Outside AWS, ${who} checks with the public key: `, ['it does not fit', 'denied'], '.')
			: say(`Outside AWS, ${who} fails: `, [failed, 'denied'], '.');
	switch (act) {
		case 'digest':
			return say(
				`Outside AWS, ${who} hashes the `,
				['message', 'plaintext'],
				': only the digest will travel.'
			);
		case 'encrypt':
			return say(`Outside AWS, ${who} encrypts with the `, ['public key', 'public-key'], ': no call to KMS.');
		case 'sign':
			return say(
				`Outside AWS, ${who} signs with the `,
				['private key', 'data-key'],
				' in memory: the ',
				['signature', 'signature'],
				'.'
			);
		case 'verify':
			return say(
				`Outside AWS, ${who} checks the `,
				['signature', 'signature'],
				' with the ',
				['public key', 'public-key'],
				': ',
				['it fits', 'allowed'],
				'.'
			);
		case 'key-pair':
			return say(
				`Outside AWS, ${who} makes a key pair: the `,
				['public key', 'public-key'],
				' and the ',
				['private key', 'data-key'],
				'.'
			);
		case 'agree':
			return say(
				`Outside AWS, ${who} derives the `,
				['shared secret', 'data-key'],
				' with the ',
				['public key', 'public-key'],
				'.'
			);
		case 'encapsulate':
			return say(
				`Outside AWS, ${who} encapsulates a `,
				['shared secret', 'data-key'],
				' under the ',
				['public key', 'public-key'],
				'.'
			);
		case 'material':
			return say(`Outside AWS, ${who} makes `, ['material', 'data-key'], ' of their own and keeps a copy.');
		case 'wrap':
			return say(
				`Outside AWS, ${who} encrypts their `,
				['own material', 'data-key'],
				' under the ',
				['wrapping key', 'public-key'],
				'.'
			);
	}
}

export const tellOutside = (step: Outside): { caption: CaptionPart[]; describe: string } => ({
	caption: captionOf(step),
	describe: `${step.algorithm}, outside of AWS, from ${listOf(step.inputs)}: ${
		step.failed ?? (step.outputs.length ? listOf(step.outputs) : 'it fits')
	}. No call is made to KMS, so CloudTrail has no event of it.`
});
