/**
 * Who may use what a key sealed, and who still may under another policy: every principal of the world is asked, and
 * everything that decides counts (key policy, IAM, organization, grants, the service's own permission).
 */
import type { WorldState } from '$lib/domain/entry';
import type { Region } from '$lib/domain/ids';
import { usageOf, type KeyRecord } from '$lib/domain/key';
import { SERVICES, type ServiceName } from '$lib/domain/service';
import { readCaller } from '$lib/policy/caller';
import { authorize } from '$lib/policy/evaluate';
import { everyone } from '$lib/policy/matrix';
import { permitResource } from '$lib/policy/permit-resource';
import type { PolicyWorld } from '$lib/policy/world';
import type { Ask, Use } from '$lib/services/fate';
import { policyWorldOf } from '$lib/world/policy-world';

export interface Change {
	readonly keep: readonly string[];
	readonly lose: readonly string[];
}

export interface Readers {
	/** Calling KMS themselves. Without another policy everybody loses it. */
	readonly direct: Change;
	/** Using a thing, through its service where it has one. */
	of(use: Use, service: ServiceName | undefined): Change;
}

/** What reading what a key made needs. */
const READING = {
	ENCRYPT_DECRYPT: 'kms:Decrypt',
	SIGN_VERIFY: 'kms:Sign',
	GENERATE_VERIFY_MAC: 'kms:VerifyMac',
	KEY_AGREEMENT: 'kms:DeriveSharedSecret',
	ENCAPSULATE_DECAPSULATE: 'kms:Decapsulate'
} as const;

/** `policy` absent: the key is gone for all who may use it now. */
export function readersUnder(state: WorldState, key: KeyRecord, policy: string | undefined): Readers {
	const now = policyWorldOf(state);
	const then = policy === undefined ? undefined : withPolicy(now, key, policy);
	const contextMatters = readsContexts(state, key, policy);
	const changes = new Map<string, Change>();

	/** Of those who could, who still can. */
	function changeOf(use: Use, viaService: string | undefined): Change {
		const asks = use.ways.flat();
		const who = asks.length > 0 && asks.every(({ by }) => by) ? [asks[0]!.by!.principal] : everyone(now);
		const may = (world: PolicyWorld, user: string): boolean =>
			use.ways.some((way) => way.every((ask) => grants(world, ask, user, viaService)));
		const before = who.filter((user) => may(now, user));
		const after = new Set(then ? before.filter((user) => may(then, user)) : []);
		return {
			keep: before.filter((user) => after.has(user)),
			lose: before.filter((user) => !after.has(user))
		};
	}

	function grants(world: PolicyWorld, ask: Ask, user: string, via: string | undefined): boolean {
		const { action, context, operations, by } = ask;
		const viaService = by ? by.viaService : via;
		const { decision, reason } = authorize(world, {
			...{ principal: by?.principal ?? user, action, time: state.time },
			...{ region: key.region, keyRef: key.arn },
			...(context && operations === undefined && { encryptionContext: context }),
			...(operations && {
				grant: { operations, ...(context && { constraints: { EncryptionContextSubset: context } }) }
			}),
			...(viaService !== undefined && { viaService }),
			...(by?.tokens && { grantTokens: by.tokens }),
			...(by?.sourceArn !== undefined && {
				context: { 'aws:SourceArn': by.sourceArn, 'aws:SourceAccount': by.sourceArn.split(':')[4] ?? '' }
			})
		});
		return decision === 'allow' || (by?.granted === true && !reason.startsWith('DENY_EXPLICIT'));
	}

	/** The service lets them, too. */
	function permitted({ permission, accounts }: Use, region: Region, user: string): boolean {
		const { account = '' } = readCaller(now, user);
		if (accounts && !accounts.includes(account)) return false;
		if (!permission || user.endsWith('.amazonaws.com')) return true;
		const { owner = account, ...of } = permission;
		return permitResource(now, { ...of, caller: user, owner, region, time: state.time }).allowed;
	}

	function of(use: Use, service: ServiceName | undefined): Change {
		const viaService =
			service && !use.direct ? `${SERVICES[service].prefix}.${key.region}.amazonaws.com` : undefined;
		const id = JSON.stringify([
			viaService,
			use.ways.map((way) =>
				way.map(({ context, ...ask }) => (contextMatters || ask.by ? { context, ...ask } : ask))
			)
		]);
		let change = changes.get(id);
		if (!change) changes.set(id, (change = changeOf(use, viaService)));
		const may = (user: string): boolean => permitted(use, key.region, user);
		return { keep: change.keep.filter(may), lose: change.lose.filter(may) };
	}

	const reading = { ways: [[{ action: READING[usageOf(key)] }]], direct: true } as const;
	return { direct: of(reading, undefined), of };
}

/** Whether what was sealed can make a difference: a policy asks for encryption contexts, or a person's grant does. */
function readsContexts(state: WorldState, key: KeyRecord, policy: string | undefined): boolean {
	const { principals, organization, grants } = state;
	const texts = [key.policy, policy, JSON.stringify([[...principals.values()], organization])];
	return (
		texts.some((text) => text?.toLowerCase().includes('encryptioncontext')) ||
		[...grants.values()].some(
			(one) => one.keyArn === key.arn && one.constraints && one.grantee?.includes(':iam:')
		)
	);
}

const withPolicy = (world: PolicyWorld, { arn }: KeyRecord, policy: string): PolicyWorld => ({
	...world,
	keys: world.keys.map((one) => (one.arn === arn ? { ...one, policy } : one))
});
