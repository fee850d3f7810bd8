/**
 * The one thing that must never happen under AES-GCM: one key and one IV for two plaintexts. Calls differ in parent,
 * command or label, and are drawn from few values so that near misses are common.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, toHex } from '$lib/domain/bytes';
import type { CallSeed, KeyToken } from '$lib/domain/hsm';
import { keyId, region } from '$lib/domain/ids';
import { parseBlob } from '$lib/crypto/blob';
import { callGenerator } from '$lib/crypto/generator';
import { messageKey } from '$lib/crypto/symmetric';
import { createHsmEngine, materialIdOf } from '$lib/hsm/engine';

const SEED = new Uint8Array(32).fill(9);
const REGION = region('eu-west-1');
const KEYS = ['1234abcd-12ab-34cd-56ef-1234567890ab', '0987dcba-09fe-87dc-65ba-ab0987654321'].map(keyId);
const AAD = new Uint8Array();

const hash = fc.constantFrom(0, 1, 255).map((value) => new Uint8Array(32).fill(value));
const callSeed: fc.Arbitrary<CallSeed> = fc.record({
	parent: hash,
	command: hash,
	label: fc.constantFrom('', '0', '1', '00', '10', '\u0000', 'clock-0')
});
const name = (seed: CallSeed): string => `${toHex(seed.parent)} ${toHex(seed.command)} ${seed.label}`;
const calls = fc.uniqueArray(
	fc.record({
		seed: callSeed,
		op: fc.constantFrom('encrypt', 'generateDataKey', 'reEncrypt'),
		key: fc.constantFrom(0, 1),
		plaintext: fc.uint8Array({ minLength: 1, maxLength: 40 })
	}),
	{ selector: (call) => name(call.seed), minLength: 2, maxLength: 20 }
);

async function world() {
	const engine = createHsmEngine('in-process');
	engine.init({ seed: SEED });
	const made: CallSeed = {
		parent: new Uint8Array(32).fill(2),
		command: new Uint8Array(32).fill(3),
		label: 'k'
	};
	const tokens = await engine.handle('generateKeys', { region: REGION, keyIds: KEYS, seed: made });
	// The same draws as inside: material, then the token's IV, for each key.
	const random = callGenerator(SEED, made);
	const materials = KEYS.map((id, i) => {
		const material = random.bytes(32);
		random.bytes(12);
		expect(tokens[i]!.materialId).toBe(materialIdOf(id, material));
		return material;
	});
	return { engine, tokens, materials };
}
const { engine, tokens, materials } = await world();
const source = { region: REGION, aad: AAD };

async function sealedBy(
	call: { op: string; seed: CallSeed; plaintext: Uint8Array },
	token: KeyToken
): Promise<Uint8Array> {
	const { seed, plaintext } = call;
	if (call.op === 'encrypt') return engine.handle('encrypt', { ...source, token, plaintext, seed });
	if (call.op === 'generateDataKey')
		return (
			await engine.handle('generateDataKey', {
				...source,
				token,
				numberOfBytes: plaintext.length,
				withPlaintext: true,
				seed
			})
		).ciphertext;
	const first = { parent: seed.parent, command: seed.command, label: `${seed.label} source` };
	const ciphertext = await engine.handle('encrypt', { ...source, token: tokens[0]!, plaintext, seed: first });
	return engine.handle('reEncrypt', {
		region: REGION,
		source: tokens[0]!,
		ciphertext,
		sourceAad: AAD,
		destination: token,
		destinationAad: AAD,
		seed
	});
}

test('a derived key and its IV never meet two messages', async () => {
	await fc.assert(
		fc.asyncProperty(calls, async (all) => {
			const met = new Set<string>();
			for (const call of all) {
				const { nonce, iv } = parseBlob(await sealedBy(call, tokens[call.key]!));
				met.add(toHex(concat(messageKey(materials[call.key]!, nonce), iv)));
			}
			expect(met.size).toBe(all.length);
		}),
		{ numRuns: 200 }
	);
});

test('the same call again gives the same bytes', async () => {
	await fc.assert(
		fc.asyncProperty(calls, async (all) => {
			for (const call of all.slice(0, 3))
				expect(await sealedBy(call, tokens[call.key]!)).toEqual(await sealedBy(call, tokens[call.key]!));
		}),
		{ numRuns: 50 }
	);
});

test("a domain key's IVs are all different", async () => {
	const seen = new Set<string>();
	const labels = Array.from({ length: 50 }, (_, i) => `clock-${i}`);
	for (const label of labels) {
		const seed = { parent: new Uint8Array(32), command: new Uint8Array(32), label };
		const keyIds = Array.from({ length: 20 }, () => KEYS[0]!);
		for (const token of await engine.handle('generateKeys', { region: REGION, keyIds, seed }))
			seen.add(toHex(token.bytes.subarray(1, 13)));
	}
	expect(seen.size).toBe(labels.length * 20);
});
