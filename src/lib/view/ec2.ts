/** What the lab's EC2 panel lists: what the acting account can see where it acts. */
import type { Acting, WorldState } from '$lib/domain/entry';
import type { ResourceRecord } from '$lib/domain/service';
import {
	isOpenTo,
	type Group,
	type Image,
	type Instance,
	type Kind,
	type Snapshot,
	type Volume
} from '$lib/services/ec2/records';
import { accountsOf } from '$lib/world/policy-world';

type Place = Pick<Acting, 'account' | 'region'>;

function seen(state: WorldState, type: Kind, { account, region }: Place): readonly ResourceRecord[] {
	return [...state.resources.values()].filter(
		(one) => one.service === 'ec2' && one.type === type && one.region === region && isOpenTo(one, account)
	);
}
// Bodies are JSON by construction; the type says which service wrote them.
export const instancesIn = (state: WorldState, at: Place) =>
	seen(state, 'instance', at) as unknown as readonly Instance[];
export const volumesIn = (state: WorldState, at: Place) =>
	seen(state, 'volume', at) as unknown as readonly Volume[];
export const imagesIn = (state: WorldState, at: Place) =>
	seen(state, 'image', at) as unknown as readonly Image[];
export const groupsIn = (state: WorldState, at: Place) =>
	seen(state, 'auto-scaling-group', at) as unknown as readonly Group[];
/** From every Region: a copy is made where one is, of what lies elsewhere. */
export const snapshotsFor = (state: WorldState, { account }: Place) =>
	[...state.resources.values()].filter(
		(one) => one.service === 'ec2' && one.type === 'snapshot' && isOpenTo(one, account)
	) as unknown as readonly Snapshot[];

/** Those with whom something can be shared. */
export const othersThan = ({ account }: Place, state: WorldState): readonly string[] =>
	accountsOf(state).filter((other) => other !== account);

/** Accepted, and not done: what the calendar has yet to show of it. */
export const awaitedIn = (state: WorldState, { account, region }: Place): readonly ResourceRecord[] =>
	[...state.resources.values()].filter(
		(one) => one.service === 'ec2' && one.due && one.region === region && one.account === account
	);

/** What went wrong after the answer, in the service's words; undefined when all is well. */
export function troubleOf({
	body,
	status
}: ResourceRecord | Volume | Snapshot | Instance): string | undefined {
	const {
		stateMessage,
		stateReason,
		notifications = []
	} = body as Partial<Snapshot['body'] & Instance['body'] & Volume['body']>;
	const last = notifications.at(-1);
	if (stateMessage !== undefined) return stateMessage;
	if (stateReason !== undefined && status !== 'running') return stateReason;
	return last?.result === 'failed' ? `${last.event} failed: ${last.cause ?? ''}` : undefined;
}
