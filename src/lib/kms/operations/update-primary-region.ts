/**
 * UpdatePrimaryRegion: primary and replica change places; both are Updating for some seconds, and can be used all the
 * while. Source: API UpdatePrimaryRegion.
 */
import { KmsError } from '$lib/domain/errors';
import { keyArn, parseKmsArn, type Region } from '$lib/domain/ids';
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import { primarySetOf } from '../multi-region';

export async function updatePrimaryRegion(
	call: Call,
	input: Input<'UpdatePrimaryRegion'>
): Promise<Output<'UpdatePrimaryRegion'>> {
	const key = call.useKey(input.KeyId);
	const set = primarySetOf(call, key);
	const region = input.PrimaryRegion as Region;
	const to = set.members.find((arn) => parseKmsArn(arn)?.region === region);
	const replica = to && call.state.keys.get(to);
	if (!replica)
		throw new KmsError(
			'NotFoundException',
			`Key '${keyArn({ region, account: key.account, keyId: key.keyId })}' does not exist`,
			{ check: 'resolve', detail: `the set has no key in ${region}` }
		);
	if (replica.arn === key.arn)
		throw new KmsError('UnsupportedOperationException', `${key.arn} is already the primary key.`, {
			check: 'unsupported',
			detail: `${region} is the primary Region already`
		});
	call.authorize('kms:UpdatePrimaryRegion', replica, undefined, { region });
	call.requireState(replica);
	const event = 'primary.moving';
	// A move under way can be given another aim.
	if (key.state !== 'Updating')
		call.emit({ type: 'key.stateChanged', arn: key.arn, state: await call.takeEvent(key, event) });
	if (replica.state !== 'Updating') {
		const state = await call.takeEvent(replica, event);
		call.intend({ type: 'change-state', arn: replica.arn, state });
	}
	const moving = { to: replica.arn, at: call.time + LIMITS.passing.updating };
	call.tracer.add({
		kind: 'record',
		what: 'multi-Region set',
		ref: key.arn,
		change: `the primary moves to ${region}`
	});
	call.emit({ type: 'set.put', set: { ...set, moving } });
	return {};
}
