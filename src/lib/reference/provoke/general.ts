/** Exceptions that come about the same way whatever the operation. */
import { HsmError, type Hsm } from '$lib/domain/hsm';
import type { KmsErrorCode } from '$lib/domain/errors';
import type { OperationName } from '$lib/domain/operations';
import { KEY_STATES } from '$lib/facts/key-states';
import { cannotBe, type MadeKey } from '../key-kinds';
import { requestOn, type Members } from '../requests';
import type { Never, Provocation, Way } from './index';
import { kindFor, type Stage } from '../stage';

/** Ids of the right form that nothing has. */
export const NO_KEY = '00000000-0000-0000-0000-000000000000';
export const NO_GRANT = 'f'.repeat(64);
const NO_STORE = 'cks-00000000000000000';

const on = (key: MadeKey, given: string, input: Members): Provocation => ({
	given,
	probe: key.probe,
	input,
	region: key.region
});
const fitting = async (stage: Stage, operation: OperationName): Promise<MadeKey> =>
	stage.key(kindFor(operation));

/** The request that would succeed, with other members. */
export const changed =
	(given: string, members: Members): Way =>
	async (stage, operation) => {
		const key = await fitting(stage, operation);
		return on(key, given, { ...requestOn(operation, key), ...members });
	};

/** The state that refuses so, if there is one. */
const inSomeState =
	(code: KmsErrorCode): Way =>
	async (stage, operation): Promise<Provocation | Never> => {
		for (const id of [kindFor(operation), 'symmetric-multi-region', 'imported'] as const)
			for (const state of KEY_STATES) {
				if (cannotBe((await stage.key(id)).kind, state)) continue;
				const key = await stage.key(id, state);
				const input = requestOn(operation, key);
				const answer = await key.probe.asks(operation, input, { region: key.region });
				if (!answer.ok && answer.error.code === code) return on(key, `The key is ${state}.`, input);
			}
		return { never: 'the key-state table has the operation succeed in every state that would refuse' };
	};

const named = (name: string, value: string, given: string): Way => changed(given, { [name]: value });
/** The member of the request that names the key. */
const KEY_MEMBER: Partial<Record<OperationName, string>> = {
	CreateAlias: 'TargetKeyId',
	UpdateAlias: 'TargetKeyId',
	ReEncrypt: 'SourceKeyId'
};

/** An HSM that does not answer: its plug was pulled, and no other took its place. */
export const deadHsm = (of: Hsm): Hsm =>
	new Proxy(of, {
		get: (hsm, name) => {
			const value = Reflect.get(hsm, name) as unknown;
			if (typeof value !== 'function' || name === 'close') return value;
			return () => Promise.reject(new HsmError('unavailable', 'the HSM does not answer'));
		}
	});

export const general: Readonly<Partial<Record<KmsErrorCode, Way>>> = {
	DisabledException: inSomeState('DisabledException'),
	KMSInvalidStateException: inSomeState('KMSInvalidStateException'),
	DryRunOperationException: changed('The request would succeed, and asks for a dry run.', { DryRun: true }),
	InvalidArnException: (stage, operation) =>
		named(
			KEY_MEMBER[operation] ?? 'KeyId',
			'arn:aws:kms:nonsense',
			'What looks like an ARN is none.'
		)(stage, operation),
	InvalidGrantTokenException: changed('The grant token is not one that KMS gave.', {
		GrantTokens: ['not a token']
	}),
	InvalidMarkerException: changed('The marker is not from a page before.', { Marker: 'not a marker' }),
	InvalidGrantIdException: changed('The grant id is not 64 hex digits.', { GrantId: 'not-a-grant' }),
	NotFoundException: (stage, operation) =>
		named(KEY_MEMBER[operation] ?? 'KeyId', NO_KEY, 'Nothing has this key id.')(stage, operation),
	CustomKeyStoreNotFoundException: changed('Nothing has this key store id.', { CustomKeyStoreId: NO_STORE }),
	InvalidKeyUsageException: async (stage, operation) => {
		const other = kindFor(operation) === 'hmac' ? 'ecc-signing' : 'hmac';
		const key = await stage.key(other);
		return on(key, `The key is for ${other === 'hmac' ? 'MACs' : 'signing'}.`, requestOn(operation, key));
	},
	DependencyTimeoutException: () => ({
		never: 'KMS here asks no other part of AWS that could fail to answer in time'
	}),
	KeyUnavailableException: () => ({
		never: 'a key here is had or not; nothing fails for a moment and comes back'
	}),
	KMSInternalException: async (stage, operation) => {
		const key = await fitting(stage, operation);
		const input = requestOn(operation, key);
		const dead = key.probe.withHsm(deadHsm);
		const answer = await dead.asks(operation, input, { region: key.region });
		return answer.ok || answer.error.code !== 'KMSInternalException'
			? { never: 'the operation does not ask the HSM, and nothing else inside KMS can fail here' }
			: { given: 'The HSM does not answer.', probe: dead, input, region: key.region };
	}
};
