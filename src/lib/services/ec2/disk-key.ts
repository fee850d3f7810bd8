/**
 * The data key of a disk: 64 bytes, for AES-256-XTS. The caller lets EC2's own machines open it by a grant; they call
 * KMS as the role aws:ec2-infrastructure, in a session named after the instance, volume or snapshot.
 * Source: KMS Developer Guide, services-ebs, ct-ec2one, ct-ec2two (2023). XTS is unverified in those texts; who retires
 * the grant, too.
 */
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { Acting } from '$lib/domain/entry';
import { fromBase64 } from '$lib/domain/bytes';
import {
	keyArn,
	parseKmsArn,
	type KeyArn,
	type KeyId,
	type PrincipalArn,
	type Region
} from '$lib/domain/ids';
import type { SealedUnder } from '$lib/domain/service';
import { newDiskKey, sealedUnder } from '../data-keys';
import type { ServiceCall } from '../service';

/** As the caller, through EC2, in a Region. */
export type By = (region?: Region) => Acting;
export const asCaller =
	(call: ServiceCall): By =>
	(region) =>
		call.forCaller(region);

export const contextOf = (id: string): EncryptionContext => ({ 'aws:ebs:id': id });

const infrastructure = ({ account }: Acting, region: Region, session: string): Acting => ({
	...{ account, region },
	caller: `arn:aws:sts::${account}:assumed-role/aws:ec2-infrastructure/${session}` as PrincipalArn
});
const regionOf = (arn: KeyArn): Region => arn.split(':')[3] as Region;

/** CreateGrant takes no alias: KMS says which key it means. */
export async function keyArnOf(call: ServiceCall, keyId: string, by: Acting): Promise<KeyArn> {
	const parsed = parseKmsArn(keyId);
	if (parsed?.kind === 'key') return keyId as KeyArn;
	if (!parsed && !keyId.startsWith('alias/')) return keyArn({ ...by, keyId: keyId as KeyId });
	const { KeyMetadata: found } = await call.kms.call('DescribeKey', { KeyId: keyId }, by);
	return found.Arn as KeyArn;
}

/** A new data key; nobody has seen its plaintext. */
export const newKeyFor = (call: ServiceCall, keyId: string, id: string, by: Acting): Promise<SealedUnder> =>
	newDiskKey(call, { keyId, context: contextOf(id), refusals: {}, by });

/** The same data key, wrapped again for another disk under the same key. */
export async function wrapAgain(
	call: ServiceCall,
	{ blob, context, keyArn: arn }: SealedUnder,
	id: string,
	by: Acting
): Promise<SealedUnder> {
	const made = await call.kms.call(
		'ReEncrypt',
		{
			CiphertextBlob: fromBase64(blob),
			SourceEncryptionContext: context,
			SourceKeyId: arn,
			DestinationKeyId: arn,
			DestinationEncryptionContext: contextOf(id)
		},
		by
	);
	return sealedUnder(call, made, contextOf(id));
}

export interface Lent {
	readonly acting: Acting;
	readonly keyArn: KeyArn;
	readonly context: EncryptionContext;
	readonly grantId: string;
	readonly token: string;
}

/** As the caller: the machine called `session` may decrypt what has this context, and nothing else. */
export async function lend(
	call: ServiceCall,
	{ keyArn: arn, context }: Pick<SealedUnder, 'keyArn' | 'context'>,
	session: string,
	by: By
): Promise<Lent> {
	const region = regionOf(arn);
	const user = by(region);
	const acting = infrastructure(user, region, session);
	const made = await call.kms.call(
		'CreateGrant',
		{
			KeyId: arn,
			GranteePrincipal: acting.caller,
			RetiringPrincipal: acting.caller,
			Operations: ['Decrypt'],
			Constraints: { EncryptionContextSubset: context }
		},
		user
	);
	return { ...{ acting, context }, keyArn: arn, grantId: made.GrantId, token: made.GrantToken };
}

/** As that machine, under the grant: the plaintext data key. */
export async function openLent(call: ServiceCall, lent: Lent, { blob }: SealedUnder): Promise<Uint8Array> {
	const { acting, context, token, keyArn: arn } = lent;
	const opened = await call.kms.call(
		'Decrypt',
		{
			...{ CiphertextBlob: fromBase64(blob), EncryptionContext: context, GrantTokens: [token] },
			// In the account of the key the blob says which.
			...(!arn.includes(`:${acting.account}:`) && { KeyId: arn })
		},
		acting
	);
	return opened.Plaintext.slice();
}

type Retiring = Pick<Lent, 'acting' | 'keyArn' | 'grantId'>;

/** Nothing to do when somebody has revoked it, or the key is gone. */
export async function giveBack(call: ServiceCall, { acting, keyArn: arn, grantId }: Retiring): Promise<void> {
	if (!call.state().grants.has(grantId)) return;
	await call.kms.call('RetireGrant', { KeyId: arn, GrantId: grantId }, acting);
}

export const retiring = (
	{ acting }: ServiceCall,
	arn: KeyArn,
	session: string,
	grantId: string
): Retiring => ({ acting: infrastructure(acting, regionOf(arn), session), keyArn: arn, grantId });
