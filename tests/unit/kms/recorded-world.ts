/** A world in which a recorded case is done again, and what stands for the recording's placeholders in it. */
import type { Acting, Command } from '$lib/domain/entry';
import { region } from '$lib/domain/ids';
import { testWorld } from '../world/world';

export type Members = Readonly<Record<string, unknown>>;

export const SECOND_REGION = region('us-east-1');
export const NO_KEY = '134f2428-cec1-4b25-a1ae-9048164dba47';
export const NO_MRK = 'mrk-134f2428cec14b25a1ae9048164dba47';

export function compared() {
	const world = testWorld();
	const { account, region: here } = world.acting;
	const placeholders: Record<string, string> = {
		'<partition>': 'aws',
		'<region>': here,
		'<secondary-region>': SECOND_REGION,
		'111111111111': account
	};
	/** An answer as the SDK gives it: members, or `Error`. */
	async function ask(operation: string, input: object, where: Partial<Acting> = {}): Promise<Members> {
		const command = { type: 'kms', operation, input, ...world.acting, ...where } as unknown as Command;
		const { entry, output } = await world.run(command);
		if (entry.outcome.ok) return output as unknown as Members;
		const { code, message, status } = entry.outcome.error;
		return { Error: { Code: code, Message: message }, ResponseMetadata: { HTTPStatusCode: status } };
	}
	/** A new key, which `<key-id:1>` and `<key-arn>` mean from now on. */
	async function key(input: object = {}, where: Partial<Acting> = {}) {
		const { KeyMetadata } = (await ask('CreateKey', input, where)) as { KeyMetadata: Record<string, string> };
		const of = { id: KeyMetadata['KeyId']!, arn: KeyMetadata['Arn']! };
		Object.assign(placeholders, { '<key-id:1>': of.id, '<resource:1>': of.id, '<key-arn>': of.arn });
		return of;
	}
	const arnOf = (id: string): string => `arn:aws:kms:${here}:${account}:key/${id}`;
	return { world, placeholders, ask, key, arnOf };
}
export type Compared = ReturnType<typeof compared>;
