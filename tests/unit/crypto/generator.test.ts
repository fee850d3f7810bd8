import { describe, expect, it } from 'vitest';
import { toHex } from '$lib/domain/bytes';
import { callGenerator, createGenerator } from '$lib/crypto/generator';
import { bytes } from './sample';

const call = { parent: bytes(32, 1), command: bytes(32, 2), label: '0' };
const first = (seed: Uint8Array, of = call): string => toHex(callGenerator(seed, of).bytes(32));

describe('a generator', () => {
	it('repeats itself for the same key, and never within one run', () => {
		const [a, b] = [createGenerator(bytes(32)), createGenerator(bytes(32))];
		const draws = Array.from({ length: 200 }, () => toHex(a.bytes(32)));
		expect(new Set(draws).size).toBe(200);
		expect(Array.from({ length: 200 }, () => toHex(b.bytes(32)))).toEqual(draws);
	});

	it.each([1, 12, 16, 32, 33, 1024])('gives %i bytes when asked for them', (length) => {
		expect(createGenerator(bytes(32)).bytes(length)).toHaveLength(length);
	});

	it('depends on seed, parent, command and label', () => {
		const seen = [
			first(bytes(32)),
			first(bytes(32, 1)),
			first(bytes(32), { ...call, parent: call.command }),
			first(bytes(32), { ...call, command: call.parent }),
			first(bytes(32), { ...call, parent: call.command, command: call.parent }),
			first(bytes(32), { ...call, label: '1' }),
			first(bytes(32), { ...call, label: '00' }),
			first(bytes(32), { ...call, label: '' })
		];
		expect(new Set(seen).size).toBe(seen.length);
		expect(first(bytes(32))).toBe(seen[0]);
	});
});
