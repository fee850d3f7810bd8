/** How a thing that a service keeps is protected, in words: by which key, or by whose. */
import type { WorldState } from '$lib/domain/entry';
import type { KeyArn } from '$lib/domain/ids';
import type { ResourceRecord } from '$lib/domain/service';
import type { DefaultEncryption, ObjectBody } from '$lib/services/s3/records';
import { keyName } from './key-name';

const NO_KEY = 'no KMS key';

/** As it was named to the service: an alias as it is, a key by its alias here. With its state where it is known. */
function keyWords(state: WorldState, keyId: string): string {
	if (!keyId.startsWith('arn:')) return keyId;
	return `${keyName(state, keyId)}, ${state.keys.get(keyId as KeyArn)?.state ?? 'deleted'}`;
}
/** What has no ciphertext itself, but a key for what is made of it; `none` is what no key means. */
const named =
	(none: string) =>
	({ body }: ResourceRecord, state: WorldState): string =>
		typeof body['keyId'] === 'string' ? keyWords(state, body['keyId']) : none;

const WORDS: Readonly<Record<string, (one: ResourceRecord, state: WorldState) => string>> = {
	bucket({ body }, state) {
		const { SSEAlgorithm = 'AES256', KMSMasterKeyID } = (body['defaultEncryption'] ??
			{}) as Partial<DefaultEncryption>;
		const also = body['customerKeys'] === true ? '; SSE-C is let in' : '';
		if (SSEAlgorithm === 'AES256') return `SSE-S3 by default${also}`;
		const way = SSEAlgorithm === 'aws:kms' ? 'SSE-KMS' : 'DSSE-KMS';
		return `${way} by default, ${keyWords(state, KMSMasterKeyID ?? 'alias/aws/s3')}${also}`;
	},
	object: ({ body }) =>
		body['encryption'] === 'SSE-C' ? 'SSE-C, a key that the caller brings' : 'SSE-S3, a key of S3',
	secret: named('alias/aws/secretsmanager'),
	queue: named('SSE-SQS, a key of SQS'),
	message: () => 'SSE-SQS, a key of SQS',
	topic: named('not encrypted'),
	published: () => 'not encrypted',
	trail: named('files under SSE-S3'),
	table: () => 'a key of DynamoDB (AWS owned)',
	item: () => 'a key of DynamoDB (AWS owned)'
};

function wayOf({ type, body }: ResourceRecord): string {
	if (type !== 'object') return '';
	const { encryption, wrappedByBucketKey } = body as Partial<ObjectBody>;
	if (encryption === 'aws:kms:dsse') return 'DSSE-KMS, ';
	return wrappedByBucketKey === undefined ? 'SSE-KMS, ' : 'SSE-KMS with a Bucket Key, ';
}

/** `alias/first, Enabled`; or what takes the place of a KMS key of one's own. */
export function protectionOf(state: WorldState, one: ResourceRecord): string {
	const [sealed] = one.sealed;
	if (sealed) return `${wayOf(one)}${keyWords(state, sealed.keyArn)}`;
	return WORDS[one.type]?.(one, state) ?? NO_KEY;
}
