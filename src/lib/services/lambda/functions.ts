/**
 * A function and its environment variables. The variables are at most 4 KB, so KMS encrypts them itself: no data key.
 * Sources: Lambda Developer Guide, "Securing environment variables"; a CloudTrail log of October 2025 (the call at a
 * cold start). Unverified: Encrypt at the change of a configuration, and the grant for the execution role.
 */
import { fromBase64, fromUtf8, toBase64, utf8 } from '$lib/domain/bytes';
import type { KeyArn, KeyMaterialId } from '$lib/domain/ids';
import type { ResourceRecord, SealedUnder } from '$lib/domain/service';
import { textOf } from '../input';
import type { Memory } from '../memory';
import { arnHere, find } from '../records';
import { ServiceError, type ServiceCall } from '../service';
import { throughKms, type Refusals } from '../through-kms';

export interface FunctionBody {
	/** The execution role. */
	readonly role: string;
	/** Absent: alias/aws/lambda. */
	readonly keyId?: string;
	/** Base64 of what KMS encrypted: the same as in `sealed`, here to be looked at. */
	readonly ciphertext?: string;
	readonly grant?: { readonly id: string; readonly token: string };
}
export type LambdaFunction = ResourceRecord<FunctionBody>;
export type Variables = Readonly<Record<string, string>>;
export interface Environment {
	readonly sealed: readonly SealedUnder[];
	readonly body: Pick<FunctionBody, 'ciphertext' | 'grant'>;
	readonly memory?: Memory;
}

export const DEFAULT_KEY = 'alias/aws/lambda';
export const functionArn = (call: ServiceCall, name: string): string => arnHere(call, `function:${name}`);
export const contextOf = ({ arn }: Pick<LambdaFunction, 'arn'>) => ({ 'aws:lambda:FunctionArn': arn });

/** Source: Lambda API, errors of Invoke (2026). The texts are KMS's. */
export const REFUSALS: Refusals = {
	AccessDeniedException: { code: 'KMSAccessDeniedException', status: 502 },
	DisabledException: { code: 'KMSDisabledException', status: 502 },
	KMSInvalidStateException: { code: 'KMSInvalidStateException', status: 502 },
	NotFoundException: { code: 'KMSNotFoundException', status: 502 },
	InvalidKeyUsageException: { code: 'InvalidParameterValueException', status: 400 }
};

export function findFunction(call: ServiceCall): LambdaFunction {
	const name = textOf(call, 'FunctionName');
	const arn = functionArn(call, name);
	return find<FunctionBody>(
		call,
		{ arn, type: 'function' },
		{ code: 'ResourceNotFoundException', message: `Function not found: ${arn}`, status: 404 }
	);
}

export function variablesOf({ input }: Pick<ServiceCall, 'input'>): Variables | undefined {
	const environment = input['Environment'];
	if (environment === undefined) return undefined;
	const { Variables: variables } = (environment ?? {}) as { readonly Variables?: unknown };
	const named =
		variables !== null &&
		typeof variables === 'object' &&
		Object.entries(variables).every(
			([name, value]) => /^[a-zA-Z]\w+$/.test(name) && typeof value === 'string'
		);
	if (named) return variables as Variables;
	throw new ServiceError(
		'InvalidParameterValueException',
		'Environment: expected { Variables: { NAME: "text" } }',
		{ check: 'validation' }
	);
}

/** As whoever configures it; with a key of the account's own, a grant lets the execution role read them later. */
export async function sealVariables(
	call: ServiceCall,
	of: Pick<LambdaFunction, 'arn'> & { readonly body: FunctionBody },
	variables: Variables
): Promise<Environment> {
	const { role, keyId } = of.body;
	const plaintext = utf8(JSON.stringify(variables));
	const made = await throughKms(REFUSALS, () =>
		call.kms.call(
			'Encrypt',
			{ KeyId: keyId ?? DEFAULT_KEY, Plaintext: plaintext, EncryptionContext: contextOf(of) },
			call.forCaller()
		)
	);
	const blob = toBase64(made.CiphertextBlob);
	const sealed: SealedUnder = {
		...{ blob, keyArn: made.KeyId as KeyArn, context: contextOf(of) },
		materialId: call.materialOf(made.CiphertextBlob) as KeyMaterialId
	};
	const grant = keyId === undefined ? undefined : await grantToRole(call, sealed, role);
	return { sealed: [sealed], body: { ciphertext: blob, ...(grant && { grant }) } };
}

async function grantToRole(call: ServiceCall, { keyArn, context }: SealedUnder, role: string) {
	const made = await throughKms(REFUSALS, () =>
		call.kms.call(
			'CreateGrant',
			{
				...{ KeyId: keyArn, GranteePrincipal: role, Operations: ['Decrypt', 'RetireGrant'] },
				Constraints: { EncryptionContextEquals: context }
			},
			call.forCaller()
		)
	);
	return { id: made.GrantId, token: made.GrantToken };
}

/** As `by`: the person who looks at the configuration, or the execution role. */
export async function openVariables(
	call: ServiceCall,
	of: LambdaFunction,
	by = call.forCaller()
): Promise<Uint8Array> {
	const [sealed] = of.sealed;
	if (!sealed) return utf8('{}');
	const { grant } = of.body;
	const opened = await throughKms(REFUSALS, () =>
		call.kms.call(
			'Decrypt',
			{
				CiphertextBlob: fromBase64(sealed.blob),
				EncryptionContext: sealed.context,
				...(grant && { GrantTokens: [grant.token] })
			},
			by
		)
	);
	return opened.Plaintext.slice();
}
export const read = (plaintext: Uint8Array): Variables => JSON.parse(fromUtf8(plaintext)) as Variables;
