/**
 * What the reference pages show, measured from the engine when the site is built: one world, asked once. Only pages'
 * server code may import this.
 */
import { toBase64 } from '$lib/domain/bytes';
import type { OperationName } from '$lib/domain/operations';
import { CONSTRAINTS, type Constraint } from '$lib/facts/constraints';
import { ALIAS_ACCEPTED, CROSS_ACCOUNT } from '$lib/facts/kms-actions';
import { KEY_STATES } from '$lib/facts/key-states';
import { OPERATION_FACTS } from '$lib/facts/operation-facts';
import { quotaOf } from '$lib/facts/request-quotas';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { cliLine } from '$lib/reference/cli-line';
import { measureSpecs } from '$lib/reference/measure-specs';
import { measureKeyStates, type MeasuredKind } from '$lib/reference/measure-states';
import { createProbe, PROBE_SEED } from '$lib/reference/probe';
import { isProvoked, provokeAll } from '$lib/reference/provoke';
import { requestOn, withoutKey, type Members } from '$lib/reference/requests';
import { createStage, kindFor } from '$lib/reference/stage';
import { RSA_TEST_KEYS } from '$lib/scenarios/rsa-test-keys';

function once<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | undefined;
	return () => (made ??= make());
}

// With the RSA keys of the scenes: new ones take seconds, and would be others with every build.
const stage = createStage(createProbe(createInProcessHsm({ seed: PROBE_SEED, rsaTestKeys: RSA_TEST_KEYS })));
export const keyStates = once(() => measureKeyStates(stage));
export const keySpecs = once(() => measureSpecs(stage.probe));

export const OPERATION_NAMES = Object.keys(OPERATION_FACTS) as readonly OperationName[];
export const isOperation = (name: string): name is OperationName => name in OPERATION_FACTS;

/** A request as JSON 1.1 has it: bytes are base64; what is very long is cut, and says so. */
function wire(value: unknown): unknown {
	if (value instanceof Uint8Array) {
		const text = toBase64(value);
		return text.length > 96 ? `${text.slice(0, 96)}… (${value.length} bytes)` : text;
	}
	if (typeof value === 'string' && value.length > 240)
		return `${value.slice(0, 80)}… (${value.length} characters)`;
	if (Array.isArray(value)) return value.map(wire);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, wire(one)]));
}

/** In words: `1–4,096 bytes`, `one of A, B`. */
export function constraintWords(of: Constraint): string {
	const unit = { string: 'characters', blob: 'bytes', list: 'items' }[of.type as string] ?? '';
	const number = (n: number): string => n.toLocaleString('en');
	const range =
		of.min !== undefined && of.max !== undefined
			? `${of.min === of.max ? number(of.max) : `${number(of.min)}–${number(of.max)}`} ${unit}`
			: of.max !== undefined
				? `at most ${number(of.max)} ${unit}`
				: '';
	return [
		range.trim(),
		of.values ? `one of ${of.values.join(', ')}` : '',
		of.pattern !== undefined ? `pattern ${of.pattern}` : '',
		of.items ? `each: ${constraintWords(of.items) || of.items.type}` : '',
		of.members
			? Object.entries(of.members)
					.map(
						([name, one]) =>
							`${name}${one.required ? '' : ' (optional)'}: ${constraintWords(one) || one.type}`
					)
					.join('; ')
			: ''
	]
		.filter(Boolean)
		.join('; ');
}

const membersOf = (operation: OperationName) =>
	Object.entries(CONSTRAINTS[operation] as Readonly<Record<string, Constraint>>).map(([name, of]) => ({
		name,
		type: of.type,
		required: of.required === true,
		constraint: constraintWords(of)
	}));

async function exampleOf(operation: OperationName): Promise<Members> {
	return withoutKey(operation) ?? requestOn(operation, await stage.key(kindFor(operation)));
}

async function errorsOf(operation: OperationName) {
	const all = await provokeAll(stage, operation);
	return {
		thrown: all.filter(isProvoked).map(({ code, given, request, message }) => ({
			code,
			given,
			message,
			request: JSON.stringify(wire(request), null, 1)
		})),
		never: all.flatMap((one) => (isProvoked(one) ? [] : [{ code: one.code, why: one.never }]))
	};
}

export interface KindRow {
	readonly id: string;
	readonly name: string;
	readonly answers: readonly (string | null)[];
}
/** Kinds of key that take the operation in some state. */
const kindsTaking = (kinds: readonly MeasuredKind[], operation: OperationName): readonly KindRow[] =>
	kinds.flatMap(({ id, name, rows }) => {
		const row = rows[operation];
		return row?.includes('ok') ? [{ id, name, answers: row.map((one) => one ?? null) }] : [];
	});

export async function operationPage(operation: OperationName) {
	const facts = OPERATION_FACTS[operation];
	const members = membersOf(operation);
	const names = members.map(({ name }) => name);
	const quota = quotaOf({ operation, region: 'eu-west-1' });
	const i = OPERATION_NAMES.indexOf(operation);
	return {
		name: operation,
		...facts,
		needs: facts.needs ?? [`kms:${operation}`],
		crossAccount: CROSS_ACCOUNT.has(operation),
		alias: names.some((name) => /KeyId$/.test(name)) ? ALIAS_ACCEPTED.has(operation) : null,
		dryRun: names.includes('DryRun'),
		grantTokens: names.includes('GrantTokens'),
		quota: quota ? `${quota.rate.toLocaleString('en')} a second` : null,
		members,
		cli: cliLine(operation, wireForCli(await exampleOf(operation))),
		states: KEY_STATES,
		kinds: kindsTaking(await keyStates(), operation),
		errors: await errorsOf(operation),
		before: OPERATION_NAMES[i - 1] ?? null,
		after: OPERATION_NAMES[i + 1] ?? null
	};
}

/** The CLI's own names stand for the ids of a world that nobody else has. */
const wireForCli = (request: Members): Members =>
	Object.fromEntries(
		Object.entries(request).map(([name, value]) => [
			name,
			/KeyId$/.test(name) && typeof value === 'string' && !value.startsWith('cks') ? 'alias/a' : value
		])
	);

export async function keyStatesPage(id: string) {
	const kinds = await keyStates();
	const kind = kinds.find((one) => one.id === id);
	if (!kind) return undefined;
	const rows = Object.entries(kind.rows);
	/** The states that such a key can have. */
	const had = KEY_STATES.flatMap((state, i) => (kind.never[i] === undefined ? [{ state, i }] : []));
	const split = (taken: boolean) =>
		rows
			.filter(([, answers]) => answers.includes('ok') === taken)
			.map(([operation, answers]) => ({ operation, answers: had.map(({ i }) => answers[i] ?? null) }));
	return {
		id: kind.id,
		name: kind.name,
		states: had.map(({ state }) => state),
		never: KEY_STATES.flatMap((state, i) => {
			const why = kind.never[i];
			return why === undefined ? [] : [{ state, why }];
		}),
		taken: split(true),
		refused: split(false).map(({ operation, answers }) => ({
			operation,
			answer: answers.find((one) => one !== null) ?? ''
		})),
		kinds: kinds.map(({ id, name }) => ({ id, name }))
	};
}
