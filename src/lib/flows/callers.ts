/** Who acts in a beat. */
import type { Entry } from '$lib/domain/entry';
import type { Beat } from './beat';
import type { Group } from './groups';
import { nameOfCaller } from './names';
import { accountOfCaller } from './places';
import { capital } from './words';

/** A call within that is made as somebody else: by a host under a grant, by a service-linked role. */
export function askerOf(
	{ calls = [], command }: Entry,
	{ indexes: [index = -1] }: Group
): string | undefined {
	const call = calls.find(({ steps: [from, to] }) => index >= from && index < to);
	if (!call || call.caller === command['caller'] || !call.caller.includes(':assumed-role/')) return undefined;
	const [role = '', session = ''] = call.caller.split('/').slice(1);
	return session.startsWith('i-') ? `the host of ${session}` : role;
}

/** Somebody outside AWS, who is not the one whose entry it is: "The partner". */
export function outsiderOf({ steps }: Group): string | undefined {
	const step = steps.findLast((one) => one.kind === 'outside-compute');
	return step?.kind === 'outside-compute' && step.by !== undefined ? capital(step.by) : undefined;
}

/** Whoever acts is called by name; a service that acts in its own name has no account but the entry's. */
export function callerOf(entry: Entry): Beat['caller'] {
	const { caller } = entry.command;
	if (typeof caller !== 'string' || caller === '') return undefined;
	return { name: nameOfCaller(caller), account: accountOfCaller(entry) };
}
