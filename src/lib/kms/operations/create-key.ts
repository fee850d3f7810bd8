/** CreateKey: so far symmetric keys with material made here, in KMS or in a custom key store; what is not built yet is refused and says so. */
import { toBase64 } from '$lib/domain/bytes';
import { KmsError } from '$lib/domain/errors';
import { keyArn } from '$lib/domain/ids';
import type { KeyRecord, MultiRegionSet } from '$lib/domain/key';
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import { KEY_LIFE } from '$lib/machines/key-life';
import type { Call } from '../call';
import { inStore } from '../key-in-store';
import { requireRoomForKey } from '../key-quota';
import { keyMetadata } from '../metadata';
import { checkPolicy } from '../key-policy';
import { withTags } from '../tags';
import { invalid } from '../validate';

export async function createKey(call: Call, input: Input<'CreateKey'>): Promise<Output<'CreateKey'>> {
	refuseUnbuilt(input);
	call.authorize('kms:CreateKey', undefined);
	if (input.Policy !== undefined) checkPolicy(input.Policy);
	const tags = withTags({}, input.Tags);
	requireRoomForKey(call.state, call.acting);
	const placed = inStore(call, input);
	const keyId = input.MultiRegion ? call.newMultiRegionKeyId() : call.newKeyId();
	const { account, region } = call.acting;
	call.tracer.add({ kind: 'request', from: 'kms', to: 'hsm', operation: 'CreateKey', carries: [] });
	const [token] = await call.hsm.generateKeys({ region, keyIds: [keyId], seed: call.callSeed() });
	if (!token) throw new Error('the HSM answered without a key token');
	const arn = keyArn({ region, account, keyId });
	call.tracer.add({
		kind: 'hsm-generate-material',
		keyArn: arn,
		materialId: token.materialId,
		generation: 1
	});
	call.tracer.add({ kind: 'key-transition', keyArn: arn, event: 'create', from: 'none', to: 'Enabled' });
	const key: KeyRecord = {
		arn,
		keyId,
		account,
		region,
		createdAt: call.time,
		description: input.Description ?? '',
		...placed,
		...(input.MultiRegion && { multiRegion: true }),
		state: KEY_LIFE.initial,
		rotation: { enabled: false, periodInDays: LIMITS.rotationPeriod.default },
		onDemandRotations: 0,
		generations: [
			{ number: 1, materialId: token.materialId, token: toBase64(token.bytes), createdAt: call.time }
		],
		...(input.Policy !== undefined && { policy: input.Policy }),
		tags
	};
	call.emit({ type: 'key.created', key });
	if (!input.MultiRegion) return { KeyMetadata: keyMetadata(key, call.state) };
	const { rotation, onDemandRotations } = key;
	const set: MultiRegionSet = { keyId, primary: arn, members: [arn], rotation, onDemandRotations };
	call.emit({ type: 'set.put', set });
	return { KeyMetadata: keyMetadata(key, { ...call.state, sets: new Map([[keyId, set]]) }) };
}

function refuseUnbuilt(input: Input<'CreateKey'>): void {
	if (input.KeySpec !== undefined && input.CustomerMasterKeySpec !== undefined)
		throw invalid(
			'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.'
		);
	const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
	const usage = input.KeyUsage ?? 'ENCRYPT_DECRYPT';
	if (spec === 'SYMMETRIC_DEFAULT' && usage !== 'ENCRYPT_DECRYPT')
		throw invalid(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
	const unbuilt =
		spec !== 'SYMMETRIC_DEFAULT'
			? `KeySpec ${spec}`
			: input.Origin === 'EXTERNAL'
				? 'Origin EXTERNAL'
				: undefined;
	if (unbuilt)
		throw new KmsError(
			'UnsupportedOperationException',
			`${unbuilt} is not in this playground yet: it makes symmetric keys whose material it generates itself.`,
			{ check: 'unsupported', detail: `${unbuilt} is AWS's, but not built here yet` }
		);
}
