/** What running a command needs, and what it gives before it becomes an entry. */
import type { BytesMemo } from '$lib/crypto/hash';
import type { PassingHash } from '$lib/crypto/passing-hash';
import type { Authorizer } from '$lib/domain/authorizer';
import type { Acting, Command, Entry, WorldEvent, WorldOrigin, WorldState } from '$lib/domain/entry';
import type { ErrorRecord } from '$lib/domain/errors';
import type { Hsm } from '$lib/domain/hsm';
import type { OperationName, Output } from '$lib/domain/operations';
import type { ApiCall } from '$lib/domain/service';
import type { TraceStep } from '$lib/domain/trace';

/** The entries before this one; a Timeline is one. */
export interface Log {
	entryAt(id: string | null): Entry | undefined;
}

export interface ExecuteRequest<C extends Command = Command> {
	readonly origin: WorldOrigin;
	/** The state after `parent`. */
	readonly state: WorldState;
	readonly parent: Entry | null;
	readonly command: C;
	readonly hsm: Hsm;
	/** Absent: policies and grants decide. */
	readonly authorizer?: Authorizer;
	/** For what is read from the log: the last use of a key, the calls of this second. */
	readonly log?: Log;
	readonly signal?: AbortSignal;
	/** Finds a sealed thing too long for the log, by SHA-256 in hex. */
	readonly payload?: (sha256: string) => Promise<Uint8Array | undefined>;
	/** With `client.sealFile`, `client.openFile` and the move of a long thing: where its bytes come from and go to. */
	readonly streams?: FileStreams;
}

/** A file that passes by, piece by piece. */
export interface FileStreams {
	/** May use a piece's memory again as soon as it is asked for the next. */
	readonly source: AsyncIterable<Uint8Array>;
	/** Bytes that the source gives. */
	readonly length: number;
	/**
	 * Keeps what it is given to itself until the command has ended well. Resolves when it can take more, and keeps no
	 * view of `piece` then.
	 */
	readonly write: (piece: Uint8Array) => Promise<void>;
	/** Bytes of the source done so far. */
	readonly onProgress?: (bytesDone: number) => void;
	/** Takes the hashes of what passes by; absent: they are taken here. */
	readonly hash?: () => PassingHash;
	/** Told of each piece made here that is used no more. */
	readonly letGo?: (piece: Uint8Array) => void;
}

export interface Job<C extends Command = Command> extends ExecuteRequest<C> {
	/** Where randomness comes from: hashes of the parent and of the redacted command. */
	readonly seed: { readonly parent: Uint8Array; readonly command: Uint8Array };
	/** Of the command's bytes, and of what comes of them. */
	readonly memo: BytesMemo;
}

export interface Done {
	readonly outcome:
		{ readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: ErrorRecord };
	readonly events: readonly WorldEvent[];
	readonly trace: readonly TraceStep[];
	readonly calls?: readonly ApiCall[];
	readonly answer?: Readonly<Record<string, unknown>>;
	readonly output?: Output<OperationName>;
	readonly bytes?: Uint8Array;
	readonly secrets?: ReadonlyMap<string, Uint8Array>;
}

/** A command no world can run: a mistake of the program, not an answer of KMS. */
export class CommandError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'CommandError';
	}
}

export const actingOf = ({ caller, account, region, ...more }: Acting): Acting => ({
	caller,
	account,
	region,
	...(more.viaService !== undefined && { viaService: more.viaService }),
	...(more.sourceArn !== undefined && { sourceArn: more.sourceArn }),
	...(more.sessionPolicy !== undefined && { sessionPolicy: more.sessionPolicy }),
	...(more.vpcEndpointPolicy !== undefined && { vpcEndpointPolicy: more.vpcEndpointPolicy })
});
