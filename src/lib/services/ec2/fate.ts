/**
 * EBS and EC2 when a key dies: an attached volume works on with the data key in its host's memory, and its instance
 * runs; all else needs KMS. An image has no key itself: its snapshot has.
 * Source: Amazon EBS User Guide, "How EBS encryption works" (2024 or later).
 */
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { WorldState } from '$lib/domain/entry';
import type { KeyArn } from '$lib/domain/ids';
import { SERVICES, type ResourceRecord } from '$lib/domain/service';
import {
	asUser,
	contextOf,
	holdsKey,
	isNamed,
	keyNamed,
	textIn,
	type Ask,
	type Asker,
	type Fate,
	type WhenKeyDies
} from '../fate';
import { autoScalingRole, ec2Arn, type ImageBody, type InstanceBody, type SnapshotBody } from './records';
import { LAUNCH_FAILED } from './refusals';

const under = (one: ResourceRecord | undefined, keyArn: KeyArn): boolean =>
	one?.sealed.some((sealed) => sealed.keyArn === keyArn) ?? false;
const volumesOf = ({ resources }: WorldState, instance: ResourceRecord): readonly ResourceRecord[] =>
	(instance.body as unknown as InstanceBody).volumes.flatMap((arn) => resources.get(arn) ?? []);
const snapshotOf = ({ resources }: WorldState, image: ResourceRecord | undefined) =>
	image && resources.get((image.body as unknown as ImageBody).snapshot ?? '');
const imageOf = ({ resources }: WorldState, { account, region, body }: ResourceRecord) =>
	resources.get(ec2Arn({ account, region }, 'image', textIn({ body }, 'image')));

/** What the thing would be used with, where the thing itself has no data key. */
function through(state: WorldState, resource: ResourceRecord, keyArn: KeyArn): boolean {
	switch (resource.type) {
		case 'image':
			return under(snapshotOf(state, resource), keyArn);
		case 'auto-scaling-group': {
			const asks = resource.body['asks'];
			const snapshot = snapshotOf(state, imageOf(state, resource));
			return under(snapshot, keyArn) || keyNamed(state, resource, asks) === keyArn;
		}
		case 'instance':
			return resource.status !== 'terminated' && volumesOf(state, resource).some((one) => under(one, keyArn));
		default:
			return false;
	}
}

const VOLUME: Record<'root' | 'attached' | 'away' | 'stopped', Fate> = {
	root: {
		ends: 'later',
		still: 'reads and writes as long as its instance runs',
		then: 'its instance cannot be started again',
		shows: 'reattachVolume failed'
	},
	attached: {
		ends: 'later',
		still: 'reads and writes as long as it stays attached',
		then: 'cannot be attached again, nor its instance started',
		shows: 'attachVolume failed'
	},
	away: { ends: 'now', then: 'cannot be attached', shows: 'attachVolume failed' },
	stopped: { ends: 'now', then: 'its stopped instance cannot be started', shows: 'reattachVolume failed' }
};

function standingOf(state: WorldState, volume: ResourceRecord): keyof typeof VOLUME {
	const { account, region, arn } = volume;
	const id = textIn(volume, 'instance');
	if (id === '') return 'away';
	if (!holdsKey(volume, state)) return 'stopped';
	const instance = state.resources.get(ec2Arn({ account, region }, 'instance', id));
	// The root volume cannot be detached while its instance runs.
	return (instance?.body as InstanceBody | undefined)?.volumes[0] === arn ? 'root' : 'attached';
}

export const EC2_FATE: WhenKeyDies = {
	fateOf:
		({ state }) =>
		(resource): Fate | undefined => {
			switch (resource.type) {
				case 'volume':
					return VOLUME[standingOf(state, resource)];
				case 'snapshot':
					return {
						...{ ends: 'now', then: 'no volume can be made of it, and no copy' },
						shows: 'createVolume failed'
					};
				case 'image':
					return { ends: 'now', then: 'cannot be launched', shows: LAUNCH_FAILED };
				case 'auto-scaling-group':
					return {
						ends: 'later',
						still: 'its instances run',
						then: 'cannot launch another',
						shows: LAUNCH_FAILED
					};
				case 'instance':
					return resource.status === 'running'
						? {
								ends: 'later',
								still: 'runs until it is stopped',
								then: 'cannot be started',
								shows: LAUNCH_FAILED
							}
						: { ends: 'now', then: 'cannot be started', shows: LAUNCH_FAILED };
				case 'ebs-settings':
					return {
						...{ ends: 'now', then: 'a new disk without a key of its own cannot be made' },
						shows: 'createVolume failed'
					};
				default:
					return undefined;
			}
		},
	use: (state) => (resource) => {
		const { arn, account, region, type } = resource;
		const anyOf = (of: 'volume' | 'instance') => ec2Arn({ account, region }, of, '*');
		const { sharedWith = [] } = resource.body as Partial<SnapshotBody>;
		const { launchPermission = [] } = resource.body as Partial<ImageBody>;
		switch (type) {
			case 'snapshot':
				return {
					// Under the same key the data key is wrapped again; under another one the blocks are opened.
					ways: [
						asUser(contextOf(resource), 'kms:ReEncryptFrom', 'kms:ReEncryptTo'),
						opened(resource, contextOf(resource))
					],
					permission: { action: 'ec2:CreateVolume', resourceArn: anyOf('volume') },
					accounts: [account, ...sharedWith]
				};
			case 'image':
				return {
					ways: [opened(resource, contextOf(snapshotOf(state, resource) ?? resource))],
					permission: { action: 'ec2:RunInstances', resourceArn: '*' },
					...(!launchPermission.includes('all') && { accounts: [account, ...launchPermission] })
				};
			case 'auto-scaling-group': {
				const role = {
					principal: `arn:aws:sts::${account}:assumed-role/${autoScalingRole(account).split('/').at(-1)}/AutoScaling`,
					viaService: `${SERVICES.ec2.prefix}.${region}.amazonaws.com`
				};
				const context = contextOf(snapshotOf(state, imageOf(state, resource)) ?? resource);
				return { ways: [opened(resource, context, role)] };
			}
			case 'instance':
				return {
					ways: [volumesOf(state, resource).flatMap((one) => opened(one, contextOf(one)))],
					permission: { action: 'ec2:StartInstances', resourceArn: arn },
					accounts: [account]
				};
			case 'ebs-settings':
				return {
					ways: [asUser(undefined, 'kms:GenerateDataKeyWithoutPlaintext')],
					permission: { action: 'ec2:CreateVolume', resourceArn: anyOf('volume') },
					accounts: [account]
				};
			default:
				return {
					ways: [opened(resource, contextOf(resource))],
					permission: { action: 'ec2:AttachVolume', resourceArn: arn },
					accounts: [account]
				};
		}
	},
	names: (losing) => (resource) =>
		resource.type === 'ebs-settings'
			? isNamed(resource.body['keyId'], resource, losing)
			: through(losing.state, resource, losing.keyArn)
};

/** A grant by whoever uses it, and a host of EC2 that decrypts under the grant. */
function opened(
	{ account }: ResourceRecord,
	context: EncryptionContext | undefined,
	by?: Asker
): readonly Ask[] {
	const host: Asker = {
		principal: `arn:aws:sts::${account}:assumed-role/aws:ec2-infrastructure/*`,
		granted: true
	};
	const bound = context && { context };
	return [
		{ action: 'kms:CreateGrant', operations: ['Decrypt'], ...bound, ...(by && { by }) },
		{ action: 'kms:Decrypt', by: host, ...bound }
	];
}
