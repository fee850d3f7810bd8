/** The tables of facts, held against the engine: constraints at their edges. Key states have a file of their own. */
import { expect, test } from 'vitest';
import { utf8 } from '$lib/domain/bytes';
import type { Command } from '$lib/domain/entry';
import type { OperationName } from '$lib/domain/operations';
import { CONSTRAINTS, type Constraint } from '$lib/facts/constraints';
import { testWorld } from '../world/world';

type World = ReturnType<typeof testWorld>;

async function codeOf(world: World, operation: OperationName, input: Record<string, unknown>) {
	const { entry } = await world.run({ type: 'kms', operation, input, ...world.acting } as unknown as Command);
	return entry.outcome.ok ? 'ok' : `${entry.outcome.error.code}: ${entry.outcome.error.message}`;
}

const valueOf = (of: Constraint, size: number): unknown =>
	of.type === 'integer'
		? size
		: of.type === 'blob'
			? new Uint8Array(size)
			: of.type === 'list'
				? Array.from({ length: size }, () => 'x')
				: 'x'.repeat(size);

const EDGES = Object.entries(CONSTRAINTS).flatMap(([operation, members]) =>
	Object.entries(members as Record<string, Constraint>).flatMap(([member, of]) => {
		if (of.type === 'map' || of.type === 'boolean' || of.type === 'structure' || of.values || of.pattern)
			return [];
		const kind = of.type === 'integer' ? 'value' : 'length';
		return [
			...(of.max === undefined
				? []
				: [[operation, member, of, of.max + 1, `${kind} less than or equal to ${of.max}`] as const]),
			...(!of.min
				? []
				: [[operation, member, of, of.min - 1, `${kind} greater than or equal to ${of.min}`] as const])
		];
	})
);

test.each(EDGES)('%s.%s just outside its bounds is refused', async (operation, member, of, size, words) => {
	const answer = await codeOf(testWorld(), operation as OperationName, { [member]: valueOf(of, size) });
	const name = member.charAt(0).toLowerCase() + member.slice(1);
	expect(answer).toMatch(/^ValidationException: \d+ validation errors? detected: /);
	expect(answer).toContain(`at '${name}' failed to satisfy constraint: Member must have ${words}`);
});

test('a member that must be there is named', async () => {
	expect(await codeOf(testWorld(), 'Encrypt', {})).toBe(
		"ValidationException: 2 validation errors detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null; Value null at 'plaintext' failed to satisfy constraint: Member must not be null"
	);
});

test.each(['ML_DSA_44', 'ML_KEM_768', 'ECC_NIST_EDWARDS25519'])(
	'CustomerMasterKeySpec, the old name, knows no %s',
	async (spec) => {
		expect(await codeOf(testWorld(), 'CreateKey', { CustomerMasterKeySpec: spec })).toContain(
			"at 'customerMasterKeySpec' failed to satisfy constraint: Member must satisfy enum value set: ["
		);
	}
);

test('a dry run that would succeed says so, and a key of another account is refused', async () => {
	const world = testWorld();
	const { KeyMetadata: key } = await world.kms('CreateKey', {});
	expect(await codeOf(world, 'Encrypt', { KeyId: key.KeyId, Plaintext: utf8('x'), DryRun: true })).toContain(
		'DryRunOperationException'
	);
	const { entry } = await world.run({
		type: 'kms',
		operation: 'DescribeKey',
		input: { KeyId: key.Arn },
		...world.acting,
		caller: 'arn:aws:iam::444455556666:user/Bob'
	} as unknown as Command);
	expect(entry.outcome).toMatchObject({ ok: false, error: { code: 'AccessDeniedException' } });
});

test('the twenty-sixth rotation on demand is refused', async () => {
	const world = testWorld();
	const { KeyMetadata: key } = await world.kms('CreateKey', {});
	for (let i = 0; i < 25; i++) await world.kms('RotateKeyOnDemand', { KeyId: key.KeyId });
	expect(await codeOf(world, 'RotateKeyOnDemand', { KeyId: key.KeyId })).toContain('LimitExceededException');
});
