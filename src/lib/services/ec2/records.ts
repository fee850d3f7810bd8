/**
 * What EC2 and EBS keep: disks with the blocks that were written, snapshots, images, instances, groups, the setting.
 * Source: Amazon EBS User Guide, "Amazon EBS encryption"; EC2 API (2026).
 * Differs from AWS: a block is 512 bytes, and only written blocks are kept; EBS publishes neither.
 */
import type { AccountId, Region } from '$lib/domain/ids';
import type { ResourceRecord } from '$lib/domain/service';
import type { Blocks } from '../blocks';
import { ServiceError, type ServiceCall } from '../service';

/** Of "EBS Volume Notification" (EventBridge): what nobody is told when they ask. */
export interface Notification {
	/** World time. */
	readonly at: number;
	readonly event: 'createVolume' | 'attachVolume' | 'reattachVolume' | 'copySnapshot';
	readonly result: 'available' | 'attached' | 'succeeded' | 'failed';
	readonly cause?: string;
}
export interface VolumeBody {
	readonly blocks: Blocks;
	/** What it was made from. */
	readonly from?: string;
	/** The instance, and the grant under which its host opened the data key. */
	readonly instance?: string;
	readonly grantId?: string;
	readonly notifications: readonly Notification[];
}
export interface SnapshotBody {
	readonly blocks: Blocks;
	/** Of a copy: another one than the volume's, and without meaning. */
	readonly volumeId: string;
	readonly sharedWith: readonly string[];
	readonly stateMessage?: string;
	readonly notifications: readonly Notification[];
}
export interface ImageBody {
	/** Absent: the public image of Amazon Linux, which is not encrypted. */
	readonly snapshot?: string;
	readonly launchPermission: readonly string[];
}
export interface InstanceBody {
	readonly image: string;
	/** In the order in which they were attached; the first is the root volume. */
	readonly volumes: readonly string[];
	readonly group?: string;
	readonly stateReason?: string;
}
export interface SettingsBody {
	readonly byDefault: boolean;
	/** Absent: alias/aws/ebs. */
	readonly keyId?: string;
}
export interface GroupBody {
	readonly image: string;
	readonly desired: number;
	/** The KMS key that the launch template names. */
	readonly asks?: string;
	readonly activities: readonly {
		readonly at: number;
		readonly instance: string;
		/** As the activity log words it. */
		readonly status: 'InProgress' | 'Successful' | 'Failed';
		readonly message?: string;
	}[];
}
export type Volume = ResourceRecord<VolumeBody>;
export type Snapshot = ResourceRecord<SnapshotBody>;
export type Image = ResourceRecord<ImageBody>;
export type Instance = ResourceRecord<InstanceBody>;
export type Settings = ResourceRecord<SettingsBody>;
export type Group = ResourceRecord<GroupBody>;

interface Bodies {
	readonly volume: VolumeBody;
	readonly snapshot: SnapshotBody;
	readonly image: ImageBody;
	readonly instance: InstanceBody;
	readonly 'auto-scaling-group': GroupBody;
}
export type Kind = keyof Bodies;

/** What EC2 says of ids it does not know, or will not show. */
const MISSING = {
	volume: ['InvalidVolume.NotFound', (id: string) => `The volume '${id}' does not exist.`],
	snapshot: ['InvalidSnapshot.NotFound', (id: string) => `The snapshot '${id}' does not exist.`],
	image: ['InvalidAMIID.NotFound', (id: string) => `The image id '[${id}]' does not exist`],
	instance: ['InvalidInstanceID.NotFound', (id: string) => `The instance ID '${id}' does not exist`],
	'auto-scaling-group': ['ValidationError', (id: string) => `AutoScalingGroup name not found - ${id}`]
} as const;

interface Place {
	readonly account: AccountId;
	readonly region: Region;
}

/** Snapshots and images have no account in their ARN. */
export const ec2Arn = ({ account, region }: Place, type: Kind, id: string): string =>
	type === 'auto-scaling-group'
		? `arn:aws:autoscaling:${region}:${account}:autoScalingGroup:${id}`
		: `arn:aws:ec2:${region}:${type === 'snapshot' || type === 'image' ? '' : account}:${type}/${id}`;

/** In the caller's Region, or in `region`; what is another account's is found only when it was shared. */
export function findIn<K extends Kind>(
	call: ServiceCall,
	type: K,
	id: string,
	region: Region = call.acting.region
): ResourceRecord<Bodies[K]> {
	const { account } = call.acting;
	const found = call.state().resources.get(ec2Arn({ account, region }, type, id));
	const [code, say] = MISSING[type];
	if (found?.type !== type || !isOpenTo(found, account))
		throw new ServiceError(code, say(id), { status: 400 });
	return found as unknown as ResourceRecord<Bodies[K]>;
}

export function isOpenTo({ account, body }: ResourceRecord, to: string): boolean {
	if (account === to) return true;
	const { sharedWith = [], launchPermission = [] } = body as Partial<SnapshotBody & ImageBody>;
	return sharedWith.includes(to) || launchPermission.includes(to) || launchPermission.includes('all');
}

/** The service-linked role; nobody can edit its permissions. */
export const autoScalingRole = (account: string): string =>
	`arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;

export const settingsArn = ({ account, region }: Place): string =>
	`arn:aws:ec2:${region}:${account}:ebs-encryption-by-default`;
export const DEFAULT_KEY = 'alias/aws/ebs';

export function settingsOf({ state }: Pick<ServiceCall, 'state'>, place: Place): SettingsBody {
	const found = state().resources.get(settingsArn(place)) as unknown as Settings | undefined;
	return found?.body ?? { byDefault: false };
}

/** IAM alone decides: what is shared is not a policy of the resource. */
export function permitted(call: ServiceCall, action: string, resourceArn: string): void {
	call.permit({ action, resourceArn, owner: call.acting.account });
}
