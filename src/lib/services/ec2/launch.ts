/**
 * A new instance: its root volume comes from the image's snapshot, then the host gets the data key. The answer came
 * before; when KMS refuses, the instance goes from pending to terminated, and only its state reason says so.
 * Source: EC2 User Guide, "Use encryption with EBS-backed AMIs"; re:Post "kms-launch-ec2-instance" (2026).
 * Differs from AWS: the order of the calls is not published.
 */
import { put, putNew } from '../records';
import type { ServiceCall } from '../service';
import { noted } from '../told';
import { connect, notify } from './attachment';
import { diskOf, keyFor } from './create-volume';
import type { By } from './disk-key';
import { ec2Arn, type Image, type Instance, type InstanceBody, type Snapshot, type Volume } from './records';
import { afterwards, failing, LAUNCH_FAILED } from './refusals';
import { restore, type Disk } from './restore';

/** Amazon Linux, as everybody may launch it; not encrypted. Its id is made up. */
export const PUBLIC_IMAGE = 'ami-0a1b2c3d4e5f67890';
const BOOT: Disk = { blocks: {}, sealed: [] };

export interface Launch {
	/** Absent: the public image. */
	readonly image?: Image | undefined;
	readonly asks?: string | undefined;
	readonly by: By;
	/** The Auto Scaling group it is for. */
	readonly group?: string;
}

export async function launch(call: ServiceCall, { image, asks, by, group }: Launch): Promise<Instance> {
	const id = call.newId('i');
	const volumeId = call.newId('vol');
	const snapshot =
		image?.body.snapshot === undefined
			? undefined
			: (call.state().resources.get(image.body.snapshot) as unknown as Snapshot | undefined);
	const body = {
		image: image?.name ?? PUBLIC_IMAGE,
		volumes: [] as readonly string[],
		...(group !== undefined && { group })
	};
	const instance = putNew(call, {
		...{ arn: ec2Arn(call.acting, 'instance', id), type: 'instance', name: id, body },
		status: 'pending'
	});
	const volumeArn = ec2Arn(call.acting, 'volume', volumeId);
	const refused = await afterwards(async () => {
		const keyId = keyFor(call, snapshot, { asks });
		await lookAtKey(call, snapshot, by);
		const disk = await restore(call, {
			...{ from: snapshot ? diskOf(snapshot) : BOOT, keyId, id: volumeId, by }
		});
		const made: Volume = putNew(call, {
			...{ arn: volumeArn, type: 'volume', name: volumeId, sealed: disk.sealed, status: 'available' },
			body: {
				blocks: disk.blocks,
				...(snapshot && { from: snapshot.name }),
				notifications: [notify(call, 'createVolume', 'available')]
			}
		});
		await connect(call, made, instance, by);
	});
	if (refused) {
		call.remove(volumeArn);
		return put<InstanceBody>(call, {
			...instance,
			...failing<InstanceBody>(call, {
				status: 'terminated',
				body: { stateReason: LAUNCH_FAILED },
				change: `is terminated: ${LAUNCH_FAILED}`
			})
		});
	}
	noted(call, id, 'is running');
	return put(call, { ...instance, status: 'running', body: { ...body, volumes: [volumeArn] } });
}

/** A key of another account is looked at first. */
async function lookAtKey(call: ServiceCall, snapshot: Snapshot | undefined, by: By): Promise<void> {
	const [sealed] = snapshot?.sealed ?? [];
	if (!sealed || snapshot?.account === call.acting.account) return;
	await call.kms.call('DescribeKey', { KeyId: sealed.keyArn }, by());
}
