/** Asks services in a test world, as anybody. */
import { fromBase64, fromUtf8 } from '$lib/domain/bytes';
import type { Command, Entry } from '$lib/domain/entry';
import type { ResourceRecord, ServiceName } from '$lib/domain/service';
import { openBytes } from '$lib/services/cipher';
import { callsOf } from '$lib/world/api-calls';
import { testWorld } from '../world/world';

export const HOME = '111122223333';
export const OTHER = '444455556666';
export const ALICE = `arn:aws:iam::${HOME}:user/Alice`;
export const BOB = `arn:aws:iam::${OTHER}:user/Bob`;

export interface Asked {
	readonly entry: Entry;
	/** `ok`, or the error's code. */
	readonly answer: string;
	readonly message: string;
	readonly result: Readonly<Record<string, unknown>>;
	/** The calls to KMS, in order: `GenerateDataKey`. */
	readonly kms: readonly string[];
}

export function cloud(seed = 7) {
	const world = testWorld({ seed });
	const run = async (command: object, caller = ALICE, region = world.acting.region): Promise<Asked> => {
		const account = caller.split(':')[4];
		const { entry, answer } = await world.run({ ...command, caller, account, region } as unknown as Command);
		return {
			entry,
			answer: entry.outcome.ok ? 'ok' : entry.outcome.error.code,
			message: entry.outcome.ok ? '' : entry.outcome.error.message,
			result: answer ?? {},
			kms: callsOf(entry)
				.filter(({ source }) => source === 'kms.amazonaws.com')
				.map(({ operation }) => operation)
		};
	};
	return {
		world,
		ask: (service: ServiceName, operation: string, input: object, caller?: string, region?: string) =>
			run({ type: 'service', service, operation, input }, caller, region as never),
		kms: (operation: string, input: object, caller?: string, region?: string) =>
			run({ type: 'kms', operation, input }, caller, region as never),
		wait: (by: number) => world.run({ type: 'clock.advance', by, ...world.acting }),
		/** IAM gives a principal one policy. */
		letIam: (arn: string, ...Action: readonly string[]) =>
			world.run({
				type: 'iam.putPrincipal',
				principal: {
					arn,
					identityPolicies: [
						{
							name: 'Test',
							policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }
						}
					]
				},
				...world.acting
			}),
		/** What services keep of a type, oldest first. */
		kept: (type: string): readonly ResourceRecord[] =>
			[...world.state().resources.values()].filter((one) => one.type === type)
	};
}
export type Cloud = ReturnType<typeof cloud>;

export const MINUTE = 60_000;
export const DAY = 86_400_000;
export const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });
export const statement = (Principal: object, Action: string | readonly string[], more: object = {}) => ({
	...{ Effect: 'Allow', Principal, Action, Resource: '*' },
	...more
});
export const document = (...Statement: readonly object[]): string =>
	JSON.stringify({ Version: '2012-10-17', Statement });

export async function newKey(it: Cloud, input: object = {}): Promise<string> {
	const { KeyMetadata } = await it.world.kms('CreateKey', input);
	return KeyMetadata.KeyId;
}

/** Each call to KMS: who, through what, under which context. */
export const callsTo = (entry: Entry) =>
	callsOf(entry)
		.filter(({ source }) => source === 'kms.amazonaws.com')
		.map(({ operation, caller, viaService, sourceArn, input }) => {
			const { EncryptionContext: context, KeyId: keyId } = input as Readonly<Record<string, unknown>>;
			return { operation, caller, viaService, sourceArn, context, keyId };
		});

/** The inspector's way: the key in KMS opens the encrypted data key, and that the ciphertext. */
export async function openedByHand(it: Cloud, { sealed, body }: ResourceRecord): Promise<string> {
	const { blob, context } = sealed[0]!;
	const opened = await it.world.kms('Decrypt', {
		CiphertextBlob: fromBase64(blob),
		EncryptionContext: context
	});
	return fromUtf8(openBytes(opened.Plaintext, fromBase64(body['ciphertext'] as string)));
}
