/** Bytes that do not have the expected form; the message says expected and got. */
export class FormatError extends Error {
	readonly field: string;
	readonly offset: number;

	constructor(field: string, offset: number, message: string) {
		super(message);
		this.name = 'FormatError';
		this.field = field;
		this.offset = offset;
	}
}
