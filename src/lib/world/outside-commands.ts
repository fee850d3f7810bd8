/** What somebody does outside of AWS, as one entry: no call is in it, and so no event of CloudTrail. */
import { FormatError } from '$lib/crypto/format-error';
import { callGenerator } from '$lib/crypto/generator';
import { sha256Hex } from '$lib/crypto/hash';
import { fromHex } from '$lib/domain/bytes';
import type { ClientCommand } from '$lib/domain/entry';
import type { ErrorRecord } from '$lib/domain/errors';
import type { TraceStep } from '$lib/domain/trace';
import { inputsOf, outputsOf } from '$lib/services/outside/things';
import { workOutside } from '$lib/services/outside/work';
import type { Done, Job } from './work';

type OutsideCommand = Extract<ClientCommand, { type: 'client.outside' }>;

export async function runOutsideCommand(job: Job<OutsideCommand>): Promise<Done> {
	const { command, origin, seed } = job;
	const { work, by } = command;
	const random = callGenerator(fromHex(origin.seed), { ...seed, label: 'outside' });
	const step = {
		kind: 'outside-compute',
		act: work.act,
		algorithm: 'algorithm' in work ? work.algorithm : work.keySpec,
		inputs: inputsOf(work),
		...(by !== undefined && { by })
	} as const;
	try {
		const made = await workOutside(work, random);
		const trace: TraceStep[] = [
			{
				...step,
				outputs: outputsOf(made),
				...(made.fits === false && { failed: 'the signature does not fit' })
			}
		];
		const secrets = new Map(
			[made.privateKey, made.sharedSecret, made.material, made.digest].flatMap((bytes) =>
				bytes ? [[sha256Hex(bytes), bytes] as const] : []
			)
		);
		if (made.fits === false) return { outcome: refused(), events: [], trace, calls: [], secrets };
		return {
			outcome: { ok: true, result: made },
			answer: { ...made },
			events: [],
			trace,
			calls: [],
			secrets
		};
	} catch (error) {
		if (!isRefusal(error)) throw error;
		const trace: TraceStep[] = [{ ...step, outputs: [], failed: error.message }];
		return { outcome: { ok: false, error: outsideError(error.message) }, events: [], trace, calls: [] };
	} finally {
		random.wipe();
	}
}

/** Bytes that are none of this kind, too long, or of a key that cannot do it. */
const isRefusal = (error: unknown): error is Error =>
	error instanceof RangeError || error instanceof TypeError || error instanceof FormatError;

const outsideError = (message: string): ErrorRecord => ({
	code: 'RefusedOutside',
	status: 0,
	message,
	why: { check: 'message', detail: 'KMS did not say this: it was not asked.' }
});
const refused = (): Done['outcome'] => ({
	ok: false,
	error: { ...outsideError('The signature does not fit.'), code: 'SignatureDoesNotFit' }
});
