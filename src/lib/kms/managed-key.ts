/**
 * AWS managed keys appear when they are first needed: when their service first uses them for somebody, or when their
 * alias is first described. Source: KMS Developer Guide, "AWS managed keys"; API DescribeKey, ListAliases.
 */
import { sha256 } from '$lib/crypto/hash';
import { concat, toBase64, utf8 } from '$lib/domain/bytes';
import type { Acting, WorldEvent, WorldState } from '$lib/domain/entry';
import type { Hsm } from '$lib/domain/hsm';
import { aliasArn, keyArn, parseKmsArn, type AccountId, type AliasName, type Region } from '$lib/domain/ids';
import { DAY, type AliasRecord, type KeyRecord } from '$lib/domain/key';
import type { OperationName } from '$lib/domain/operations';
import {
	AWS_MANAGED_USE,
	AWS_MANAGED_VIEW,
	awsManagedKeyOf,
	describe,
	viaServiceOf,
	type AwsManagedKey
} from '$lib/facts/aws-managed-keys';
import { rulesOf } from '$lib/facts/rule-years';
import { KEY_LIFE } from '$lib/machines/key-life';
import { deriveKeyId } from './key-id';
import type { Tracer } from './tracer';

interface From {
	readonly operation: OperationName;
	readonly acting: Acting;
	readonly state: WorldState;
	readonly hsm: Hsm;
	readonly seed: { readonly parent: Uint8Array; readonly command: Uint8Array };
	readonly tracer: Tracer;
}
export interface Appeared {
	readonly state: WorldState;
	readonly events: readonly WorldEvent[];
}

/** The state with the key that the reference calls into being; undefined when none is missing. */
export async function appearing(from: From, ref: string): Promise<Appeared | undefined> {
	const { acting, state } = from;
	const parsed = parseKmsArn(ref);
	const name = (parsed?.kind === 'alias' ? parsed.name : ref) as AliasName;
	const kind = awsManagedKeyOf(name);
	if (!kind || (parsed && (parsed.account !== acting.account || parsed.region !== acting.region)))
		return undefined;
	const arn = aliasArn({ region: acting.region, account: acting.account, name });
	const needed = from.operation === 'DescribeKey' || acting.viaService === viaServiceOf(kind, acting.region);
	if (!needed || state.aliases.has(arn)) return undefined;
	const key = await makeKey(from, kind);
	const alias: AliasRecord = {
		arn,
		name,
		targetArn: key.arn,
		createdAt: state.time,
		updatedAt: state.time
	};
	from.tracer.add({ kind: 'alias', name, to: key.arn });
	return {
		state: {
			...state,
			keys: new Map([...state.keys, [key.arn, key]]),
			aliases: new Map([...state.aliases, [arn, alias]])
		},
		events: [
			{ type: 'key.created', key },
			{ type: 'alias.put', alias }
		]
	};
}

async function makeKey(from: From, kind: AwsManagedKey): Promise<KeyRecord> {
	const { acting, state, hsm, seed, tracer } = from;
	const { account, region } = acting;
	const keyId = deriveKeyId(seed.parent, sha256(concat(seed.command, utf8(kind.name))), 0);
	const arn = keyArn({ region, account, keyId });
	tracer.add({ kind: 'request', from: 'kms', to: 'hsm', operation: 'CreateKey', carries: [] });
	const [token] = await hsm.generateKeys({
		region,
		keyIds: [keyId],
		seed: { ...seed, label: `aws/${kind.name}` }
	});
	if (!token) throw new Error('the HSM answered without a key token');
	tracer.add({ kind: 'hsm-generate-material', keyArn: arn, materialId: token.materialId, generation: 1 });
	tracer.add({ kind: 'key-transition', keyArn: arn, event: 'create', from: 'none', to: KEY_LIFE.initial });
	const periodInDays = rulesOf(state).awsManagedDays;
	return {
		arn,
		keyId,
		account,
		region,
		createdAt: state.time,
		description: describe(kind),
		manager: 'AWS',
		state: KEY_LIFE.initial,
		rotation: { enabled: true, periodInDays, nextAt: state.time + periodInDays * DAY },
		onDemandRotations: 0,
		generations: [
			{ number: 1, materialId: token.materialId, token: toBase64(token.bytes), createdAt: state.time }
		],
		policy: policyOfManaged(kind, account, region),
		tags: {}
	};
}

/** The policy that nobody can change. */
const policyOfManaged = (kind: AwsManagedKey, account: AccountId, region: Region): string =>
	JSON.stringify(
		{
			Version: '2012-10-17',
			Id: `auto-${kind.name}-2`,
			Statement: [
				{
					Sid: `Allow access through ${kind.name} for all principals in the account that are authorized to use it`,
					Effect: 'Allow',
					Principal: { AWS: '*' },
					Action: AWS_MANAGED_USE,
					Resource: '*',
					Condition: {
						StringEquals: {
							'kms:CallerAccount': account,
							'kms:ViaService': viaServiceOf(kind, region)
						}
					}
				},
				{
					Sid: 'Allow direct access to key metadata to the account',
					Effect: 'Allow',
					Principal: { AWS: `arn:aws:iam::${account}:root` },
					Action: AWS_MANAGED_VIEW,
					Resource: '*'
				}
			]
		},
		undefined,
		2
	);
