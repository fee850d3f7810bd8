/** Notes the client's steps in a trace, in the order in which they happen. */
import type { WrappedKey } from '$lib/crypto/message/header';
import { toHex } from '$lib/domain/bytes';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { Thing, TraceStep } from '$lib/domain/trace';
import { thingOf } from './things';

export const wrappedThings = (keys: readonly WrappedKey[]): Thing[] =>
	keys.map((key) => thingOf('wrapped-data-key', key.blob, key.providerInfo));

export function sealingSteps(trace: TraceStep[], dataKeyBytes: Uint8Array) {
	const dataKey = thingOf('data-key', dataKeyBytes);
	return {
		derived(messageId: Uint8Array, commitment: Uint8Array): void {
			trace.push({
				kind: 'client-derive',
				dataKey,
				messageId: toHex(messageId),
				commitment: toHex(commitment)
			});
		},
		sealed(
			input: Thing,
			output: Thing,
			how: { readonly frames: number; readonly frameLength: number }
		): void {
			const { frames, frameLength } = how;
			trace.push({ kind: 'client-seal', input, output, frames, frameLength });
		},
		assembled(
			header: Uint8Array,
			keys: readonly WrappedKey[],
			message: Thing,
			context: EncryptionContext
		): void {
			trace.push({
				kind: 'client-assemble',
				header: thingOf('ciphertext', header, 'header'),
				wrapped: wrappedThings(keys),
				message: Object.keys(context).length > 0 ? { ...message, context } : message
			});
		},
		wiped(): void {
			trace.push({ kind: 'client-wipe', what: dataKey });
		}
	};
}
