/** Equal bytes are found equal at once; what differs is left to the general comparison, which shows where. */
import { expect } from 'vitest';

expect.addEqualityTesters([
	(one: unknown, other: unknown) =>
		one instanceof Uint8Array &&
		other instanceof Uint8Array &&
		one.constructor === other.constructor &&
		Buffer.compare(one, other) === 0
			? true
			: undefined
]);
