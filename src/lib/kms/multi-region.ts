/** Multi-Region keys: who is primary, who is related, and what is written to the set. */
import type { WorldState } from '$lib/domain/entry';
import { KmsError } from '$lib/domain/errors';
import { parseKmsArn, type KeyArn } from '$lib/domain/ids';
import type { KeyRecord, MultiRegionSet, RotationSettings } from '$lib/domain/key';
import type { MultiRegionConfiguration } from '$lib/domain/operations';
import type { Call } from './call';

type Sets = Pick<WorldState, 'sets'>;

export const setOf = ({ sets }: Sets, key: KeyRecord): MultiRegionSet | undefined =>
	key.multiRegion ? sets.get(key.keyId) : undefined;

/** The other keys of the set. */
export const relatedTo = (state: Sets, key: KeyRecord): readonly KeyArn[] =>
	setOf(state, key)?.members.filter((arn) => arn !== key.arn) ?? [];

export const isReplica = (state: Sets, key: KeyRecord): boolean => {
	const set = setOf(state, key);
	return set !== undefined && set.primary !== key.arn;
};

/** The set that the key is primary of. @throws KmsError UnsupportedOperationException */
export function primarySetOf(call: Call, key: KeyRecord): MultiRegionSet {
	const set = setOf(call.state, key);
	if (set?.primary === key.arn) return set;
	throw notPrimary(key);
}

/** Rotation is set on the primary, for all. @throws KmsError UnsupportedOperationException for a replica */
export function refuseReplica(call: Call, key: KeyRecord): void {
	if (isReplica(call.state, key)) throw notPrimary(key);
}

const notPrimary = (key: KeyRecord): KmsError =>
	new KmsError('UnsupportedOperationException', `${key.arn} is not a multi-region primary key.`, {
		check: 'unsupported',
		detail: key.multiRegion
			? 'the key is a replica; its primary key takes this call'
			: 'the key was made for one Region, and stays so'
	});

/** Rotation settings of a key, or of all keys of its set. */
export function emitRotation(call: Call, key: KeyRecord, rotation: RotationSettings): void {
	call.tracer.add({ kind: 'rotation-settings', keyArn: key.arn, ...rotation });
	const set = setOf(call.state, key);
	if (set) call.emit({ type: 'set.put', set: { ...set, rotation } });
	else call.emit({ type: 'key.rotationChanged', arn: key.arn, rotation });
}

const place = (arn: KeyArn) => ({ Arn: arn, Region: parseKmsArn(arn)!.region });

export function multiRegionConfiguration(set: MultiRegionSet, key: KeyRecord): MultiRegionConfiguration {
	return {
		// While the primary moves, both keys may show as replicas.
		MultiRegionKeyType: set.primary === key.arn && !set.moving ? 'PRIMARY' : 'REPLICA',
		PrimaryKey: place(set.primary),
		ReplicaKeys: set.members.filter((arn) => arn !== set.primary).map(place)
	};
}
