/**
 * Random sequences of moves over a world, for properties: commands on several keys and aliases, calendar moves, and
 * walks through the log. A move is a kind and two numbers; what it means depends on the world it meets, so that
 * sequences shrink well and most commands reach the HSM. fast-check prints the seed of a failure.
 */
import fc from 'fast-check';
import { fromHex, utf8 } from '$lib/domain/bytes';
import type { Command, Entry, Execution, WorldState } from '$lib/domain/entry';
import type { EncryptionContext } from '$lib/domain/encryption-context';
import type { Hsm } from '$lib/domain/hsm';
import type { KeyArn } from '$lib/domain/ids';
import { currentGeneration, DAY, type KeyRecord } from '$lib/domain/key';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { execute } from '$lib/world/execute';
import { newOrigin } from '$lib/world/origins';
import { Timeline } from '$lib/world/timeline';

/** `SLOW=1` runs ten times as many sequences. */
export const runs = (count: number): number => (process.env['SLOW'] ? 10 * count : count);

const SEED = new Uint8Array(32).fill(11);
export const ORIGIN = newOrigin({ seed: SEED, name: 'random', id: 'random', startsAt: Date.UTC(2026, 0, 1) });
const ACTING = { caller: ORIGIN.caller, account: ORIGIN.account, region: ORIGIN.region };
export const newHsm = (): Hsm => createInProcessHsm({ seed: fromHex(ORIGIN.seed) });

const KINDS = [
	...[
		'CreateKey',
		'EnableKey',
		'EnableKey',
		'DisableKey',
		'ScheduleKeyDeletion',
		'CancelKeyDeletion',
		'CancelKeyDeletion'
	],
	...['EnableKeyRotation', 'EnableKeyRotation', 'DisableKeyRotation', 'RotateKeyOnDemand', 'DescribeKey'],
	...['UpdateKeyDescription', 'CreateAlias', 'UpdateAlias', 'DeleteAlias', 'ListKeyRotations', 'ListAliases'],
	...['Encrypt', 'Encrypt', 'Encrypt by alias', 'Decrypt', 'ReEncrypt', 'ReEncrypt', 'GenerateDataKey'],
	...['GenerateDataKeyWithoutPlaintext', 'GenerateRandom', 'GetKeyRotationStatus', 'seal', 'move'],
	...['days', 'days', 'next event', 'undo', 'undo', 'redo', 'step back', 'seek', 'again', 'fork']
] as const;

export interface Move {
	readonly kind: (typeof KINDS)[number];
	readonly a: number;
	readonly b: number;
}
export const moves = (maxLength: number): fc.Arbitrary<readonly Move[]> =>
	fc.array(fc.record({ kind: fc.constantFrom(...KINDS), a: fc.nat(97), b: fc.nat(89) }), {
		minLength: 5,
		maxLength,
		size: 'max'
	});

/** A blob that KMS sealed on some branch, and what is known of it. */
export interface Sealed {
	readonly blob: Uint8Array;
	readonly keyArn: KeyArn;
	readonly materialId: string;
	readonly context: EncryptionContext;
	/** Absent for a data key that nobody has seen yet. */
	readonly plaintext?: Uint8Array;
}

export interface Step {
	readonly command: Command;
	readonly before: WorldState;
	readonly after: WorldState;
	readonly execution: Execution;
}

const CONTEXTS: readonly EncryptionContext[] = [{}, { purpose: 'a' }, { purpose: 'b', owner: 'Zoë' }];
const ALIASES = ['alias/one', 'alias/two', 'alias/three'] as const;
const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

export type RandomWorld = ReturnType<typeof randomWorld>;

export function randomWorld(hsm: Hsm = newHsm()) {
	const timeline = new Timeline(ORIGIN);
	const commands = new Map<string, Command>();
	const outputs = new Map<string, Execution>();
	const sealed: Sealed[] = [];
	/** Every key that ever was on any branch. */
	const arns: KeyArn[] = [];
	const state = (): WorldState => timeline.stateAt(timeline.head);

	/** Runs a command after an entry; nothing is appended. */
	const attempt = (command: Command, parent: Entry | null, by: Hsm = hsm): Promise<Execution> => {
		const before = timeline.stateAt(parent?.id ?? null);
		return execute({
			origin: ORIGIN,
			state: before,
			parent,
			command,
			hsm: by
		});
	};

	async function run(command: Command): Promise<Step> {
		const before = state();
		const execution = await attempt(command, timeline.entryAt(timeline.head) ?? null);
		timeline.append(execution.entry);
		commands.set(execution.entry.id, command);
		outputs.set(execution.entry.id, execution);
		const step = { command, before, after: state(), execution };
		note(step);
		return step;
	}

	function note({ command, before, execution }: Step): void {
		for (const event of execution.entry.events)
			if (event.type === 'key.created' && !arns.includes(event.key.arn)) arns.push(event.key.arn);
		const out = execution.output as
			{ CiphertextBlob?: Uint8Array; KeyId?: string; Plaintext?: Uint8Array } | undefined;
		if (!out?.CiphertextBlob || command.type !== 'kms') return;
		const keyArn = out.KeyId as KeyArn;
		const input = command.input as Partial<Record<string, unknown>>;
		const plaintext =
			command.operation === 'ReEncrypt'
				? known(input['CiphertextBlob'])
				: (input['Plaintext'] ?? out.Plaintext);
		sealed.push({
			blob: out.CiphertextBlob,
			keyArn,
			// Whatever the answer says: the current generation of the key is what must have sealed it.
			materialId: currentGeneration(before.keys.get(keyArn)!).materialId,
			context: (input['EncryptionContext'] ??
				input['DestinationEncryptionContext'] ??
				{}) as EncryptionContext,
			...(plaintext instanceof Uint8Array && { plaintext })
		});
	}
	const known = (blob: unknown) => sealed.find((one) => one.blob === blob)?.plaintext;

	const kms = (operation: string, input: object): Command =>
		// Which input belongs to which operation is known here, not to the type checker.
		({ type: 'kms', operation, input, ...ACTING }) as Command;

	/** What the two numbers of a move stand for now. */
	const meaning = (a: number, b: number) => ({
		KeyId: at(arns, a),
		EncryptionContext: CONTEXTS[b % CONTEXTS.length]!,
		Plaintext: utf8(`plaintext ${b % 4}`),
		alias: ALIASES[b % ALIASES.length]!,
		old: at(sealed, b)
	});

	/** The command that a move means now; undefined where there is nothing to do it with. */
	function commandOf({ kind, a, b }: Move): Command | undefined {
		const { KeyId, EncryptionContext, Plaintext, alias, old } = meaning(a, b);
		switch (kind) {
			case 'CreateKey':
				return arns.length < 4 ? kms(kind, { Description: `key ${b % 3}` }) : undefined;
			case 'GenerateRandom':
				return kms(kind, { NumberOfBytes: 16 + (b % 3) });
			case 'ListAliases':
				return kms(kind, {});
			case 'DeleteAlias':
				return kms(kind, { AliasName: alias });
			case 'Encrypt by alias':
				return kms('Encrypt', { KeyId: alias, Plaintext, EncryptionContext });
			case 'days':
				return { type: 'clock.advance', by: (1 + ((a * 89 + b) % 120)) * DAY, ...ACTING };
			case 'next event': {
				const due = [...state().keys.values()].some((key) => dueAt(key) !== undefined);
				return due ? { type: 'clock.advance', by: 'next-event', ...ACTING } : undefined;
			}
			case 'Decrypt':
				return (
					old &&
					kms(kind, { CiphertextBlob: old.blob, EncryptionContext: a % 5 ? old.context : EncryptionContext })
				);
			case 'move': {
				const item = at([...state().items.values()], b);
				return item && KeyId
					? { type: 'client.move', itemId: item.id, toKeyId: KeyId, ...ACTING }
					: undefined;
			}
			default:
				return KeyId && commandOnKey({ kind, a, b }, KeyId);
		}
	}

	function commandOnKey({ kind, a, b }: Move, KeyId: KeyArn): Command | undefined {
		const { EncryptionContext, Plaintext, alias, old } = meaning(a, b);
		switch (kind) {
			case 'CreateAlias':
			case 'UpdateAlias':
				return kms(kind, { AliasName: alias, TargetKeyId: KeyId });
			case 'UpdateKeyDescription':
				return kms(kind, { KeyId, Description: `described ${b}` });
			case 'ScheduleKeyDeletion':
				return kms(kind, { KeyId, PendingWindowInDays: 7 + (b % 24) });
			case 'EnableKeyRotation':
				return kms(kind, { KeyId, RotationPeriodInDays: 90 + b });
			case 'Encrypt':
				return kms(kind, { KeyId, Plaintext, EncryptionContext });
			case 'GenerateDataKey':
			case 'GenerateDataKeyWithoutPlaintext':
				return kms(kind, { KeyId, KeySpec: b % 2 ? 'AES_256' : 'AES_128', EncryptionContext });
			case 'ReEncrypt':
				return (
					old &&
					kms(kind, {
						CiphertextBlob: old.blob,
						SourceEncryptionContext: old.context,
						DestinationKeyId: KeyId,
						DestinationEncryptionContext: EncryptionContext
					})
				);
			case 'seal':
				return {
					type: 'client.seal',
					name: `note ${b % 2}`,
					// Now and then more than one frame.
					plaintext: b % 3 ? Plaintext : utf8('long '.repeat(1000)),
					keyIds: [KeyId, at(arns, b)!],
					context: EncryptionContext,
					...ACTING
				};
			default:
				return kms(kind, { KeyId });
		}
	}

	/** One move. @returns what ran, or undefined when the move only walked through the log. */
	async function play(move: Move): Promise<Step | undefined> {
		const { entries } = timeline;
		const entry = at(entries, move.a * 89 + move.b);
		switch (move.kind) {
			case 'undo':
				return void timeline.undo();
			case 'redo':
				return void timeline.redo();
			case 'step back':
				return void timeline.seek(timeline.entryAt(timeline.head)?.parent ?? null);
			case 'seek':
				return void timeline.seek(entry?.id ?? null);
			case 'again':
				// Also begins a branch of what was done elsewhere, now from here.
				return entry && run(commands.get(entry.id)!).catch(() => undefined);
			case 'fork':
				timeline.seek(entry?.parent ?? null);
				return;
			default: {
				const command = commandOf(move);
				return command && run(command);
			}
		}
	}

	/** Two keys and a name, so that few moves are lost on an empty world. */
	async function begin(): Promise<void> {
		for (const Description of ['first', 'second']) await run(kms('CreateKey', { Description }));
		await run(kms('CreateAlias', { AliasName: ALIASES[0], TargetKeyId: arns[0] }));
		await run(kms('Encrypt', { KeyId: arns[0], Plaintext: utf8('plaintext 0') }));
	}

	return { timeline, state, sealed, commands, outputs, attempt, kms, play, begin };
}

/** When something of a key falls due, as the documentation has it; undefined while nothing does. */
export const dueAt = (key: KeyRecord): number | undefined =>
	key.state === 'PendingDeletion'
		? key.deletionAt
		: key.state === 'Enabled' && key.rotation.enabled
			? key.rotation.nextAt
			: undefined;

/** A state as text: equal texts, equal states, the order of maps included. */
export const stateText = (state: WorldState): string =>
	JSON.stringify(state, (_, value: unknown) => (value instanceof Map ? [...value] : value));
