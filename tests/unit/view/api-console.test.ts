/** The console knows every operation, and its templates are requests that KMS understands. */
import { expect, test } from 'vitest';
import type { Command } from '$lib/domain/entry';
import { OPERATIONS } from '$lib/kms/operations';
import { OPERATION_NAMES, readInput, templateOf, wireOf, type Wire } from '$lib/view/api-console';
import { testWorld } from '../world/world';

test('it has every operation that KMS has', () => {
	expect(OPERATION_NAMES).toEqual(Object.keys(OPERATIONS).sort());
	expect(OPERATION_NAMES.length).toBe(56);
});

test.each(OPERATION_NAMES)('%s: the template is valid input', async (operation) => {
	const world = testWorld();
	await world.kms('CreateKey', {});
	const key = [...world.state().keys.values()][0];
	const template = templateOf(operation, { state: world.state(), key, answered: {} });
	const input = readInput(operation, JSON.stringify(template));
	const { entry } = await world.run({ type: 'kms', operation, input, ...world.acting } as unknown as Command);
	const words = entry.outcome.ok ? '' : `${entry.outcome.error.code} ${entry.outcome.error.message}`;
	// Other kinds of keys and things that are not there yet are refused; the form of the request is not.
	expect(words).not.toMatch(/failed to satisfy constraint|SerializationException/);
});

test('answers lead on: create, sign, verify; parameters, import', async () => {
	const world = testWorld();
	let answered: Wire = {};
	const send = async (operation: Parameters<typeof templateOf>[0], more: object = {}) => {
		const key = [...world.state().keys.values()].at(-1);
		const template = { ...templateOf(operation, { state: world.state(), key, answered }), ...more };
		const input = readInput(operation, JSON.stringify(template));
		const { output, entry } = await world.run({
			type: 'kms',
			operation,
			input,
			...world.acting
		} as unknown as Command);
		expect(entry.outcome.ok, JSON.stringify(entry.outcome)).toBe(true);
		answered = { ...answered, ...wireOf(output) };
		return wireOf(output);
	};
	await send('CreateKey');
	await send('Sign');
	expect(await send('Verify')).toMatchObject({ SignatureValid: true });
	await send('CreateKey', { KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT' });
	await send('Encrypt');
	expect(await send('Decrypt')).toMatchObject({ Plaintext: expect.any(String) as string });
});

test.each([
	['{"KeyId": ', 'This is not JSON'],
	['[]', 'Expected a JSON object'],
	['{"KeyId":"x","Plaintext":"***"}', 'Plaintext: expected base64']
])('%s is refused before it is sent', (text, words) => {
	expect(() => readInput('Encrypt', text)).toThrow(words);
});
