/**
 * A refusal before KMS sees the request. Codes as AWS's common errors have them; all are 400 with AWS JSON 1.1.
 * Sources: KMS API Reference, "Common Errors"; the words as clients of AWS services have reported them (unverified
 * for KMS).
 */
export class WireError extends Error {
	readonly code: string;
	readonly status: number;

	constructor(code: string, message: string, status = 400) {
		super(message);
		this.name = code;
		this.code = code;
		this.status = status;
	}
}
