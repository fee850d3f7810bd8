/** One rotation of one key: new material from the HSM becomes CURRENT; every older generation stays for decryption. */
import { toBase64 } from '$lib/domain/bytes';
import { KmsError } from '$lib/domain/errors';
import { currentGeneration, DAY, type Generation, type KeyRecord } from '$lib/domain/key';
import type { Call } from './call';
import { setOf } from './multi-region';
import { lacking, relatedKeys } from './pending-material';

export async function rotate(call: Call, key: KeyRecord, type: 'AUTOMATIC' | 'ON_DEMAND'): Promise<void> {
	const at = call.time;
	call.tracer.add({
		kind: 'request',
		from: 'kms',
		to: 'hsm',
		operation: 'RotateKey',
		carries: [],
		keyRef: key.arn
	});
	const [token] = await call.hsm.generateKeys({
		region: key.region,
		keyIds: [key.keyId],
		seed: call.callSeed()
	});
	if (!token) throw new Error('the HSM answered without a key token');
	const number = currentGeneration(key).number + 1;
	call.tracer.add({
		kind: 'hsm-generate-material',
		keyArn: key.arn,
		materialId: token.materialId,
		generation: number
	});
	call.tracer.add({ kind: 'rotation', keyArn: key.arn, from: number - 1, to: number, type, at });
	const nextAt = type === 'AUTOMATIC' ? at + key.rotation.periodInDays * DAY : key.rotation.nextAt;
	const generation: Generation = {
		number,
		materialId: token.materialId,
		token: toBase64(token.bytes),
		createdAt: at,
		rotation: { at, type }
	};
	call.emit({ type: 'key.rotated', arn: key.arn, generation, ...(nextAt !== undefined && { nextAt }) });
	const set = setOf(call.state, key);
	if (!set) return;
	call.intend({
		type: 'share-generation',
		source: key.arn,
		generation,
		to: set.members.filter((arn) => arn !== key.arn)
	});
	call.intend({
		type: 'put-set',
		set: {
			...set,
			rotation: { ...set.rotation, ...(nextAt !== undefined && { nextAt }) },
			onDemandRotations: set.onDemandRotations + (type === 'ON_DEMAND' ? 1 : 0)
		}
	});
}

/** The rotation of a key with imported material: the one that waits becomes CURRENT. @throws KmsError KMSInvalidStateException */
export function rotateToPending(call: Call, key: KeyRecord): void {
	const { pendingMaterial } = key;
	if (!pendingMaterial)
		throw new KmsError(
			'KMSInvalidStateException',
			`No available key material pending rotation for the key: ${key.arn}.`,
			{ check: 'key-state', detail: 'import new key material first: NEW_KEY_MATERIAL' }
		);
	const [without] = lacking(call.state, key, pendingMaterial);
	if (without)
		throw new KmsError('KMSInvalidStateException', `${without.arn} is pending import.`, {
			check: 'key-state',
			detail: `the new key material is not in ${without.region} yet: it is used nowhere until it is in every Region`
		});
	const at = call.time;
	const { number } = pendingMaterial;
	call.tracer.add({ kind: 'rotation', keyArn: key.arn, from: number - 1, to: number, type: 'ON_DEMAND', at });
	call.emit({
		type: 'key.rotated',
		arn: key.arn,
		generation: { ...pendingMaterial, rotation: { at, type: 'ON_DEMAND' } }
	});
	const set = setOf(call.state, key);
	if (!set) return;
	for (const { arn } of relatedKeys(call.state, key)) call.intend({ type: 'rotate-pending', arn, at });
	call.intend({ type: 'put-set', set: { ...set, onDemandRotations: set.onDemandRotations + 1 } });
}
