/** Keys in the picture: which an entry has to do with, how each looks, and what its state does to what it sealed. */
import type { Entry, WorldState } from '$lib/domain/entry';
import { DAY, type KeyRecord } from '$lib/domain/key';
import type { TraceStep } from '$lib/domain/trace';
import type { Fate, KeyPicture, Placed } from './beat';

/** What the state of their keys does to the sealed things that lie about. */
export function fatesOf(placed: readonly Placed[], state: WorldState): Record<string, Fate> {
	const fates: Record<string, Fate> = {};
	for (const { thing } of placed) {
		const arn = thing.sealedBy?.keyArn;
		if (arn === undefined || arn in fates) continue;
		const key = state.keys.get(arn);
		if (!key && state.deletedKeys.has(arn)) fates[arn] = 'lost';
		else if (key && key.deletionAt !== undefined) fates[arn] = 'warned';
		else if (key && key.state !== 'Enabled') fates[arn] = 'off';
	}
	return fates;
}

const arnOf = (step: TraceStep): string | undefined => {
	if (step.kind === 'alias') return step.to ?? step.from;
	return 'keyArn' in step ? step.keyArn : undefined;
};

/** Every key this entry has to do with, in the order it comes up. */
export function keysOf(entry: Entry): string[] {
	const sealed = entry.trace.flatMap((step) =>
		'carries' in step ? step.carries.flatMap((t) => (t.sealedBy ? [t.sealedBy.keyArn as string] : [])) : []
	);
	const named = entry.trace
		.flatMap((step) => [arnOf(step) ?? [], step.kind === 'alias' ? (step.from ?? []) : []])
		.flat();
	return [...new Set([...named, ...sealed])];
}

/** The key that an alias of the request hangs on when the entry begins: also where what is asked of it is refused. */
export function keyOfAlias({ command }: Entry, before: WorldState): string[] {
	const name = (command['input'] as { readonly AliasName?: unknown } | undefined)?.AliasName;
	const { account, region } = command;
	if (typeof account !== 'string' || typeof region !== 'string') return [];
	return [...before.aliases.values()].flatMap((alias) =>
		alias.name === name && alias.targetArn.includes(`:${region}:${account}:`) ? [alias.targetArn] : []
	);
}

interface Statement {
	readonly Effect?: string;
	readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
}

/**
 * Whom the key policy names. One that is not written down is the API's default: it names the account, and leaves the
 * rest to IAM. Read here, not by `policy/grammar`: that checks what it reads, and weighs 11 KB in every embed.
 */
function namedIn({ arn, policy }: KeyRecord): string {
	if (policy === undefined) return 'account';
	const account = arn.split(':')[4];
	const nameOf = (principal: string): string => {
		const root = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(principal)?.[1];
		if (root !== undefined) return root === account ? 'account' : root;
		return principal === '*' ? 'anyone' : (principal.split('/').at(-1) ?? principal);
	};
	try {
		const { Statement = [] } = JSON.parse(policy) as {
			readonly Statement?: Statement | readonly Statement[];
		};
		const names = (Array.isArray(Statement) ? Statement : [Statement]).flatMap(
			({ Effect, Principal = {} }: Statement) =>
				(typeof Principal === 'string' ? [Principal] : Object.values(Principal).flat()).map(
					(one) => `${Effect === 'Deny' ? 'not ' : ''}${nameOf(one)}`
				)
		);
		const all = [...new Set(names)];
		const others = all.filter((name) => /^\d{12}$/.test(name));
		if (others.length === 1 && all.length === 2 && all.includes('account')) return 'both accounts';
		return all.join(', ') || 'nobody';
	} catch {
		return '';
	}
}

export function pictureOf(arn: string, state: WorldState, lit: number | undefined): KeyPicture | undefined {
	const live = [...state.keys.values()].find((key) => key.arn === arn);
	const dead = [...state.deletedKeys.entries()].find(([gone]) => gone === arn)?.[1].key;
	const key: KeyRecord | undefined = live ?? dead;
	if (!key) return undefined;
	const aliases = [...state.aliases.values()].filter((a) => a.targetArn === arn).map((a) => a.name);
	return {
		arn: key.arn,
		keyId: key.keyId,
		rings: key.generations.length,
		since: key.generations.map((one) => one.rotation?.at ?? one.createdAt),
		state: live ? key.state : 'deleted',
		aliases,
		policy: namedIn(key),
		...(lit !== undefined && key.generations.some(({ number }) => number === lit) && { lit }),
		...(live?.deletionAt !== undefined && {
			daysLeft: Math.max(0, Math.ceil((live.deletionAt - state.time) / DAY))
		})
	};
}
