/**
 * Request quotas: how many requests of each group the log has in this second of the world's clock.
 * Differs from AWS: whole seconds are counted, where AWS has a bucket that fills; a refused request does not count.
 */
import type { Entry, WorldState } from '$lib/domain/entry';
import type { KeyArn } from '$lib/domain/ids';
import { specOf } from '$lib/domain/key';
import type { Meter } from '$lib/domain/meter';
import { USING_OPERATIONS } from '$lib/facts/last-usage';
import { quotaOf, quotaWithKey } from '$lib/facts/request-quotas';
import type { Job, Log } from './work';

type Counts = ReadonlyMap<string, number>;

const secondOf = (time: number): number => Math.floor(time / 1000);

export function createMeter({ state, parent, command }: Job, log: Log): Meter {
	const place = `${command.account} ${command.region}`;
	const counts = new Map(countsUpTo(log, parent, state));
	return {
		quotaOf,
		quotaWithKey,
		take({ group, rate }) {
			const name = `${place} ${group}`;
			const before = counts.get(name) ?? 0;
			if (before >= rate) return false;
			counts.set(name, before + 1);
			return true;
		}
	};
}

/** By an entry, the requests of its second up to it: counted once, however many ask. */
const known = new WeakMap<Entry, Counts>();

function countsUpTo(log: Log, last: Entry | null, state: WorldState): Counts {
	const now = secondOf(state.time);
	const uncounted: Entry[] = [];
	let entry = last ?? undefined;
	while (entry && secondOf(entry.at) === now && !known.has(entry)) {
		uncounted.push(entry);
		entry = log.entryAt(entry.parent);
	}
	let counts: Counts = (entry && secondOf(entry.at) === now && known.get(entry)) || new Map();
	for (const one of uncounted.reverse()) {
		const next = new Map(counts);
		for (const name of requestsOf(one, state)) next.set(name, (next.get(name) ?? 0) + 1);
		known.set(one, next);
		counts = next;
	}
	return counts;
}

/** What each request of an entry counted against, as its trace tells. */
function requestsOf({ command, trace }: Entry, state: WorldState): readonly string[] {
	const { account, region, input } = command as {
		readonly account: string;
		readonly region: string;
		readonly input?: { readonly KeyPairSpec?: string };
	};
	const names: string[] = [];
	let request: { readonly operation: string; keyArn?: KeyArn } | undefined;
	for (const step of trace) {
		if (step.kind === 'request' && step.to === 'kms') request = { operation: step.operation };
		else if (step.kind === 'resolve' && request && step.keyArn) request.keyArn ??= step.keyArn;
		else if (step.kind === 'answer' && step.from === 'kms' && request) {
			const { operation, keyArn } = request;
			request = undefined;
			if (step.error?.code === 'ThrottlingException') continue;
			const quota =
				quotaOf({ operation, region, keyPairSpec: input?.KeyPairSpec }) ??
				(USING_OPERATIONS.has(operation) && keyArn ? keyQuota(state, keyArn, region) : undefined);
			if (quota) names.push(`${account} ${region} ${quota.group}`);
		}
	}
	return names;
}

function keyQuota(state: WorldState, arn: KeyArn, region: string) {
	const key = state.keys.get(arn) ?? state.deletedKeys.get(arn)?.key;
	return key && quotaWithKey({ region, spec: specOf(key), customKeyStoreId: key.customKeyStoreId });
}
