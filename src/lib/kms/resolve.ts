/** From what a request or a blob names to the key. Source: KMS Developer Guide, "Key identifiers (KeyId)". */
import { KmsError } from '$lib/domain/errors';
import type { Acting, WorldState } from '$lib/domain/entry';
import { aliasArn, isKeyId, keyArn, parseKmsArn, type AliasName, type KeyArn } from '$lib/domain/ids';
import type { KeyRecord } from '$lib/domain/key';

export interface Resolved {
	readonly key: KeyRecord;
	readonly by: 'key-id' | 'alias';
	readonly alias?: AliasName;
}

const notFound = (message: string): KmsError =>
	new KmsError('NotFoundException', message, { check: 'resolve', detail: message });
const keyNotFound = (arn: string): KmsError => notFound(`Key '${arn}' does not exist`);

/** @throws KmsError NotFoundException; InvalidArnException for what only looks like an ARN */
export function resolveKey(from: {
	readonly ref: string;
	readonly aliasAccepted: boolean;
	readonly state: WorldState;
	readonly acting: Acting;
}): Resolved {
	const { ref, state, acting } = from;
	const parsed = parseKmsArn(ref);
	if (ref.startsWith('arn:') && !parsed)
		throw new KmsError('InvalidArnException', `Invalid arn ${ref}`, {
			check: 'resolve',
			detail: 'not the ARN of a key or alias'
		});
	if (parsed && parsed.region !== acting.region)
		// Recorded from AWS: another Region is NotFoundException, not InvalidArnException.
		throw new KmsError('NotFoundException', `Invalid arn ${parsed.region}`, {
			check: 'resolve',
			detail: 'the ARN is of another Region',
			expected: acting.region,
			got: parsed.region
		});
	if (parsed?.kind === 'alias' || ref.startsWith('alias/')) {
		const name = (parsed?.kind === 'alias' ? parsed.name : ref) as AliasName;
		if (!from.aliasAccepted) throw notFound(`Invalid keyId '${ref}'`);
		const arn = aliasArn({ region: acting.region, account: parsed?.account ?? acting.account, name });
		const target = state.aliases.get(arn)?.targetArn;
		const key = target && state.keys.get(target);
		if (!key) throw notFound(`Alias ${arn} is not found.`);
		return { key, by: 'alias', alias: name };
	}
	if (!parsed && !isKeyId(ref)) throw notFound(`Invalid keyId '${ref}'`);
	const arn = parsed
		? (ref as KeyArn)
		: keyArn({ region: acting.region, account: acting.account, keyId: ref as KeyRecord['keyId'] });
	const key = state.keys.get(arn);
	if (!key) throw keyNotFound(arn);
	return { key, by: 'key-id' };
}
