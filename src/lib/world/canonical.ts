/**
 * Commands and results as the log keeps them: bytes in base64, a secret as its length and SHA-256 only, members in
 * sorted order, so that the same act has the same bytes. The id of an entry follows from its parent, its command and
 * the world's time.
 */
import { bytesMemo, sha256, sha256Hex, type BytesMemo } from '$lib/crypto/hash';
import { utf8 } from '$lib/domain/bytes';
import type { Command, Json } from '$lib/domain/entry';
import { SECRET_MEMBERS, SECRET_TEXT_MEMBERS } from '$lib/domain/operations';

/** Members of client commands that are secret, too; AWS's members are capitalised. */
const CLIENT_SECRETS: ReadonlySet<string> = new Set(['plaintext', 'privateKey', 'sharedSecret', 'material']);
const isSecret = (member: string): boolean => SECRET_MEMBERS.has(member) || CLIENT_SECRETS.has(member);

/** Bytes above which a command or result names its bytes by hash: a log is no place for a person's files. */
export const INLINE = 8192;

export type Secrets = Map<string, Uint8Array>;

/** `secrets`, when given, gathers a copy of what is left out; `memo` has what was hashed or written out before. */
export function redact(value: unknown, secrets?: Secrets, memo = bytesMemo(), member = ''): Json {
	if (value instanceof Uint8Array) {
		if (!isSecret(member) && value.length <= INLINE) return memo.toBase64(value);
		const hash = memo.sha256Hex(value);
		if (!isSecret(member)) return { $payload: { length: value.length, sha256: hash } };
		secrets?.set(hash, value.slice());
		return { $secret: { length: value.length, sha256: hash } };
	}
	if (typeof value === 'string' && SECRET_TEXT_MEMBERS.has(member))
		return redact(utf8(value), secrets, memo, 'plaintext');
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
	if (typeof value === 'number' && Number.isFinite(value)) return value;
	if (Array.isArray(value)) return value.map((item) => redact(item ?? null, secrets, memo));
	if (typeof value === 'object') {
		// Environment variables: the names are the person's own, the values are secret.
		const within = member === 'Variables' ? 'plaintext' : undefined;
		const out: Record<string, Json> = {};
		for (const name of Object.keys(value).sort()) {
			const inner = (value as Record<string, unknown>)[name];
			if (inner !== undefined)
				define(
					out,
					name,
					redact(within && typeof inner === 'string' ? utf8(inner) : inner, secrets, memo, within ?? name)
				);
		}
		return out;
	}
	throw new TypeError(
		`expected something JSON can hold in "${member || 'the command'}", got ${typeof value}`
	);
}

/** An encryption context may have a member named `__proto__`. */
function define(out: Record<string, Json>, name: string, value: Json): void {
	if (name !== '__proto__') out[name] = value;
	else Object.defineProperty(out, name, { value, enumerable: true, writable: true, configurable: true });
}

type JsonObject = { readonly [key: string]: Json };

export const redactCommand = (command: Command, secrets?: Secrets, memo?: BytesMemo): JsonObject =>
	redact(command, secrets, memo) as JsonObject;
export const redactResult = (result: unknown, secrets?: Secrets, memo?: BytesMemo): Json =>
	redact(result ?? null, secrets, memo);

/** JSON without white space, members sorted. */
export function canonicalJson(value: Json): string {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
	if (value !== null && typeof value === 'object') {
		const object = value as JsonObject;
		const members = Object.keys(object).sort();
		return `{${members.map((name) => `${JSON.stringify(name)}:${canonicalJson(object[name]!)}`).join(',')}}`;
	}
	return JSON.stringify(value);
}

/** SHA-256 of a redacted command in canonical JSON. */
export const commandHash = (canonical: string): Uint8Array => sha256(utf8(canonical));

/** `command`: redacted. `canonical`: the same as canonical JSON, where it is at hand. */
export const entryId = (entry: {
	readonly parent: string | null;
	readonly command: JsonObject;
	readonly at: number;
	readonly canonical?: string;
}): string => {
	const { parent, command, at, canonical = canonicalJson(command) } = entry;
	return sha256Hex(utf8(`{"at":${at},"command":${canonical},"parent":${JSON.stringify(parent)}}`));
};
