/** What the operations on grants share: finding one, listing them, checking what is asked for. */
import { KmsError } from '$lib/domain/errors';
import type { PrincipalArn } from '$lib/domain/ids';
import { specOf, usageOf, type GrantRecord, type KeyRecord } from '$lib/domain/key';
import type { GrantListEntry, Input } from '$lib/domain/operations';
import { grantOperationsFor } from '$lib/facts/grant-operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from './call';
import { seconds } from './metadata';
import { invalid } from './validate';

/** A principal that a grant can name: account, user, role, session or federated user; no group. */
const PRINCIPAL =
	/^arn:aws[a-z-]*:(?:iam::\d{12}:(?:root|(?:user|role)\/.+)|sts::\d{12}:(?:assumed-role|federated-user)\/.+)$/;

/** A service that makes a grant for its user names itself, as `dynamodb.us-east-1.amazonaws.com`. */
const SERVICE_IN_REGION = /^[a-z]+\.[a-z0-9-]+\.amazonaws\.com$/;

/** The ARN of a principal; a bare account id stands for the account. @throws KmsError InvalidArnException */
export function principalOf(text: string, { orService }: { readonly orService: boolean }): PrincipalArn {
	if (orService && SERVICE_IN_REGION.test(text)) return text as PrincipalArn;
	const arn = /^\d{12}$/.test(text) ? `arn:aws:iam::${text}:root` : text;
	if (PRINCIPAL.test(arn)) return arn as PrincipalArn;
	throw new KmsError('InvalidArnException', `Invalid arn ${text}`, {
		check: 'validation',
		detail: 'expected the ARN of an account, user, role, session or federated user',
		got: text
	});
}

export const grantEntry = (grant: GrantRecord): GrantListEntry => ({
	KeyId: grant.keyArn,
	GrantId: grant.id,
	...(grant.name !== undefined && { Name: grant.name }),
	CreationDate: seconds(grant.createdAt),
	...(grant.grantee && { GranteePrincipal: grant.grantee }),
	...(grant.retiring && { RetiringPrincipal: grant.retiring }),
	IssuingAccount: `arn:aws:iam::${grant.issuingAccount}:root`,
	Operations: grant.operations,
	...(grant.constraints && { Constraints: grant.constraints }),
	...(grant.granteeService && { GranteeServicePrincipal: grant.granteeService }),
	...(grant.retiringService && { RetiringServicePrincipal: grant.retiringService })
});

export const grantsOn = ({ state }: Call, key: KeyRecord): readonly GrantRecord[] =>
	[...state.grants.values()].filter((grant) => grant.keyArn === key.arn);

/** @throws KmsError NotFoundException */
export function grantOn({ state }: Call, key: KeyRecord, id: string): GrantRecord {
	const grant = state.grants.get(id);
	if (grant?.keyArn === key.arn) return grant;
	throw grantNotFound(id);
}

export const grantNotFound = (id: string): KmsError =>
	new KmsError('NotFoundException', `Grant ID ${id} not found`, {
		check: 'resolve',
		detail: 'the key has no such grant'
	});

/** The rules that the table of constraints cannot say. @throws KmsError ValidationException */
export function checkGrantInput(key: KeyRecord, input: Input<'CreateGrant'>): void {
	if ((input.GranteePrincipal === undefined) === (input.GranteeServicePrincipal === undefined))
		throw invalid('Specify either GranteePrincipal or GranteeServicePrincipal.');
	if (input.RetiringPrincipal !== undefined && input.RetiringServicePrincipal !== undefined)
		throw invalid('Specify either RetiringPrincipal or RetiringServicePrincipal, not both.');
	if (input.GranteeServicePrincipal !== undefined) {
		if (input.Constraints?.SourceArn === undefined)
			throw invalid('A grant to a service principal needs the constraint SourceArn.');
		if (input.RetiringPrincipal === undefined && input.RetiringServicePrincipal === undefined)
			throw invalid('A grant to a service principal needs a retiring principal.');
	}
	if (input.Operations.length === 0) throw invalid('Operations: expected at least one operation');
	const spec = specOf(key);
	const fitting = grantOperationsFor({ spec, usage: usageOf(key) });
	const wrong = input.Operations.filter((operation) => !fitting.has(operation));
	if (wrong.length > 0)
		throw invalid(
			`Grant operations [${wrong.join(', ')}] are not supported by key spec ${spec} of ${key.arn}`
		);
	const { EncryptionContextEquals, EncryptionContextSubset } = input.Constraints ?? {};
	if (spec !== 'SYMMETRIC_DEFAULT' && (EncryptionContextEquals ?? EncryptionContextSubset))
		throw invalid(`Encryption context constraints are not supported by key spec ${spec} of ${key.arn}`);
	for (const name of ['EncryptionContextEquals', 'EncryptionContextSubset'] as const) {
		const pairs = Object.entries(input.Constraints?.[name] ?? {});
		const { pairs: most, value: longest } = LIMITS.grantConstraint;
		if (pairs.length > most) throw invalid(`${name}: expected at most ${most} pairs, got ${pairs.length}`);
		const long = pairs.find(([, value]) => value.length > longest);
		if (long) throw invalid(`${name}: expected values of at most ${longest} characters in "${long[0]}"`);
	}
}
