/** Steps of somebody else than the world's own person, and policies in a few words. */
import type { Acting, Command } from '$lib/domain/entry';
import { accountId, type PrincipalArn } from '$lib/domain/ids';
import type { OperationName, Input } from '$lib/domain/operations';
import { answerOf, keyIdAt, kms, type ScenarioStep, type SoFar } from './scenario';
import { CONTEXT, TEXT } from './parts';

export const HOME = '111122223333';
export const OTHER = '444455556666';
export const ALICE = `arn:aws:iam::${HOME}:user/Alice`;
export const CARLOS = `arn:aws:iam::${HOME}:user/Carlos`;
export const APPLICATION = `arn:aws:iam::${HOME}:role/Application`;
export const KEY_ADMINISTRATOR = `arn:aws:iam::${HOME}:role/KeyAdministrator`;
export const BOB = `arn:aws:iam::${OTHER}:user/Bob`;
export const DANA = `arn:aws:iam::${OTHER}:user/Dana`;
export const DENIED = 'AccessDeniedException';

/** The same command, by somebody else. */
export const as = (caller: string, command: (so: SoFar) => Command): ((so: SoFar) => Command) => {
	const acting: Pick<Acting, 'caller' | 'account'> = {
		caller: caller as PrincipalArn,
		account: accountId(caller.split(':')[4] ?? '')
	};
	return (so) => ({ ...command(so), ...acting });
};

export const arnAt = (so: SoFar, index: number): string => [...so.state.keys.keys()][index] ?? '';

export const allow = (principal: string, ...actions: readonly string[]): object => ({
	Effect: 'Allow',
	Principal: { AWS: principal },
	Action: actions.length === 1 ? actions[0] : actions,
	Resource: '*'
});
export const root = (account: string): string => `arn:aws:iam::${account}:root`;
export const policy = (...statements: readonly object[]): string =>
	JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);

export const keyWithPolicy = (description: string, document: string): ScenarioStep => ({
	phase: 'Create a key',
	command: kms('CreateKey', { Description: description, Policy: document })
});
export const putPolicy = (
	phase: string,
	document: string,
	more: Partial<ScenarioStep> = {}
): ScenarioStep => ({
	phase,
	command: kms('PutKeyPolicy', (so) => ({ KeyId: keyIdAt(so, 0), Policy: document })),
	...more
});
type Of<O extends OperationName> = Partial<Input<O>>;

export const encryptAs = (
	phase: string,
	caller: string,
	fails?: string,
	more: Of<'Encrypt'> = {}
): ScenarioStep => ({
	phase,
	...(fails !== undefined && { fails }),
	command: as(
		caller,
		kms('Encrypt', (so) => ({
			KeyId: arnAt(so, 0),
			Plaintext: TEXT,
			EncryptionContext: CONTEXT,
			...more
		}))
	)
});
export const decryptAs = (phase: string, caller: string, fails?: string): ScenarioStep => ({
	phase,
	...(fails !== undefined && { fails }),
	command: as(
		caller,
		kms('Decrypt', (so) => ({
			KeyId: arnAt(so, 0),
			CiphertextBlob: answerOf<'Encrypt', 'CiphertextBlob'>(so, 'sealed', 'CiphertextBlob'),
			EncryptionContext: CONTEXT
		}))
	)
});
/** IAM gives a principal one policy. */
export const iamAllows = (phase: string, arn: string, ...actions: readonly string[]): ScenarioStep => ({
	phase,
	command: ({ acting }) => ({
		type: 'iam.putPrincipal',
		principal: {
			arn,
			identityPolicies: [
				{
					name: 'UseKeys',
					policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] }
				}
			]
		},
		...acting
	})
});
