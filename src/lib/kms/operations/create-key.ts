/** CreateKey: so far symmetric keys with material from KMS; what is not built yet is refused and says so. */
import { toBase64 } from '$lib/domain/bytes';
import { KmsError } from '$lib/domain/errors';
import { keyArn } from '$lib/domain/ids';
import type { KeyRecord } from '$lib/domain/key';
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import { KEY_LIFE } from '$lib/machines/key-life';
import type { Call } from '../call';
import { keyMetadata } from '../metadata';
import { checkTags } from '../tags';
import { invalid } from '../validate';

export async function createKey(call: Call, input: Input<'CreateKey'>): Promise<Output<'CreateKey'>> {
	refuseUnbuilt(input);
	checkTags(input.Tags ?? []);
	call.authorize('kms:CreateKey', undefined);
	const keyId = call.newKeyId();
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
		state: KEY_LIFE.initial,
		rotation: { enabled: false, periodInDays: LIMITS.rotationPeriod.default },
		onDemandRotations: 0,
		generations: [
			{ number: 1, materialId: token.materialId, token: toBase64(token.bytes), createdAt: call.time }
		],
		...(input.Policy !== undefined && { policy: input.Policy }),
		tags: Object.fromEntries((input.Tags ?? []).map((tag) => [tag.TagKey, tag.TagValue]))
	};
	call.emit({ type: 'key.created', key });
	return { KeyMetadata: keyMetadata(key) };
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
			: (input.Origin ?? 'AWS_KMS') !== 'AWS_KMS'
				? `Origin ${input.Origin}`
				: input.MultiRegion
					? 'MultiRegion'
					: input.CustomKeyStoreId !== undefined
						? 'CustomKeyStoreId'
						: undefined;
	if (unbuilt)
		throw new KmsError(
			'UnsupportedOperationException',
			`${unbuilt} is not in this playground yet: it makes symmetric keys with material from KMS, in one Region.`,
			{ check: 'unsupported', detail: `${unbuilt} is AWS's, but not built here yet` }
		);
}
