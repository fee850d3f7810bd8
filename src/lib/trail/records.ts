/**
 * The log as CloudTrail writes it: for each call to KMS a record in each account that gets one, and records of what KMS
 * did by itself. A reading of entries; nothing is kept beside them.
 * Source: KMS Developer Guide, "Logging AWS KMS API calls with AWS CloudTrail" (2026).
 * Differs from AWS: every failed call is recorded (AWS: "in some scenarios" not); records are there at once (AWS: within
 * minutes); data events of other services are left out, as in a trail that does not ask for them.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from '$lib/domain/bytes';
import type { Entry, Json, WorldState } from '$lib/domain/entry';
import type { KeyRecord, MultiRegionSet } from '$lib/domain/key';
import type { ApiCall } from '$lib/domain/service';
import type { TraceStep } from '$lib/domain/trace';
import { callsOf } from '$lib/world/api-calls';
import { identityOf } from './identity';
import { isReadOnly, requestParametersOf, responseElementsOf } from './parameters';
import type { Trailed, TrailRecord } from './record';

const KMS = 'kms.amazonaws.com';
const KEY = 'AWS::KMS::Key';
const INTERNAL = 'AWS Internal';
/** From the range for documentation (RFC 5737). */
const ADDRESS = '192.0.2.10';

const uuid = (...of: readonly (string | number)[]): string => {
	const hex = toHex(sha256(utf8(of.join(' '))));
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
		'-'
	);
};
const second = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
const accountIn = (arn: string): string => arn.split(':')[4] ?? '';
const resource = (ARN: string) => ({ accountId: accountIn(ARN), type: KEY, ARN });

/** Finds a key, also one deleted since: its key store never changes. */
type FindKey = (arn: string) => Pick<KeyRecord, 'customKeyStoreId' | 'xksKeyId'> | undefined;

/** `before` is asked for where a record names what was current until then. */
export function recordsOf(
	entry: Entry,
	before: () => WorldState,
	findKey: FindKey = () => undefined
): readonly Trailed[] {
	const entryId = entry.id;
	return [
		...callsOf(entry).flatMap((call, index): Trailed[] => {
			if (call.source !== KMS) return [];
			const { viaService } = call;
			return callRecords(entry, call, { index, findKey }).map((record) => ({
				...{ record, entryId },
				...(viaService !== undefined && { viaService })
			}));
		}),
		...serviceEvents(entry, before).map((record) => ({ record, entryId }))
	];
}

/** Keys and aliases that the call was about, as KMS found them. */
function resourcesOf(operation: string, steps: readonly TraceStep[]): readonly string[] {
	const keys = steps.flatMap((step) =>
		(step.kind === 'resolve' || step.kind === 'authorize' || step.kind === 'key-transition') && step.keyArn
			? [step.keyArn as string]
			: []
	);
	const aliases = steps.flatMap((step) =>
		step.kind === 'authorize' && step.aliasArn ? [step.aliasArn] : []
	);
	const all = operation === 'UpdateAlias' ? [...aliases, ...keys.slice(-1)] : [...keys, ...aliases];
	return [...new Set(all)];
}

/** Which material answered: only for symmetric keys, since May 2025. */
function materialsOf(operation: string, steps: readonly TraceStep[]): Record<string, Json> | undefined {
	if (!steps.some((step) => step.kind === 'hsm-derive')) return undefined;
	const ids = steps.flatMap((step) => (step.kind === 'hsm-unwrap' ? [step.materialId as string] : []));
	const [first] = ids;
	if (first === undefined) return undefined;
	if (operation !== 'ReEncrypt') return { keyMaterialId: first };
	return { sourceKeyMaterialId: first, destinationKeyMaterialId: ids.at(-1) ?? first };
}

/** Some services write their name, most do not. */
const NAMED_SERVICES: ReadonlySet<string> = new Set(['lambda', 'secretsmanager', 'dynamodb', 'rds']);
function invokerOf(viaService: string | undefined): string | undefined {
	if (viaService === undefined) return undefined;
	const name = viaService.split('.')[0] ?? '';
	return NAMED_SERVICES.has(name) ? `${name}.amazonaws.com` : INTERNAL;
}

/** What a record says beside request and answer: the key store of the key, the grant that was retired. */
function beside(entry: Entry, { operation }: ApiCall, key: ReturnType<FindKey>): Record<string, Json> {
	const retired = operation === 'RetireGrant' && entry.events.find((event) => event.type === 'grant.deleted');
	return {
		...(key?.customKeyStoreId !== undefined && { customKeyStoreId: key.customKeyStoreId }),
		...(key?.xksKeyId !== undefined && { xksKeyId: key.xksKeyId }),
		...(retired && { grantId: retired.id })
	};
}

function callRecords(
	entry: Entry,
	call: ApiCall,
	{ index, findKey }: { readonly index: number; readonly findKey: FindKey }
): readonly TrailRecord[] {
	const { operation, caller, region, outcome } = call;
	const steps = entry.trace.slice(...call.steps);
	const arns = resourcesOf(operation, steps);
	const made = outcome.ok ? madeKey(outcome.result) : undefined;
	const keyArn = arns.find((arn) => arn.includes(':key/')) ?? made;
	const denied = !outcome.ok && outcome.error.code === 'AccessDeniedException';
	const callers = /\.amazonaws\.com$/.test(caller) ? call.account : accountIn(caller) || call.account;
	const owner = keyArn === undefined ? callers : accountIn(keyArn);
	// A call from another account that was refused is in the trail of that account only.
	const recipients = owner === callers || denied ? [callers] : [callers, owner];
	const invokedBy = invokerOf(call.viaService);
	const more = {
		...(outcome.ok && materialsOf(operation, steps)),
		...beside(entry, call, keyArn === undefined ? undefined : findKey(keyArn))
	};
	const named = arns.length > 0 ? arns : made !== undefined ? [made] : [];
	return recipients.map((recipient) => ({
		eventVersion: '1.11',
		userIdentity: identityOf(caller, { viewedBy: recipient, invokedBy }),
		eventTime: second(entry.at),
		eventSource: KMS,
		eventName: operation,
		awsRegion: region,
		sourceIPAddress: invokedBy ?? ADDRESS,
		userAgent: invokedBy ?? 'glass-kms',
		...(!outcome.ok && {
			errorCode: denied ? 'AccessDenied' : outcome.error.code,
			errorMessage: outcome.error.message
		}),
		requestParameters: denied ? null : requestParametersOf(operation, call.input),
		responseElements: outcome.ok ? responseElementsOf(operation, outcome.result, keyArn) : null,
		...(Object.keys(more).length > 0 && { additionalEventData: more }),
		requestID: uuid(entry.id, index, 'request'),
		eventID: uuid(entry.id, index, recipient),
		readOnly: isReadOnly(operation),
		...(named.length > 0 && { resources: named.map(resource) }),
		eventType: 'AwsApiCall',
		managementEvent: true,
		recipientAccountId: recipient,
		...(recipients.length > 1 && { sharedEventID: uuid(entry.id, index, 'shared') }),
		...(invokedBy === undefined && {
			tlsDetails: {
				tlsVersion: 'TLSv1.3',
				cipherSuite: 'TLS_AES_256_GCM_SHA384',
				clientProvidedHostHeader: `kms.${region}.amazonaws.com`
			}
		}),
		eventCategory: 'Management'
	}));
}

function madeKey(result: Json): string | undefined {
	if (result === null || typeof result !== 'object') return undefined;
	const { KeyMetadata, ReplicaKeyMetadata } = result as Record<string, Record<string, Json> | undefined>;
	const arn = (KeyMetadata ?? ReplicaKeyMetadata)?.['Arn'];
	return typeof arn === 'string' ? arn : undefined;
}

/** Rotations, deletions and expiries: KMS itself does them. */
function serviceEvents(entry: Entry, before: () => WorldState): readonly TrailRecord[] {
	const current = new Map<string, string>();
	const materialOf = (arn: string): string | undefined =>
		current.get(arn) ??
		before()
			.keys.get(arn as never)
			?.generations.at(-1)?.materialId;
	return entry.events.flatMap((event, index): readonly TrailRecord[] => {
		switch (event.type) {
			case 'set.put':
				return synchronized(entry, event.set, { index, before });
			case 'key.rotated': {
				const { arn, generation } = event;
				const previous = materialOf(arn);
				current.set(arn, generation.materialId);
				return [
					serviceEvent(entry, 'RotateKey', arn, generation.rotation?.at ?? entry.at, index, {
						rotationType: generation.rotation?.type ?? 'AUTOMATIC',
						keyOrigin: before().keys.get(arn)?.origin ?? 'AWS_KMS',
						...(previous !== undefined && { previousKeyMaterialId: previous }),
						currentKeyMaterialId: generation.materialId,
						keyId: arn.split('/').at(-1) ?? arn
					})
				];
			}
			case 'key.deleted':
				return [
					serviceEvent(
						entry,
						'DeleteKey',
						event.arn,
						before().keys.get(event.arn)?.deletionAt ?? entry.at,
						index
					)
				];
			case 'key.materialChanged': {
				if (entry.command['type'] !== 'clock.advance') return [];
				const gone = before()
					.keys.get(event.arn)
					?.generations.find((one, i) => one.token !== '' && event.generations[i]?.token === '');
				return [
					serviceEvent(
						entry,
						'DeleteExpiredKeyMaterial',
						event.arn,
						gone?.imported?.validTo ?? entry.at,
						index,
						{
							keyId: event.arn.split('/').at(-1) ?? event.arn,
							...(gone && { keyMaterialId: gone.materialId })
						}
					)
				];
			}
			default:
				return [];
		}
	});
}

/**
 * Shared properties are copied to the replicas: a record for the primary alone, as an API call, as AWS's example is.
 * A set that gets or loses a key is not such a change.
 */
function synchronized(
	entry: Entry,
	set: MultiRegionSet,
	{ index, before }: { readonly index: number; readonly before: () => WorldState }
): readonly TrailRecord[] {
	const old = before().sets.get(set.keyId);
	const isSame = old?.rotation === set.rotation && old.primary === set.primary && old.moving === set.moving;
	if (!old || isSame || set.members.length < 2 || old.members.length !== set.members.length) return [];
	const record = serviceEvent(entry, 'SynchronizeMultiRegionKey', set.primary, entry.at, index);
	return [{ ...record, eventType: 'AwsApiCall' }];
}

function serviceEvent(
	entry: Entry,
	eventName: string,
	arn: string,
	at: number,
	index: number,
	details?: Record<string, Json>
): TrailRecord {
	const account = accountIn(arn);
	return {
		eventVersion: '1.11',
		userIdentity: { accountId: account, invokedBy: INTERNAL },
		eventTime: second(at),
		eventSource: KMS,
		eventName,
		awsRegion: arn.split(':')[3] ?? '',
		sourceIPAddress: INTERNAL,
		userAgent: INTERNAL,
		requestParameters: null,
		responseElements: null,
		eventID: uuid(entry.id, 'event', index, arn),
		readOnly: false,
		resources: [resource(arn)],
		eventType: 'AwsServiceEvent',
		managementEvent: true,
		recipientAccountId: account,
		...(details && { serviceEventDetails: details }),
		eventCategory: 'Management'
	};
}
