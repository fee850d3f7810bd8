/**
 * Step 0: the key that a reference means, in the Region whose endpoint is called.
 * Models: KMS API Reference, `KeyId` of each operation; KMS Developer Guide, "Key identifiers (KeyId)".
 * Differs from AWS: messages of what is not found are as seen in public reports.
 */
import type { KmsErrorCode } from '$lib/domain/errors';
import { parseKmsArn } from '$lib/domain/ids';
import { actionFacts } from '$lib/facts/kms-actions';
import type { Caller } from './caller';
import type { PolicyKey, PolicyWorld } from './world';

export interface KeyRefusal {
	readonly decidedBy: 'keyRef' | 'region';
	readonly reason: 'NOT_FOUND_KEY' | 'NOT_FOUND_ALIAS' | 'NOT_FOUND_WRONG_REGION' | 'INVALID_KEY_REF';
	readonly error: KmsErrorCode;
	readonly message: string;
}
export type Resolved =
	| { readonly ok: true; readonly key: PolicyKey; readonly alias?: string }
	| { readonly ok: false; readonly refusal: KeyRefusal };

interface Reference {
	readonly world: PolicyWorld;
	readonly caller: Caller;
	readonly region: string;
	/** Whether an alias is taken depends on the operation. */
	readonly action: string;
	readonly ref: string;
}

const refuse = (
	decidedBy: KeyRefusal['decidedBy'],
	reason: KeyRefusal['reason'],
	message: string,
	error: KmsErrorCode = 'NotFoundException'
): Resolved => ({ ok: false, refusal: { decidedBy, reason, error, message } });

const byArn = new WeakMap<readonly PolicyKey[], ReadonlyMap<string, PolicyKey>>();
export function keyByArn({ keys }: PolicyWorld, arn: string): PolicyKey | undefined {
	let index = byArn.get(keys);
	if (!index) byArn.set(keys, (index = new Map(keys.map((key) => [key.arn, key]))));
	return index.get(arn);
}

export function resolveKeyRef(reference: Reference): Resolved {
	const { world, caller, region, action, ref } = reference;
	if (ref.startsWith('alias/')) return byAlias(reference, caller.account, ref);
	if (!ref.startsWith('arn:')) return byId(reference);
	const key = keyByArn(world, ref);
	if (key?.region === region) return { ok: true, key };
	const arn = parseKmsArn(ref);
	if (!arn) return refuse('keyRef', 'INVALID_KEY_REF', `Invalid arn ${ref}`, 'InvalidArnException');
	if (arn.region !== region) return refuse('region', 'NOT_FOUND_WRONG_REGION', `Invalid arn ${arn.region}`);
	if (arn.kind === 'alias') return byAlias({ ...reference, action }, arn.account, arn.name);
	return refuse('keyRef', 'NOT_FOUND_KEY', `Key '${ref}' does not exist`);
}

function byId({ world, caller, region, ref }: Reference): Resolved {
	const candidates = world.keys.filter(
		(key) => key.keyId === ref && (caller.account === undefined || key.account === caller.account)
	);
	const here = candidates.find((key) => key.region === region);
	if (here) return { ok: true, key: here };
	const arn = `arn:aws:kms:${region}:${caller.account ?? ''}:key/${ref}`;
	const elsewhere = candidates.length > 0;
	return elsewhere
		? refuse('region', 'NOT_FOUND_WRONG_REGION', `Key '${arn}' does not exist`)
		: refuse('keyRef', 'NOT_FOUND_KEY', `Key '${arn}' does not exist`);
}

/** A bare alias name is looked up at the caller; an alias ARN in the account it names. */
function byAlias(
	{ world, region, action, ref }: Reference,
	account: string | undefined,
	name: string
): Resolved {
	const facts = actionFacts(action);
	if (!facts?.traits.has('alias'))
		return ref.startsWith('arn:')
			? refuse('keyRef', 'INVALID_KEY_REF', `${ref} is not a valid key ARN`, 'InvalidArnException')
			: refuse('keyRef', 'INVALID_KEY_REF', `Invalid keyId '${ref}'`);
	const key = world.keys.find(
		(one) => one.account === account && one.region === region && one.aliases.includes(name)
	);
	if (key) return { ok: true, key, alias: name };
	return refuse(
		'keyRef',
		'NOT_FOUND_ALIAS',
		`Alias arn:aws:kms:${region}:${account ?? ''}:${name} is not found.`
	);
}
