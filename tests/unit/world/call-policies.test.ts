/** Policies that belong to the call itself narrow it, in the API and in the explanation; accounts come with their people. */
import { describe, expect, test } from 'vitest';
import type { Command } from '$lib/domain/entry';
import { explainEntry } from '$lib/world/explain-entry';
import { accountsOf } from '$lib/world/policy-world';
import { testWorld } from './world';

const ROLE = 'arn:aws:iam::111122223333:role/Application';
const allowing = (action: string, principal = false): string =>
	JSON.stringify({
		Version: '2012-10-17',
		Statement: [{ Effect: 'Allow', Action: action, Resource: '*', ...(principal && { Principal: '*' }) }]
	});

describe.each([
	['sessionPolicy', false, 'session', 'session policy'],
	['vpcEndpointPolicy', true, 'vpcEndpointPolicy', 'VPC endpoint policy']
] as const)('%s', (member, principal, decidedBy, words) => {
	test('lets through what it allows, refuses the rest, and the explanation names it', async () => {
		const world = testWorld();
		const { KeyMetadata } = await world.kms('CreateKey', {});
		const describeKey = (policy: string): Command => ({
			...{ type: 'kms', operation: 'DescribeKey', input: { KeyId: KeyMetadata.KeyId }, ...world.acting },
			...{ caller: ROLE as never, [member]: policy }
		});
		const allowed = await world.run(describeKey(allowing('kms:DescribeKey', principal)));
		expect(allowed.entry.outcome.ok).toBe(true);

		const before = world.state();
		const { entry } = await world.run(describeKey(allowing('kms:Encrypt', principal)));
		expect(entry.outcome).toMatchObject({ ok: false, error: { code: 'AccessDeniedException' } });
		expect(JSON.stringify(entry.outcome)).toContain(words);
		expect(entry.trace.find((step) => step.kind === 'authorize')).toMatchObject({ decision: { decidedBy } });
		const explained = explainEntry(before, entry);
		expect(explained?.refused).toBe(true);
		expect(explained?.permissions[0]?.verdict.decidedBy).toBe(decidedBy);
	});
});

test('an account is there as soon as somebody is in it', async () => {
	const world = testWorld();
	expect(accountsOf(world.state())).not.toContain('777788889999');
	await world.run({
		type: 'iam.putPrincipal',
		principal: { arn: 'arn:aws:iam::777788889999:user/Erin', identityPolicies: [] },
		...world.acting
	});
	expect(accountsOf(world.state())).toContain('777788889999');
});
