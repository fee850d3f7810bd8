/** What goes from lane to lane in a beat, and the gates that it meets. */
import type { WalkedGate } from '$lib/domain/authorizer';
import type { Crossing, Gate, LaneId, Signal } from './beat';
import type { Places, Placing } from './places';

const GATE_WORDS: Readonly<Record<string, string>> = {
	rcp: 'RCP',
	scp: 'SCP',
	vpcEndpointPolicy: 'VPC endpoint',
	keyPolicy: 'Key policy',
	resourcePolicy: 'Its policy',
	grant: 'Grant',
	iamPolicy: 'IAM',
	boundary: 'Boundary',
	session: 'Session',
	operation: 'Operation'
};

const wordOfGate = (gate: string, resourceArn: string | undefined): string =>
	gate === 'resourcePolicy' && resourceArn?.startsWith('arn:aws:s3:')
		? 'Bucket policy'
		: (GATE_WORDS[gate] ?? gate);

const SAID: Readonly<Record<WalkedGate['says'], Gate['outcome']>> = {
	allows: 'open',
	denies: 'shut',
	silent: 'empty',
	delegates: 'hands-on'
};

/**
 * The gates of the checks that were made, in order; of two accounts each has its own.
 * @param callers by whom each lane was called last: a check may come some beats after its call.
 */
export function gatesOf(placings: readonly Placing[], places: Places, callers: Map<LaneId, LaneId>): Gate[] {
	return placings.flatMap(({ step, where }): Gate[] => {
		if (step.kind === 'request') callers.set(where.to(step.to), where.from(step.from));
		if (step.kind === 'authorize') {
			const { allowed, decidedBy, reason, walk = [] } = step.decision;
			const lane = where.to(step.resourceArn === undefined ? 'kms' : 'service');
			const caller = where.to('caller');
			const foreign = places.accountOf(caller) !== places.accountOf(lane);
			const asker = callers.get(lane);
			const by = asker && { asker };
			const gates = walk.map(({ gate, side, says, overruled }): Gate => ({
				label: wordOfGate(gate, step.resourceArn),
				outcome: SAID[says],
				decides: gate === decidedBy,
				...(overruled && { slammed: true as const }),
				reason,
				lane: foreign && side === 'caller' ? caller : lane,
				...by
			}));
			if (gates.some((gate) => gate.decides)) return gates;
			const label =
				GATE_WORDS[decidedBy] === undefined ? step.action : wordOfGate(decidedBy, step.resourceArn);
			return [...gates, { label, outcome: allowed ? 'open' : 'shut', decides: true, reason, lane, ...by }];
		}
		if (step.kind === 'key-state')
			return [
				{
					label: step.state,
					outcome: step.allowed ? 'open' : 'shut',
					decides: !step.allowed,
					reason: `The key is ${step.state}.`,
					lane: where.to('kms')
				}
			];
		return [];
	});
}

/** Every call and answer, in order. */
export function signalsOf(placings: readonly Placing[]): Signal[] {
	return placings.flatMap(({ step, where }): Signal[] => {
		if (step.kind !== 'request' && step.kind !== 'answer') return [];
		const [from, to] = [where.from(step.from), where.to(step.to)];
		if (step.kind === 'answer' && step.error) return [{ from, to, label: step.error.code, kind: 'error' }];
		return [{ from, to, label: step.operation, kind: step.kind }];
	});
}

/** The call from elsewhere that is open at this moment, and whether it was let in. */
export function crossingOf(
	placings: readonly Placing[],
	open: Crossing | undefined,
	places: Places
): Crossing | undefined {
	let now = open;
	for (const { step, where } of placings) {
		if (step.kind === 'request') {
			const [from, to] = [where.from(step.from), where.to(step.to)];
			now = places.crosses(from, to) ? { from, to } : undefined;
		}
		if (step.kind === 'authorize' && now && step.resourceArn === undefined)
			now = { ...now, allowed: now.allowed !== false && step.decision.allowed };
	}
	return now;
}
