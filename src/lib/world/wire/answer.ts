/** One request over the wire, run in a world: the same for a socket and for a client in this very program. */
import type { Acting, Command, Execution } from '$lib/domain/entry';
import { isKmsError } from '$lib/domain/errors';
import { decodeInput, operationOf } from './decode';
import { encodeError, encodeOutput, type WireAnswer } from './encode';

/** Runs a command in a world; a page's session and the endpoint's world both have this. */
export type RunCommand = (command: Command) => Promise<Execution>;

export interface WireCall {
	/** The header `X-Amz-Target`. */
	readonly target: string | undefined;
	readonly body: Uint8Array;
	readonly acting: Acting;
	readonly run: RunCommand;
}

/** A request that cannot be read is answered without an entry: it never became a command. Only a bug throws. */
export async function answerWire({ target, body, acting, run }: WireCall): Promise<WireAnswer> {
	let command: Command;
	try {
		const operation = operationOf(target);
		// A generic operation with its own input is one member of the union; TypeScript cannot see which.
		command = { type: 'kms', operation, input: decodeInput(operation, body), ...acting } as Command;
	} catch (error) {
		if (!isKmsError(error)) throw error;
		return encodeError(error);
	}
	const { entry, output } = await run(command);
	return entry.outcome.ok ? encodeOutput(output) : encodeError(entry.outcome.error);
}
