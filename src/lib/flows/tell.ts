/** One sentence and one long text for each kind of trace step. Every kind is here: a new one is a compile error. */
import type { TraceStep } from '$lib/domain/trace';
import type { Naming } from './asks';
import { CALL_TELLERS } from './tell-call';
import { CLIENT_TELLERS } from './tell-client';
import { HSM_TELLERS } from './tell-hsm';
import { KEY_TELLERS } from './tell-key';
import { SERVICE_TELLERS } from './tell-service';
import type { TellersOf, Told } from './teller';
import { shortKey } from './words';

const TELLERS: TellersOf<TraceStep['kind']> = {
	...CALL_TELLERS,
	...HSM_TELLERS,
	...KEY_TELLERS,
	...CLIENT_TELLERS,
	...SERVICE_TELLERS
};

const PLAIN: Naming = { key: shortKey, input: {} };
// The teller of a kind is given a step of that kind; TypeScript cannot see which.
export const tell = (step: TraceStep, naming = PLAIN): Told => TELLERS[step.kind](step as never, naming);
