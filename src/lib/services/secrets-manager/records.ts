/** What Secrets Manager keeps: a secret with its key's name and policy, and each version of its value, encrypted. */
import type { ResourceRecord } from '$lib/domain/service';
import { textOf } from '../input';
import { arnHere, find } from '../records';
import type { ServiceCall } from '../service';

export interface SecretBody {
	/** As it was named; absent: alias/aws/secretsmanager. */
	readonly keyId?: string;
	/** The resource policy as text. */
	readonly policy?: string;
}
export type Stage = string;
export interface VersionBody {
	readonly secret: string;
	readonly versionId: string;
	/** AWSCURRENT, AWSPENDING, AWSPREVIOUS and labels of one's own. */
	readonly stages: readonly Stage[];
	/** Base64: IV, ciphertext and tag. */
	readonly ciphertext: string;
}
export type Secret = ResourceRecord<SecretBody>;
export type Version = ResourceRecord<VersionBody>;

export const DEFAULT_KEY = 'alias/aws/secretsmanager';
/** The versions that follow the secret's key. */
export const LABELS: readonly Stage[] = ['AWSCURRENT', 'AWSPENDING', 'AWSPREVIOUS'];
export const versionArn = (secret: string, id: string): string => `${secret}?version=${id}`;

/** By name in the caller's account and Region, or by ARN anywhere. */
export function findSecret(call: ServiceCall): Secret {
	const id = textOf(call, 'SecretId');
	const arn = id.startsWith('arn:')
		? id
		: ([...call.state().resources.values()].find(
				(one) => one.type === 'secret' && one.name === id && one.arn.startsWith(arnHere(call, 'secret:'))
			)?.arn ?? id);
	return find<SecretBody>(
		call,
		{ arn, type: 'secret' },
		{
			code: 'ResourceNotFoundException',
			message: "Secrets Manager can't find the specified secret."
		}
	);
}

export const versionsOf = (call: Pick<ServiceCall, 'state'>, secret: Secret): readonly Version[] =>
	([...call.state().resources.values()] as unknown as readonly Version[]).filter(
		(one) => one.type === 'secret-version' && one.body.secret === secret.arn
	);
export const staged = (versions: readonly Version[], stage: Stage): Version | undefined =>
	versions.find((one) => one.body.stages.includes(stage));
