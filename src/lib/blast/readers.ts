/**
 * Who may open what a key sealed, and who still may under another policy: every principal of the world is asked, and
 * everything that decides counts (key policy, IAM, organization, grants).
 * Differs from AWS: the question carries no encryption context, so a condition on one is not met.
 */
import type { WorldState } from '$lib/domain/entry';
import { usageOf, type KeyRecord } from '$lib/domain/key';
import { whoCan } from '$lib/policy/matrix';
import type { PolicyWorld } from '$lib/policy/world';
import { policyWorldOf } from '$lib/world/policy-world';

export interface Change {
	readonly keep: readonly string[];
	readonly lose: readonly string[];
}

export interface Readers {
	/** Calling KMS themselves. Without another policy everybody loses it. */
	readonly direct: Change;
	/** Through a service, as it stands in `kms:ViaService`. */
	through(viaService: string | undefined): Change;
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
	const action = READING[usageOf(key)];
	const allowed = (world: PolicyWorld, viaService: string | undefined): readonly string[] => {
		const asked = world.keys.find((one) => one.arn === key.arn);
		if (!asked) return [];
		const carrying = { time: state.time, ...(viaService !== undefined && { viaService }) };
		return whoCan({ world, key: asked, actions: [action], carrying })
			.filter((row) => row.cells[0]?.decision.decision === 'allow')
			.map((row) => row.principal);
	};
	const known = new Map<string | undefined, Change>();
	function through(viaService: string | undefined): Change {
		let change = known.get(viaService);
		if (!change) {
			const before = allowed(now, viaService);
			const after = new Set(then ? allowed(then, viaService) : []);
			change = {
				keep: before.filter((one) => after.has(one)),
				lose: before.filter((one) => !after.has(one))
			};
			known.set(viaService, change);
		}
		return change;
	}
	return { direct: through(undefined), through };
}

const withPolicy = (world: PolicyWorld, { arn }: KeyRecord, policy: string): PolicyWorld => ({
	...world,
	keys: world.keys.map((one) => (one.arn === arn ? { ...one, policy } : one))
});
