/** The inspector shows each thing of a scene in its own format, field by field, and takes nothing else for one. */
import { describe, expect, test } from 'vitest';
import { fromBase64, fromHex, utf8 } from '$lib/domain/bytes';
import type { Thing } from '$lib/domain/trace';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { scenarioById } from '$lib/scenarios';
import { decode, decodeWhole } from '$lib/view/formats';
import { sceneOfScenario } from '$lib/view/play';

async function thingsOf(id: string): Promise<readonly Thing[]> {
	const scenario = scenarioById(id)!;
	const { scene } = await sceneOfScenario(scenario, createInProcessHsm({ seed: fromHex(scenario.seed) }));
	return scene.beats.flatMap(({ places }) => places.map(({ thing }) => thing));
}
const bytesOf = (things: readonly Thing[], material: Thing['material']): Uint8Array => {
	const found = things.findLast((thing) => thing.material === material && thing.bytes);
	if (!found?.bytes) throw new Error(`expected bytes of ${material} in the scene`);
	return fromBase64(found.bytes);
};
/** Every byte has a field. */
const covered = (bytes: Uint8Array): number =>
	decodeWhole(bytes).fields.reduce((sum, { length }) => sum + length, 0);

describe('a thing of a scene is shown as what it is', () => {
	test.each([
		['direct-encrypt', 'ciphertext', 'KMS ciphertext', 'Key material id'],
		['envelope-seal', 'wrapped-data-key', 'KMS ciphertext', 'Key material id'],
		['envelope-seal', 'ciphertext', 'AWS Encryption SDK message', 'key commitment']
	] as const)('%s: %s is a %s', async (id, material, format, field) => {
		const bytes = bytesOf(await thingsOf(id), material);
		const decoded = decodeWhole(bytes);
		expect(decoded.format).toContain(format);
		expect(decoded.fields.map(({ name }) => name)).toContain(field);
		expect(covered(bytes)).toBe(bytes.length);
	});
});

test('what is neither has no fields, and the sentence says what was expected', () => {
	const { format, fields, trouble } = decode(utf8('hello, this is nothing sealed'));
	expect([format, fields]).toEqual([undefined, []]);
	expect(trouble).toMatch(/expected an AWS Encryption SDK message .* or a KMS ciphertext/);
});

test('a damaged message of elsewhere shows the fields it has; bytes that only begin like one show none', () => {
	const stump = Uint8Array.of(2, 4, 0x78, 1, 2, 3);
	expect(decode(stump).fields.map(({ name }) => name)).toEqual(['version', 'algorithm suite', 'unread']);
	expect(decodeWhole(stump).fields).toEqual([]);
});
