/**
 * ReplicateKey: called in the primary's Region; the replica is Creating for some seconds. Policy, description and tags
 * are its own. Source: API ReplicateKey; KMS Developer Guide, "Multi-Region keys".
 */
import { KmsError } from '$lib/domain/errors';
import { keyArn, parseKmsArn, type Region } from '$lib/domain/ids';
import { originOf, type KeyRecord, type MultiRegionSet } from '$lib/domain/key';
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import { emptied } from '../imported';
import { checkPolicy, policyOf } from '../key-policy';
import { requireRoomForKey } from '../key-quota';
import { keyMetadata } from '../metadata';
import { primarySetOf } from '../multi-region';
import { withTags } from '../tags';

export async function replicateKey(
	call: Call,
	input: Input<'ReplicateKey'>
): Promise<Output<'ReplicateKey'>> {
	const key = call.useKey(input.KeyId);
	const set = primarySetOf(call, key);
	const region = input.ReplicaRegion as Region;
	const { account, keyId } = key;
	const arn = keyArn({ region, account, keyId });
	if (set.members.some((member) => parseKmsArn(member)?.region === region))
		throw new KmsError('AlreadyExistsException', '', {
			check: 'conflict',
			detail: `${region} already has a key of this set`,
			got: arn
		});
	call.authorize('kms:CreateKey', undefined, undefined, { region });
	if (input.Tags?.length) call.authorize('kms:TagResource', undefined, undefined, { region });
	requireRoomForKey(call.state, { account, region });
	if (input.Policy !== undefined) checkPolicy(input.Policy);
	const { rotation, onDemandRotations } = set;
	const replica: Omit<KeyRecord, 'generations'> = {
		arn,
		keyId,
		account,
		region,
		createdAt: call.time,
		description: input.Description ?? '',
		...(key.spec && { spec: key.spec }),
		...(key.usage && { usage: key.usage }),
		...(key.origin && { origin: key.origin }),
		...(key.publicKey !== undefined && { publicKey: key.publicKey }),
		multiRegion: true,
		state: 'Creating',
		readyAt: call.time + LIMITS.passing.creating,
		rotation,
		onDemandRotations,
		...(input.Policy !== undefined && { policy: input.Policy }),
		tags: withTags({}, input.Tags)
	};
	if (input.Policy !== undefined) call.checkNewPolicy({ ...replica, generations: [] }, input.Policy);
	const larger: MultiRegionSet = { ...set, members: [...set.members, arn] };
	call.tracer.add({ kind: 'key-transition', keyArn: arn, event: 'replicate', from: 'none', to: 'Creating' });
	call.intend({ type: 'replicate', source: key.arn, replica });
	// The set is written when its new key is there.
	call.intend({ type: 'put-set', set: larger });
	const shown: KeyRecord = {
		...replica,
		generations: originOf(key) === 'EXTERNAL' ? key.generations.map(emptied) : key.generations
	};
	return {
		ReplicaKeyMetadata: await keyMetadata(shown, { ...call.state, sets: new Map([[keyId, larger]]) }),
		ReplicaPolicy: policyOf(shown),
		...(input.Tags?.length && { ReplicaTags: input.Tags })
	};
}
