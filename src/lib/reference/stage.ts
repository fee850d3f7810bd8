/** Keys of every kind in every state, each made once and never changed: whoever wants more forks its world. */
import type { KeyState } from '$lib/domain/key';
import type { OperationName } from '$lib/domain/operations';
import {
	bringInto,
	isReplicated,
	KEY_KINDS,
	readyKey,
	type KeyKind,
	type KeyKindId,
	type MadeKey,
	type ReadyKey
} from './key-kinds';
import type { Probe } from './probe';

export interface Stage {
	readonly probe: Probe;
	readonly key: (kind: KeyKindId, state?: KeyState) => Promise<MadeKey>;
}

export function createStage(probe: Probe): Stage {
	const ready = new Map<string, Promise<ReadyKey>>();
	const made = new Map<string, Promise<MadeKey>>();
	return {
		probe,
		key(id, state = 'Enabled') {
			const kind = kindOf(id);
			const replicated = isReplicated(kind, state);
			const base = once(ready, `${id} ${replicated}`, () => readyKey(probe, kind, replicated));
			return once(made, `${id} ${state}`, async () => bringInto(await base, state));
		}
	};
}

function once<T>(known: Map<string, Promise<T>>, name: string, make: () => Promise<T>): Promise<T> {
	let one = known.get(name);
	if (!one) known.set(name, (one = make()));
	return one;
}

export const kindOf = (id: KeyKindId): KeyKind => KEY_KINDS.find((kind) => kind.id === id)!;

const KIND_FOR: Partial<Record<OperationName, KeyKindId>> = {
	GetPublicKey: 'ecc-signing',
	Sign: 'ecc-signing',
	Verify: 'ecc-signing',
	GenerateMac: 'hmac',
	VerifyMac: 'hmac',
	DeriveSharedSecret: 'ecc-agreement',
	Encapsulate: 'ml-kem',
	Decapsulate: 'ml-kem',
	GetParametersForImport: 'imported',
	ImportKeyMaterial: 'imported',
	DeleteImportedKeyMaterial: 'imported',
	ReplicateKey: 'symmetric-multi-region',
	UpdatePrimaryRegion: 'symmetric-multi-region'
};
/** The kind of key that the operation takes. */
export const kindFor = (operation: OperationName): KeyKindId => KIND_FOR[operation] ?? 'symmetric';
