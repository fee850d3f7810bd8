/** Notes the steps of opening a message, in the order in which they happen. */
import type { ParsedHeader } from '$lib/crypto/message/header';
import { MessageError } from '$lib/crypto/message/message-error';
import { suiteName } from '$lib/crypto/message/suites';
import { toHex } from '$lib/domain/bytes';
import type { Thing, TraceStep } from '$lib/domain/trace';
import { wrappedThings } from './envelope-trace';
import { thingOf } from './things';

export function openingSteps(trace: TraceStep[], message: Thing) {
	let dataKey: Thing | undefined;
	return {
		parsing(parse: () => ParsedHeader): ParsedHeader {
			try {
				const header = parse();
				const wrapped = wrappedThings(header.wrappedKeys);
				trace.push({ kind: 'client-parse', message, wrapped, suite: suiteName(header.suite) });
				return header;
			} catch (error) {
				if (error instanceof MessageError)
					trace.push({ kind: 'client-parse', message, wrapped: [], suite: '', failed: error.check });
				throw error;
			}
		},
		derived(header: ParsedHeader, dataKeyBytes: Uint8Array): void {
			dataKey = thingOf('data-key', dataKeyBytes);
			const { messageId, commitment } = header;
			trace.push({
				kind: 'client-derive',
				dataKey,
				messageId: toHex(messageId),
				commitment: toHex(commitment)
			});
		},
		async opening<T extends { readonly thing: Thing; readonly frames: number }>(
			input: Thing,
			open: () => Promise<T>
		): Promise<T> {
			try {
				const opened = await open();
				trace.push({ kind: 'client-open', input, output: opened.thing, frames: opened.frames });
				return opened;
			} catch (error) {
				if (error instanceof MessageError)
					trace.push({ kind: 'client-open', input, frames: 0, failed: error.check });
				throw error;
			}
		},
		wiped(): void {
			if (dataKey) trace.push({ kind: 'client-wipe', what: dataKey });
		}
	};
}
