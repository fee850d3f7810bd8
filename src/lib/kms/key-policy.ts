/**
 * Key policies as documents: the one AWS attaches, and what is checked before one is stored.
 * Sources: KMS Developer Guide, "Default key policy", "Key policies" (format); API PutKeyPolicy. `Id` and `Sid` as seen
 * in real output.
 * Differs from AWS: whether the caller locks itself out is for whoever evaluates policies to say.
 */
import { utf8 } from '$lib/domain/bytes';
import { KmsError } from '$lib/domain/errors';
import type { AccountId } from '$lib/domain/ids';
import type { KeyRecord } from '$lib/domain/key';
import { LIMITS } from '$lib/facts/limits';

/** The only name a key policy can have. */
export const POLICY_NAME = 'default';

/** What a key has when CreateKey is given none: the account decides by its IAM policies. */
export const defaultKeyPolicy = (account: AccountId): string => `{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "arn:aws:iam::${account}:root"
    },
    "Action" : "kms:*",
    "Resource" : "*"
  } ]
}`;

export const policyOf = (key: KeyRecord): string => key.policy ?? defaultKeyPolicy(key.account);

/** @throws KmsError LimitExceededException, MalformedPolicyDocumentException */
export function checkPolicy(text: string): void {
	const { length } = utf8(text);
	if (length > LIMITS.keyPolicy)
		throw new KmsError('LimitExceededException', `The key policy is longer than ${LIMITS.keyPolicy} bytes.`, {
			check: 'limit',
			detail: `at most ${LIMITS.keyPolicy} bytes (the limit is unverified: AWS's model of 2026 allows more)`,
			got: `${length} bytes`
		});
	if (!isJsonObject(text))
		throw new KmsError('MalformedPolicyDocumentException', '', {
			check: 'validation',
			detail: 'expected a key policy to be a JSON object'
		});
}

function isJsonObject(text: string): boolean {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value);
	} catch {
		return false;
	}
}

/** @throws KmsError NotFoundException */
export function checkPolicyName(name: string | undefined): void {
	if (name === undefined || name === POLICY_NAME) return;
	throw new KmsError('NotFoundException', 'No such policy exists', {
		check: 'resolve',
		detail: 'a key has one policy, and its name is default',
		expected: POLICY_NAME,
		got: name
	});
}
