/**
 * The table of constraints, held against the engine at its edges: for every member of every input, the members of
 * structures and the items of lists included: just inside is not complained about, just outside is, in AWS's words.
 */
import { describe, expect, test } from 'vitest';
import type { OperationName } from '$lib/domain/operations';
import { CONSTRAINTS, type Constraint } from '$lib/facts/constraints';
import { testProbe } from './test-probe';

const probe = testProbe();

/** Strings that fit the patterns of the table, of any length from their shortest on. */
const FILLERS: readonly ((length: number) => string)[] = [
	(n) => 'a'.repeat(n),
	(n) => 'A'.repeat(n),
	(n) => '1'.repeat(n),
	(n) => `cluster-${'a'.repeat(Math.max(0, n - 8))}`,
	(n) => `https://${'a'.repeat(Math.max(0, n - 8))}`,
	(n) => `/${'a'.repeat(Math.max(0, n - 12))}/kms/xks/v1`.slice(n === 10 ? 1 : 0).replace(/^([^/])/, '/$1'),
	(n) => `arn:aws:s3:::`.padEnd(n, 'a'),
	(n) => `arn:aws:s3::111122223333:${'a'.repeat(Math.max(0, n - 25))}`,
	(n) => `com.amazonaws.vpce.eu-west-1.vpce-svc-${'a'.repeat(Math.max(0, n - 38))}`,
	(n) => `${'a'.repeat(Math.max(1, n - 5))}.b.c1`.slice(-n),
	(n) => `${'a'.repeat(Math.max(1, n - 4))}-b-1`
];

/** A value of this size that breaks nothing else; undefined where the pattern allows none. */
function sized(of: Constraint, size: number): unknown {
	if (of.type === 'integer') return size;
	if (of.type === 'blob') return new Uint8Array(size);
	if (of.type === 'list') return Array.from({ length: size }, () => valid(of.items!));
	const fits = (text: string) => text.length === size && (!of.pattern || new RegExp(of.pattern).test(text));
	return FILLERS.map((fill) => fill(size)).find(fits);
}

function valid(of: Constraint): unknown {
	if (of.values) return of.values[0];
	switch (of.type) {
		case 'boolean':
			return true;
		case 'map':
			return { a: 'b' };
		case 'timestamp':
			return 1_800_000_000;
		case 'structure':
			return Object.fromEntries(Object.entries(of.members ?? {}).map(([name, one]) => [name, valid(one)]));
		default:
			for (let size = of.min ?? 1; size <= (of.max ?? 64); size++) {
				const value = sized(of, size);
				if (value !== undefined) return value;
			}
			return undefined;
	}
}

interface Edge {
	/** As AWS names it. */
	readonly member: string;
	readonly input: Readonly<Record<string, unknown>>;
	/** The complaint; undefined: none about this member. */
	readonly says?: string;
	/** The wrong JSON type. */
	readonly wrongType?: true;
}
/** The shortest string that could stand there, with a sign at its end that no pattern has. */
const snowman = (of: Constraint): string => `${'a'.repeat(Math.max(1, of.min ?? 1) - 1)}\u2603`;
const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

function edgesOf(member: string, of: Constraint, put: (value: unknown) => Edge['input']): Edge[] {
	const edge = (value: unknown, says?: string): Edge[] =>
		value === undefined ? [] : [{ member, input: put(value), ...(says && { says }) }];
	const kind = of.type === 'integer' ? 'value' : 'length';
	const outside = (size: number, than: string) =>
		edge(
			of.type === 'string'
				? 'a'.repeat(size)
				: of.type === 'list'
					? Array.from({ length: size }, () => valid(of.items!))
					: sized(of, size),
			`Member must have ${kind} ${than}`
		);
	const edges = [
		...(of.required ? edge(null, 'Member must not be null') : []),
		...(of.min !== undefined && !of.values ? edge(sized(of, of.min)) : []),
		...(of.max !== undefined && !of.values ? edge(sized(of, of.max)) : []),
		...(of.min ? outside(of.min - 1, `greater than or equal to ${of.min}`) : []),
		...(of.max !== undefined ? outside(of.max + 1, `less than or equal to ${of.max}`) : []),
		...(of.values
			? [
					...of.values.flatMap((value) => edge(value)),
					...edge('NONE_OF_THEM', `Member must satisfy enum value set: [`)
				]
			: []),
		...(of.pattern ? edge(snowman(of), 'Member must satisfy regular expression pattern: ') : []),
		{ member, input: put(of.type === 'string' || of.type === 'blob' ? 7 : 'seven'), wrongType: true as const }
	];
	const { items, members } = of;
	const inItems = items?.members
		? Object.entries(items.members).flatMap(([name, one]) =>
				edgesOf(`${member}.1.member.${lower(name)}`, one, (value) =>
					put([{ ...(valid(items) as object), [name]: value }])
				)
			)
		: [];
	const inMembers = Object.entries(members ?? {}).flatMap(([name, one]) =>
		edgesOf(`${member}.${lower(name)}`, one, (value) => put({ ...(valid(of) as object), [name]: value }))
	);
	return [...edges, ...inItems, ...inMembers];
}

/** What is said of the items of a list of plain values. */
const itemEdges = (member: string, { items }: Constraint, put: (value: unknown) => Edge['input']): Edge[] =>
	!items || items.members
		? []
		: [
				{ member, input: put([valid(items)]) },
				...(items.max !== undefined
					? [
							{
								member,
								input: put(['a'.repeat(items.max + 1)]),
								says: `Member must satisfy constraint: [Member must have length less than or equal to ${items.max}]`
							}
						]
					: []),
				...(items.values
					? [
							{
								member,
								input: put(['NONE_OF_THEM']),
								says: 'Member must satisfy constraint: [Member must satisfy enum value set: ['
							}
						]
					: []),
				{ member, input: put([7]), wrongType: true as const }
			];

const operations = Object.entries(CONSTRAINTS) as [OperationName, Readonly<Record<string, Constraint>>][];
let tried = 0;

describe('every member at its edges', () => {
	test.each(operations)('%s', async (operation, members) => {
		for (const [name, of] of Object.entries(members)) {
			const put = (value: unknown) => ({ [name]: value });
			for (const { member, input, says, wrongType } of [
				...edgesOf(lower(name), of, put),
				...itemEdges(lower(name), of, put)
			]) {
				const answer = await probe.asks(operation, input);
				const got = answer.ok ? 'ok' : `${answer.error.code}: ${answer.error.message}`;
				const at = `${operation} ${JSON.stringify(input).slice(0, 120)}`;
				tried++;
				if (wrongType) expect(got, at).toMatch(/^SerializationException: /);
				else if (says === undefined)
					expect(got, at).not.toContain(`at '${member}' failed to satisfy constraint`);
				else {
					expect(got, at).toMatch(/^ValidationException: \d+ validation errors? detected: /);
					expect(got, at).toContain(`at '${member}' failed to satisfy constraint: ${says}`);
				}
			}
		}
	});

	test('were many', () => expect(tried).toBeGreaterThan(900));
});

test('a member that no operation has is passed over, as JSON 1.1 has it', async () => {
	const plain = await probe.asks('CreateKey', {});
	const more = await probe.asks('CreateKey', { Colour: 'blue' });
	expect([plain.ok, more.ok]).toEqual([true, true]);
	expect((await probe.asks('Encrypt', { Colour: 'blue' })).ok).toBe(false);
});
