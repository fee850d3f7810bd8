/** CreateKey: any spec, with material from KMS or none yet (Origin EXTERNAL); what is not built yet is refused. */
import { toBase64 } from '$lib/domain/bytes';
import { KmsError } from '$lib/domain/errors';
import type { NewKey } from '$lib/domain/hsm';
import { keyArn } from '$lib/domain/ids';
import type { KeyRecord } from '$lib/domain/key';
import type { KeyOrigin, KeySpec, KeyUsage } from '$lib/domain/key-spec';
import type { Input, Output } from '$lib/domain/operations';
import { KEY_SPEC_FACTS } from '$lib/facts/key-specs';
import { LIMITS } from '$lib/facts/limits';
import { KEY_LIFE } from '$lib/machines/key-life';
import type { Call } from '../call';
import { requireBuilt } from '../key-use';
import { unsupported } from '../unsupported';
import { keyMetadata } from '../metadata';
import { checkTags } from '../tags';
import { invalid } from '../validate';

export async function createKey(call: Call, input: Input<'CreateKey'>): Promise<Output<'CreateKey'>> {
	refuseUnbuilt(input);
	checkTags(input.Tags ?? []);
	const kind = kindOf(input);
	call.authorize('kms:CreateKey', undefined);
	const keyId = call.newKeyId();
	const { account, region } = call.acting;
	const arn = keyArn({ region, account, keyId });
	const made =
		kind.origin === 'AWS_KMS' ? await makeMaterial(call, { arn, keyId, spec: kind.spec }) : undefined;
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
	const origin = input.Origin ?? 'AWS_KMS';
	const unbuilt =
		origin !== 'AWS_KMS' && origin !== 'EXTERNAL'
			? `Origin ${origin}`
			: input.MultiRegion
				? 'MultiRegion'
				: input.CustomKeyStoreId !== undefined
					? 'CustomKeyStoreId'
					: undefined;
	if (unbuilt)
		throw new KmsError(
			'UnsupportedOperationException',
			`${unbuilt} is not in this playground yet: it makes keys with material from KMS or imported, in one Region.`,
			{ check: 'unsupported', detail: `${unbuilt} is AWS's, but not built here yet` }
		);
}

interface Kind {
	readonly spec: Exclude<KeySpec, 'SM2'>;
	readonly usage: KeyUsage;
	readonly origin: KeyOrigin;
}

/** @throws KmsError ValidationException, UnsupportedOperationException */
function kindOf(input: Input<'CreateKey'>): Kind {
	const spec = (input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT') as KeySpec;
	if (input.KeyUsage === undefined && spec !== 'SYMMETRIC_DEFAULT')
		throw invalid('You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.');
	const usage = (input.KeyUsage ?? 'ENCRYPT_DECRYPT') as KeyUsage;
	if (!KEY_SPEC_FACTS[spec].usages.includes(usage))
		throw invalid(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
	requireBuilt(spec);
	const origin = (input.Origin ?? 'AWS_KMS') as KeyOrigin;
	if (origin === 'EXTERNAL' && !KEY_SPEC_FACTS[spec].import)
		throw unsupported(
			`KeySpec ${spec} is not supported for Origin EXTERNAL.`,
			`key material of spec ${spec} cannot be imported`
		);
	return { spec, usage, origin };
}

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
