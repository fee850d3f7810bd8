/**
 * CreateGrant. The same name with the same parameters is the same grant again, with a new token; until a grant has
 * spread, only its tokens make it count. Source: API CreateGrant; KMS Developer Guide, "Grants in AWS KMS".
 */
import type { AccountId } from '$lib/domain/ids';
import { accountOfPrincipal } from '$lib/domain/ids';
import type { GrantRecord, KeyRecord } from '$lib/domain/key';
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import { checkGrantInput, grantsOn, principalOf } from '../grant';
import { deriveGrantId, deriveGrantToken } from '../grant-id';
import { limitReached } from '../limit';

export function createGrant(call: Call, input: Input<'CreateGrant'>): Output<'CreateGrant'> {
	const key = call.useKey(input.KeyId);
	checkGrantInput(key, input);
	const asked = askedGrant(call, key, input);
	const others = grantsOn(call, key);
	const same = asked.name === undefined ? undefined : others.find((grant) => isSame(grant, asked));
	if (!same && others.length >= LIMITS.grantsPerKey)
		throw limitReached(`${LIMITS.grantsPerKey} grants for a key`);
	call.dryRun(input.DryRun);
	const seed = call.idSeed();
	const id = same?.id ?? deriveGrantId(seed);
	const token = deriveGrantToken(id, seed);
	const before = same ?? { ...asked, id, createdAt: call.time, tokens: [] };
	call.tracer.add({
		kind: 'record',
		what: 'grant',
		ref: key.arn,
		change: `${asked.grantee ?? asked.granteeService} may ${asked.operations.join(', ')}`
	});
	call.emit({ type: 'grant.put', grant: { ...before, tokens: [...before.tokens, token] } });
	return { GrantToken: token, GrantId: id };
}

type Asked = Omit<GrantRecord, 'id' | 'createdAt' | 'tokens'>;

function askedGrant(call: Call, key: KeyRecord, input: Input<'CreateGrant'>): Asked {
	const issuingAccount: AccountId = accountOfPrincipal(call.acting.caller) ?? call.acting.account;
	const named = { orService: call.acting.viaService !== undefined };
	return {
		keyArn: key.arn,
		issuingAccount,
		operations: [...new Set(input.Operations)],
		...(input.Name !== undefined && { name: input.Name }),
		...(input.GranteePrincipal !== undefined && { grantee: principalOf(input.GranteePrincipal, named) }),
		...(input.GranteeServicePrincipal !== undefined && { granteeService: input.GranteeServicePrincipal }),
		...(input.RetiringPrincipal !== undefined && { retiring: principalOf(input.RetiringPrincipal, named) }),
		...(input.RetiringServicePrincipal !== undefined && {
			retiringService: input.RetiringServicePrincipal
		}),
		...(input.Constraints && { constraints: input.Constraints })
	};
}

const sorted = (pairs: Readonly<Record<string, string>> | undefined): unknown =>
	pairs && Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1));

/** What must be equal for two grants to be one. */
const identityOf = (grant: Asked): string =>
	JSON.stringify([
		grant.name,
		grant.issuingAccount,
		grant.grantee,
		grant.granteeService,
		grant.retiring,
		grant.retiringService,
		[...grant.operations].sort(),
		sorted(grant.constraints?.EncryptionContextEquals),
		sorted(grant.constraints?.EncryptionContextSubset),
		grant.constraints?.SourceArn
	]);
const isSame = (one: Asked, other: Asked): boolean => identityOf(one) === identityOf(other);
