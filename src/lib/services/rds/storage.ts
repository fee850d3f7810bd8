/**
 * The storage of a database: the user's grant to RDS, and what RDS does under it. The data key is opened where the
 * database runs and stays in memory there while it runs.
 * Source: KMS Developer Guide, services-rds (2021): the context; RDS User Guide, "Encrypting Amazon RDS resources".
 * Differs from AWS: one volume a database; the operations in RDS's grant are not published.
 */
import { fromBase64, fromUtf8, utf8 } from '$lib/domain/bytes';
import type { KeyArn } from '$lib/domain/ids';
import type { ResourceRecord, SealedUnder } from '$lib/domain/service';
import { blocksOf, bytesOf, openedBlocks, sealedBlocks, thingOf, type Blocks } from '../blocks';
import { byGrant, grantee } from '../callers';
import { sealedUnder } from '../data-keys';
import { ServiceError, type ServiceCall } from '../service';
import { throughKms, type Refusal, type Refusals } from '../through-kms';
import type { Storage, StorageGrant } from './records';

export const DEFAULT_KEY = 'alias/aws/rds';

const NOT_ACCESSIBLE: Refusal = { code: 'KMSKeyNotAccessibleFault', status: 400 };
export const REFUSALS: Refusals = {
	AccessDeniedException: NOT_ACCESSIBLE,
	DisabledException: NOT_ACCESSIBLE,
	KMSInvalidStateException: NOT_ACCESSIBLE,
	NotFoundException: NOT_ACCESSIBLE,
	InvalidKeyUsageException: NOT_ACCESSIBLE
};

type Place = Pick<ResourceRecord, 'arn' | 'account' | 'region'>;
interface Ids {
	readonly dbId: string;
	readonly volumeId: string;
}
const contextOf = ({ dbId, volumeId }: Ids) => ({ 'aws:rds:db-id': dbId, 'aws:ebs:id': volumeId });

/** @throws ServiceError KMSKeyNotAccessibleFault for a key that is no symmetric encryption key, or not enabled */
export async function usableKey(call: ServiceCall, keyId: string): Promise<KeyArn> {
	const { KeyMetadata: key } = await throughKms(REFUSALS, () =>
		call.kms.call('DescribeKey', { KeyId: keyId }, call.forCaller())
	);
	const arn = key.Arn as KeyArn;
	const why =
		key.KeySpec !== 'SYMMETRIC_DEFAULT'
			? `RDS takes symmetric encryption keys only; ${arn} is ${key.KeySpec}`
			: key.KeyState !== 'Enabled'
				? `${arn} is ${key.KeyState}`
				: undefined;
	if (why === undefined) return arn;
	throw new ServiceError('KMSKeyNotAccessibleFault', `The KMS key is not accessible: ${why}.`);
}

/** As the user, so that RDS can go on alone, for this database only. */
export async function grantToRds(call: ServiceCall, keyArn: KeyArn, dbId: string): Promise<StorageGrant> {
	const rds = grantee(call, call.acting.region);
	const made = await throughKms(REFUSALS, () =>
		call.kms.call(
			'CreateGrant',
			{
				KeyId: keyArn,
				GranteePrincipal: rds,
				RetiringPrincipal: rds,
				Operations: [
					'Decrypt',
					'GenerateDataKeyWithoutPlaintext',
					'DescribeKey',
					'CreateGrant',
					'RetireGrant'
				],
				Constraints: { EncryptionContextSubset: { 'aws:rds:db-id': dbId } }
			},
			call.forCaller()
		)
	);
	return { id: made.GrantId, token: made.GrantToken };
}

/** A new encrypted data key of 64 bytes. Nobody has seen its plaintext. */
export async function newStorageKey(
	call: ServiceCall,
	{ place, keyArn, ids, grant }: { place: Place; keyArn: KeyArn; ids: Ids; grant: StorageGrant }
): Promise<SealedUnder> {
	const context = contextOf(ids);
	const made = await throughKms(REFUSALS, () =>
		call.kms.call(
			'GenerateDataKeyWithoutPlaintext',
			{ KeyId: keyArn, NumberOfBytes: 64, EncryptionContext: context, GrantTokens: [grant.token] },
			byGrant(call, place)
		)
	);
	return sealedUnder(call, made, context);
}

/** Where the database runs: the plaintext data key. */
export async function openStorageKey(
	call: ServiceCall,
	place: Place,
	sealed: SealedUnder,
	grant: StorageGrant
): Promise<Uint8Array> {
	const { blob, context, keyArn } = sealed;
	const opened = await throughKms(REFUSALS, () =>
		call.kms.call(
			'Decrypt',
			{
				...{ KeyId: keyArn, CiphertextBlob: fromBase64(blob), EncryptionContext: context },
				GrantTokens: [grant.token]
			},
			byGrant(call, place)
		)
	);
	return opened.Plaintext.slice();
}

const DATABASE = { of: 'database', plain: 'rows' };
/** The rows as JSON, block by block, as EBS below the database encrypts them. */
export function write(call: ServiceCall, key: Uint8Array, rows: readonly string[], label: string): Blocks {
	const named = { ...DATABASE, label };
	const sealed = sealedBlocks(call, key, blocksOf(utf8(JSON.stringify(rows))), named);
	call.trace.add({ kind: 'store', thing: thingOf(call, sealed, 'ciphertext', named), name: label });
	return sealed;
}
export function read(
	call: ServiceCall,
	key: Uint8Array,
	{ blocks }: Pick<Storage, 'blocks'>,
	label: string
): readonly string[] {
	const opened = openedBlocks(call, key, blocks, { ...DATABASE, label });
	return JSON.parse(fromUtf8(bytesOf(opened))) as readonly string[];
}
