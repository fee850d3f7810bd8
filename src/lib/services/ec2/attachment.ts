/**
 * A volume at an instance: while the instance runs, the host has the plaintext data key in memory, never on a disk and
 * never in the guest. So a key that is disabled meanwhile is not missed until the next attach or start.
 * Source: KMS Developer Guide, services-ebs, ct-ec2one, ct-ec2two; "How unusable KMS keys affect data keys" (2023).
 */
import type { KeyArn } from '$lib/domain/ids';
import { hold } from '../memory';
import { put } from '../records';
import type { ServiceCall } from '../service';
import { noted } from '../told';
import { giveBack, lend, openLent, retiring, type By } from './disk-key';
import type { Instance, Notification, Volume, VolumeBody } from './records';
import { failing, settlesAt } from './refusals';

/** A line of "EBS Volume Notification". With a cause, in KMS's own words, it is of a failure. */
export const notify = (
	call: ServiceCall,
	event: Notification['event'],
	result: Notification['result'],
	cause?: string
): Notification =>
	cause === undefined ? { at: call.time, event, result } : { at: settlesAt(call), event, result, cause };

/** The host gets the data key. @throws KmsError; then nothing has changed. */
export async function connect(
	call: ServiceCall,
	volume: Volume,
	instance: Instance,
	by: By
): Promise<Volume> {
	const { notifications } = volume.body;
	const [sealed] = volume.sealed;
	const body = { ...volume.body, instance: instance.name };
	const event = volume.body.instance === instance.name ? 'reattachVolume' : 'attachVolume';
	const done = { ...body, notifications: [...notifications, notify(call, event, 'attached')] };
	if (!sealed) {
		noted(call, volume.name, `is attached to ${instance.name}: it is not encrypted, KMS is not asked`);
		return put(call, { ...volume, status: 'in-use', body: done });
	}
	const lent = await lend(call, sealed, instance.name, by);
	const key = await openLent(call, lent, sealed);
	const memory = hold(call, key, { name: 'data key', where: `the host of ${instance.name}, while attached` });
	key.fill(0);
	return put(call, { ...volume, status: 'in-use', memory, body: { ...done, grantId: lent.grantId } });
}

/** The host forgets the data key, and the grant is retired. The volume stays at the instance. */
export async function forget(call: ServiceCall, volume: Volume): Promise<Volume> {
	const { memory, ...rest } = volume;
	const { grantId, ...body } = volume.body;
	if (memory)
		call.trace.add({
			kind: 'service-wipe',
			what: call.trace.thing(call.recall(memory.wrapped), 'data-key')
		});
	const [sealed] = volume.sealed;
	if (sealed && grantId !== undefined && body.instance !== undefined)
		await giveBack(call, retiring(call, sealed.keyArn, body.instance, grantId));
	return put(call, { ...rest, body });
}

/** The host does not get the data key, and the volume stays where it was. */
export function notAttached(call: ServiceCall, volume: Volume, cause: string): Volume {
	const { notifications, instance } = volume.body;
	const failed = notify(call, instance ? 'reattachVolume' : 'attachVolume', 'failed', cause);
	return put(call, {
		...volume,
		status: 'in-use',
		...failing<VolumeBody>(call, {
			status: instance ? 'in-use' : 'available',
			body: { notifications: [...notifications, failed] },
			change: 'is not attached: its data key could not be opened'
		})
	});
}

export const keyOf = ({ sealed: [sealed] }: Pick<Volume, 'sealed'>): KeyArn | undefined => sealed?.keyArn;
