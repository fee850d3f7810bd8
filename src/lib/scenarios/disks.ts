/** Steps with volumes, snapshots, images and instances. */
import type { ResourceRecord } from '$lib/domain/service';
import { allow, as, BOB, HOME, OTHER, policy, putPolicy, root } from './acting';
import type { Holds } from './goal';
import { TEXT } from './parts';
import { kms, type ScenarioStep, type SoFar } from './scenario';
import { asks } from './services';

type Input = Readonly<Record<string, unknown>>;

/** What services keep of a type, oldest first. */
export const kept = ({ state }: Pick<SoFar, 'state'>, type: string): readonly ResourceRecord[] =>
	[...state.resources.values()].filter((one) => one.type === type);
/** The id of one of them; -1 for the newest. */
export function idAt(so: SoFar, type: string, index = -1): string {
	const found = kept(so, type).at(index);
	if (!found) throw new Error(`expected a ${type} in the world`);
	return found.name;
}
export const keysOf = ({ state }: SoFar, account: string, region?: string): readonly string[] =>
	[...state.keys.values()]
		.filter((key) => key.account === account && (region === undefined || key.region === region))
		.map((key) => key.arn);

/** `stops`: what KMS refuses after EC2 has answered. */
export const ec2 = (
	phase: string,
	operation: string,
	input: Input | ((so: SoFar) => Input),
	{ by, ...more }: Partial<ScenarioStep> & { readonly by?: string } = {}
): ScenarioStep => ({
	phase,
	...more,
	command: by === undefined ? asks('ec2', operation, input) : as(by, asks('ec2', operation, input))
});

export const runInstance = (phase: string, by?: string): ScenarioStep =>
	ec2(phase, 'RunInstances', {}, by === undefined ? {} : { by });
export const writeLetter = (phase: string, volume = -1): ScenarioStep =>
	ec2(phase, 'WriteBlock', (so) => ({ VolumeId: idAt(so, 'volume', volume), Block: 0, Body: TEXT }));
export const attach = (phase: string, more: Partial<ScenarioStep> & { readonly by?: string } = {}) =>
	ec2(
		phase,
		'AttachVolume',
		(so) => ({ VolumeId: idAt(so, 'volume'), InstanceId: idAt(so, 'instance') }),
		more
	);

/** EBS has answered before it asked KMS; what failed shows on the calendar. */
export const secondsLater = (phase: string): ScenarioStep => ({
	phase,
	command: ({ acting }) => ({ type: 'clock.advance', by: 'next-event', ...acting })
});

/** What the other account needs of a key to use a disk under it. Source: EBS User Guide, "Share a KMS key" (2026). */
export const DISK_ACTIONS = [
	'kms:DescribeKey',
	'kms:GenerateDataKey',
	'kms:GenerateDataKeyWithoutPlaintext',
	'kms:ReEncrypt*',
	'kms:Decrypt'
] as const;
export const FOR_DISKS_OF_OTHER = policy(allow(root(HOME), 'kms:*'), allow(root(OTHER), ...DISK_ACTIONS), {
	...allow(root(OTHER), 'kms:CreateGrant'),
	Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } }
});
export const openToOther = (phase: string): ScenarioStep => putPolicy(phase, FOR_DISKS_OF_OTHER);
export const bobsKey: ScenarioStep = {
	phase: 'A key in the other account',
	command: as(BOB, kms('CreateKey', { Description: 'disks of 444455556666' }))
};

/** There is one of the type of which this holds. */
export const hasOne =
	(type: string, suits: (one: ResourceRecord) => boolean): Holds =>
	(now) =>
		kept(now, type).some(suits);
