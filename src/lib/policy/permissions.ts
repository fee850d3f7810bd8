/**
 * The permissions that one call needs: most need one, ReEncrypt, aliases, replicas and tags need more.
 * Models: KMS API Reference, "Required permissions" of each operation; KMS Developer Guide, "Controlling access to
 * multi-Region keys".
 * Differs from AWS: `iam:CreateServiceLinkedRole` of multi-Region keys is no KMS permission and is not asked for.
 */
import { actionFacts, ALIAS_ACTIONS } from '$lib/facts/kms-actions';
import type { Call } from './call';
import { readCaller, type Caller } from './caller';
import type { Permission } from './context';
import { resolveKeyRef, type KeyRefusal, type Resolved } from './resolve-key';
import type { PolicyKey, PolicyWorld } from './world';

export type Needed =
	| { readonly ok: true; readonly permissions: readonly Permission[] }
	| { readonly ok: false; readonly refusal: KeyRefusal };

interface Asking {
	readonly world: PolicyWorld;
	readonly call: Call;
	readonly caller: Caller;
}

export function neededPermissions(world: PolicyWorld, call: Call): Needed {
	const asking = { world, call, caller: readCaller(world, call.principal) };
	const action = properCase(call.action);
	if (action === 'kms:ReEncrypt') return reEncrypt(asking);
	if (ALIAS_ACTIONS.has(action)) return aliases(asking, action);
	const facts = actionFacts(action);
	const ref = call.keyRef ?? call.ciphertext?.encryptedUnder;
	if (facts?.resource === 'none' || ref === undefined)
		return needed([onNothing(asking, action), ...tagging(asking, action)]);
	const found = resolve(asking, ref, action);
	if (!found.ok) return found;
	const { key } = found;
	const first = onKey(asking, action, key);
	if (action === 'kms:ReplicateKey')
		return needed([
			first,
			onNothing(inReplicaRegion(asking), 'kms:CreateKey'),
			...tagging(inReplicaRegion(asking), action)
		]);
	if (call.otherKeyRef === undefined) return needed([first]);
	const other = resolve(asking, call.otherKeyRef, action);
	if (!other.ok) return other;
	if (action === 'kms:UpdatePrimaryRegion') return needed([first, onKey(asking, action, other.key)]);
	return needed([{ ...first, otherKey: other.key }]);
}

const needed = (permissions: readonly Permission[]): Needed => ({ ok: true, permissions });
const properCase = (action: string): string => {
	const facts = actionFacts(action);
	return facts ? `kms:${facts.name}` : /^kms:reencrypt$/i.test(action) ? 'kms:ReEncrypt' : action;
};

const resolve = ({ world, caller, call }: Asking, ref: string, action: string): Resolved =>
	resolveKeyRef({ world, caller, region: call.region, action, ref });

function onKey({ world, caller, call }: Asking, action: string, key: PolicyKey): Permission {
	const { encryptionContext: pairs } = call;
	return { world, caller, call, action, key, resource: key.arn, ...(pairs && { encryptionContext: pairs }) };
}
const onNothing = ({ world, caller, call }: Asking, action: string, resource = '*'): Permission => ({
	...{ world, caller, call, action, resource }
});
/** On an alias, or on a key yet to be made. */
const withoutKey = (permission: Permission): Permission => ({ ...permission, withoutKey: true });

function inReplicaRegion(asking: Asking): Asking {
	const region = asking.call.parameters?.ReplicaRegion;
	return typeof region === 'string' ? { ...asking, call: { ...asking.call, region } } : asking;
}

function tagging(asking: Asking, action: string): Permission[] {
	const { Tags: tags } = asking.call.parameters ?? {};
	const tagged = typeof tags === 'object' && tags !== null && Object.keys(tags).length > 0;
	return tagged && (action === 'kms:CreateKey' || action === 'kms:ReplicateKey')
		? [withoutKey(onNothing(asking, 'kms:TagResource'))]
		: [];
}

function reEncrypt(asking: Asking): Needed {
	const { call } = asking;
	const from = resolve(asking, call.keyRef ?? call.ciphertext?.encryptedUnder ?? '', 'kms:ReEncryptFrom');
	if (!from.ok) return from;
	const to = resolve(asking, call.otherKeyRef ?? '', 'kms:ReEncryptTo');
	if (!to.ok) return to;
	const { destinationEncryptionContext: pairs } = call;
	const { encryptionContext: _, ...other } = onKey(asking, 'kms:ReEncryptTo', to.key);
	return needed([
		{ ...onKey(asking, 'kms:ReEncryptFrom', from.key), otherKey: to.key },
		{ ...other, otherKey: from.key, ...(pairs && { encryptionContext: pairs }) }
	]);
}

/** On the alias by IAM; on the key it points to; for UpdateAlias on the key it shall point to. */
function aliases(asking: Asking, action: string): Needed {
	const { call, caller, world } = asking;
	const { aliasName: name, keyRef, otherKeyRef } = call;
	const arn = `arn:aws:kms:${call.region}:${caller.account ?? ''}:${name ?? 'alias/*'}`;
	const permissions: Permission[] = name === undefined ? [] : [withoutKey(onNothing(asking, action, arn))];
	const target = world.keys.find(
		(key) => key.account === caller.account && key.region === call.region && key.aliases.includes(name ?? '')
	);
	if (target && action !== 'kms:CreateAlias') permissions.push(onKey(asking, action, target));
	for (const ref of [keyRef, otherKeyRef]) {
		if (ref === undefined) continue;
		const found = resolve(asking, ref, action);
		if (!found.ok) return found;
		if (!permissions.some((p) => p.key === found.key)) permissions.push(onKey(asking, action, found.key));
	}
	return needed(permissions.length > 0 ? permissions : [onNothing(asking, action, arn)]);
}
