import type { MessageCheck } from '$lib/domain/message-check';
import { FormatError } from '../format-error';

export type { MessageCheck };

/** A message that cannot be read, or must not be. Nothing after the failed check was looked at. */
export class MessageError extends FormatError {
	readonly check: MessageCheck;

	constructor(check: MessageCheck, field: string, offset: number, message: string) {
		super(field, offset, message);
		this.name = 'MessageError';
		this.check = check;
	}
}

/** The bytes end before the field does. `needs` is how many bytes of the message have to be there to read on. */
export class TruncatedError extends MessageError {
	readonly needs: number;

	constructor(field: string, offset: number, needs: number, has: number) {
		super(
			'truncated',
			field,
			offset,
			`expected ${needs - offset} bytes of ${field} at offset ${offset}, got ${Math.max(0, has - offset)}: the message ends too early`
		);
		this.needs = needs;
	}
}
