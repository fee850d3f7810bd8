/** What each key spec can do, as the engine does it: every size is that of bytes that were made. */
import type { EncryptionAlgorithm, KeySpec, KeyUsage } from '$lib/domain/key-spec';
import type { KeyMetadata } from '$lib/domain/operations';
import { KEY_SPEC_FACTS } from '$lib/facts/key-specs';
import type { Answer, Probe } from './probe';

export interface MeasuredUsage {
	readonly usage: KeyUsage;
	readonly algorithms: readonly string[];
	/** What was made, and its bytes: `signature (ECDSA_SHA_256)`: 70–72. */
	readonly sizes: readonly { readonly what: string; readonly bytes: string }[];
}
export interface MeasuredSpec {
	readonly spec: KeySpec;
	readonly name: string;
	/** The refusal, for a spec that cannot be had here. */
	readonly refused?: string;
	readonly usages: readonly MeasuredUsage[];
	/** Bytes of the public key, DER. */
	readonly publicKey?: number;
	readonly imports: boolean;
	readonly rotates: boolean;
}

export async function measureSpecs(start: Probe): Promise<readonly MeasuredSpec[]> {
	const measured: MeasuredSpec[] = [];
	for (const spec of Object.keys(KEY_SPEC_FACTS) as KeySpec[]) measured.push(await measureSpec(start, spec));
	return measured;
}

export async function measureSpec(start: Probe, spec: KeySpec): Promise<MeasuredSpec> {
	const { name, usages } = KEY_SPEC_FACTS[spec];
	const probe = start.fork();
	const first = await probe.asks('CreateKey', { KeySpec: spec, KeyUsage: usages[0] });
	const none = { spec, name, usages: [], imports: false, rotates: false };
	if (!first.ok) return { ...none, refused: `${first.error.code}: ${first.error.message}` };
	const measured: MeasuredUsage[] = [];
	let publicKey: number | undefined;
	let rotates = false;
	for (const usage of usages) {
		const { KeyMetadata } = await probe.does('CreateKey', { KeySpec: spec, KeyUsage: usage });
		measured.push(await measureUsage(probe, KeyMetadata));
		const given = await probe.asks('GetPublicKey', { KeyId: KeyMetadata.KeyId });
		publicKey ??= given.ok ? lengthOf(given, 'PublicKey') : undefined;
		rotates ||= (await probe.asks('EnableKeyRotation', { KeyId: KeyMetadata.KeyId })).ok;
	}
	const external = { KeySpec: spec, KeyUsage: usages[0], Origin: 'EXTERNAL' };
	return {
		spec,
		name,
		usages: measured,
		...(publicKey !== undefined && { publicKey }),
		imports: (await probe.asks('CreateKey', external)).ok,
		rotates
	};
}

async function measureUsage(probe: Probe, key: KeyMetadata): Promise<MeasuredUsage> {
	const { KeyId, KeyUsage: usage } = key;
	switch (usage) {
		case 'ENCRYPT_DECRYPT': {
			const algorithms = key.EncryptionAlgorithms ?? [];
			const sizes = [];
			for (const EncryptionAlgorithm of algorithms)
				sizes.push(...(await encryption(probe, KeyId, EncryptionAlgorithm)));
			return { usage, algorithms, sizes };
		}
		case 'SIGN_VERIFY': {
			const algorithms = key.SigningAlgorithms ?? [];
			const sizes = [];
			for (const algorithm of algorithms) sizes.push(await signature(probe, KeyId, algorithm));
			return { usage, algorithms, sizes };
		}
		case 'GENERATE_VERIFY_MAC': {
			const [MacAlgorithm] = key.MacAlgorithms ?? [];
			const made = await probe.asks('GenerateMac', { KeyId, Message: MESSAGE, MacAlgorithm });
			return { usage, algorithms: key.MacAlgorithms ?? [], sizes: [size('MAC', lengthOf(made, 'Mac'))] };
		}
		case 'KEY_AGREEMENT': {
			const { PublicKey } = await probe.does('GetPublicKey', { KeyId });
			const input = { KeyId, PublicKey, KeyAgreementAlgorithm: 'ECDH' };
			const made = await probe.asks('DeriveSharedSecret', input);
			return {
				usage,
				algorithms: key.KeyAgreementAlgorithms ?? [],
				sizes: [size('shared secret', lengthOf(made, 'SharedSecret'))]
			};
		}
		case 'ENCAPSULATE_DECAPSULATE': {
			const made = await probe.asks('Encapsulate', { KeyId, EncapsulationAlgorithm: 'ML_KEM' });
			return {
				usage,
				algorithms: key.EncapsulationAlgorithms ?? [],
				sizes: [
					size('ciphertext', lengthOf(made, 'SharedSecretCiphertextBlob')),
					size('shared secret', lengthOf(made, 'SharedSecret'))
				]
			};
		}
	}
}

const MESSAGE = new TextEncoder().encode('measured');
const size = (what: string, bytes: number | string) => ({ what, bytes: String(bytes) });
const lengthOf = (answer: Answer, member: string): number => {
	if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
	return (answer.output[member] as Uint8Array).length;
};

/** The longest plaintext that is taken: asked for by halves, not looked up. */
async function encryption(probe: Probe, KeyId: string, EncryptionAlgorithm: EncryptionAlgorithm) {
	const seal = (length: number) =>
		probe.asks('Encrypt', { KeyId, EncryptionAlgorithm, Plaintext: new Uint8Array(length) });
	let [taken, refused] = [1, 8192];
	while (refused - taken > 1) {
		const middle = Math.floor((taken + refused) / 2);
		if ((await seal(middle)).ok) taken = middle;
		else refused = middle;
	}
	const one = lengthOf(await seal(1), 'CiphertextBlob');
	const most = lengthOf(await seal(taken), 'CiphertextBlob');
	return [
		size(`plaintext at most (${EncryptionAlgorithm})`, taken),
		size(`ciphertext (${EncryptionAlgorithm})`, one === most ? one : `${one}–${most}`)
	];
}

/** ECDSA signatures in DER differ in length: several are made. */
async function signature(probe: Probe, KeyId: string, SigningAlgorithm: string) {
	const lengths: number[] = [];
	const prehashed = SigningAlgorithm === 'ED25519_PH_SHA_512';
	const several = SigningAlgorithm.startsWith('ECDSA') ? 24 : 1;
	for (let i = 0; i < several; i++) {
		const Message = prehashed ? new Uint8Array(64) : new Uint8Array([...MESSAGE, i]);
		const input = { KeyId, SigningAlgorithm, Message, ...(prehashed && { MessageType: 'DIGEST' }) };
		lengths.push(lengthOf(await probe.asks('Sign', input), 'Signature'));
	}
	const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
	return size(`signature (${SigningAlgorithm})`, least === most ? least : `${least}–${most} in ${several}`);
}
