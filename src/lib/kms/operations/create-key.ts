/** CreateKey: any spec, with material made by KMS, to be imported, or in a custom key store. */
import { toBase64 } from '$lib/domain/bytes';
import type { NewKey } from '$lib/domain/hsm';
import { keyArn } from '$lib/domain/ids';
import type { KeyRecord, MultiRegionSet } from '$lib/domain/key';
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import { KEY_LIFE } from '$lib/machines/key-life';
import type { Call } from '../call';
import { requireRoomForKey } from '../key-quota';
import type { Kind } from '../key-kind';
import { keyMetadata } from '../metadata';
import { invalid } from '../validate';

export async function createKey(call: Call, input: Input<'CreateKey'>): Promise<Output<'CreateKey'>> {
	refuseBothSpecs(input);
	const kind = await kindOf(input);
	call.authorize('kms:CreateKey', undefined);
	// What only some keys need is fetched with the first of them.
	if (input.Policy !== undefined) (await import('../key-policy')).checkPolicy(input.Policy);
	const tags = input.Tags ? (await import('../tags')).withTags({}, input.Tags) : {};
	requireRoomForKey(call.state, call.acting);
	const placed = mayBeStored(input) ? (await import('../key-in-store')).inStore(call, input) : {};
	const keyId = input.MultiRegion ? call.newMultiRegionKeyId() : call.newKeyId();
	const { account, region } = call.acting;
	const arn = keyArn({ region, account, keyId });
	const made =
		kind.origin !== 'EXTERNAL' ? await makeMaterial(call, { arn, keyId, spec: kind.spec }) : undefined;
	const state = made ? KEY_LIFE.initial : 'PendingImport';
	call.tracer.add({ kind: 'key-transition', keyArn: arn, event: 'create', from: 'none', to: state });
	const key: KeyRecord = {
		arn,
		keyId,
		account,
		region,
		createdAt: call.time,
		description: input.Description ?? '',
		...(kind.spec !== 'SYMMETRIC_DEFAULT' && { spec: kind.spec, usage: kind.usage }),
		...(kind.origin !== 'AWS_KMS' && { origin: kind.origin }),
		...(made?.publicKey && { publicKey: toBase64(made.publicKey) }),
		...placed,
		...(input.MultiRegion && { multiRegion: true }),
		state,
		rotation: { enabled: false, periodInDays: LIMITS.rotationPeriod.default },
		onDemandRotations: 0,
		generations: made
			? [
					{
						number: 1,
						materialId: made.token.materialId,
						token: toBase64(made.token.bytes),
						createdAt: call.time
					}
				]
			: [],
		...(input.Policy !== undefined && { policy: input.Policy }),
		tags
	};
	if (input.Policy !== undefined) call.checkNewPolicy(key, input.Policy);
	call.emit({ type: 'key.created', key });
	if (!input.MultiRegion) return { KeyMetadata: await keyMetadata(key, call.state) };
	const { rotation, onDemandRotations } = key;
	const set: MultiRegionSet = { keyId, primary: arn, members: [arn], rotation, onDemandRotations };
	call.emit({ type: 'set.put', set });
	return { KeyMetadata: await keyMetadata(key, { ...call.state, sets: new Map([[keyId, set]]) }) };
}

function refuseBothSpecs(input: Input<'CreateKey'>): void {
	if (input.KeySpec !== undefined && input.CustomerMasterKeySpec !== undefined)
		throw invalid(
			'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.'
		);
}

/** @throws KmsError ValidationException, UnsupportedOperationException */
async function kindOf(input: Input<'CreateKey'>): Promise<Kind> {
	const { KeySpec, CustomerMasterKeySpec, KeyUsage, Origin, CustomKeyStoreId } = input;
	if (KeySpec ?? CustomerMasterKeySpec ?? KeyUsage ?? Origin ?? CustomKeyStoreId)
		return (await import('../key-kind')).kindOf(input);
	return { spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT', origin: 'AWS_KMS' };
}

const mayBeStored = ({ Origin = 'AWS_KMS', CustomKeyStoreId, XksKeyId }: Input<'CreateKey'>): boolean =>
	(Origin !== 'AWS_KMS' && Origin !== 'EXTERNAL') || CustomKeyStoreId !== undefined || XksKeyId !== undefined;

async function makeMaterial(
	call: Call,
	of: { readonly arn: KeyRecord['arn']; readonly keyId: KeyRecord['keyId']; readonly spec: Kind['spec'] }
): Promise<NewKey> {
	const { region } = call.acting;
	const { arn, keyId, spec } = of;
	call.tracer.add({ kind: 'request', from: 'kms', to: 'hsm', operation: 'CreateKey', carries: [] });
	const seed = call.callSeed();
	const made =
		spec === 'SYMMETRIC_DEFAULT'
			? { token: (await call.hsm.generateKeys({ region, keyIds: [keyId], seed }))[0] }
			: await call.hsm.generateKey({ region, keyId, keySpec: spec, seed });
	const { token } = made;
	if (!token) throw new Error('the HSM answered without a key token');
	call.tracer.add({
		kind: 'hsm-generate-material',
		keyArn: arn,
		materialId: token.materialId,
		generation: 1,
		...(spec !== 'SYMMETRIC_DEFAULT' && { keySpec: spec })
	});
	return { ...made, token };
}
