/** `npm run decide -- FILE`, as a team runs it in its own CI. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { arnOf, HOME, KEY_ID } from './case-file';

const script = fileURLToPath(new URL('../../../scripts/decide.mjs', import.meta.url));
const arn = `arn:aws:kms:us-east-1:${HOME}:key/${KEY_ID}`;
const alice = arnOf(`${HOME}:user/alice`);
const statement = { Effect: 'Allow', Principal: { AWS: alice }, Action: 'kms:Decrypt', Resource: '*' };
const one = (id: string, expect?: object) => ({
	id,
	world: {
		accounts: { [HOME]: {} },
		principals: { [alice]: { type: 'user', identityPolicies: [] } },
		keys: [{ arn, policy: { Version: '2012-10-17', Statement: [statement] } }]
	},
	request: { principal: alice, action: 'kms:Decrypt', keyRef: arn, region: 'us-east-1' },
	...(expect && { expect })
});

function run(input: unknown) {
	const text = typeof input === 'string' ? input : JSON.stringify(input);
	const { status, stdout, stderr } = spawnSync(process.execPath, [script, '-'], {
		input: text,
		encoding: 'utf8'
	});
	const lines = stdout.split('\n').filter((line) => line !== '');
	return { status, stderr, lines: lines.map((line) => JSON.parse(line) as unknown) };
}

describe('npm run decide', () => {
	const decided = { decision: 'allow', decidedBy: 'keyPolicy', reason: 'ALLOW_KEY_POLICY_DIRECT' };
	it('prints one JSON line a case and agrees', () => {
		expect(run({ cases: [one('A', { decision: 'allow' }), one('B')] })).toMatchObject({
			status: 0,
			lines: [
				{ id: 'A', ...decided, expected: { decision: 'allow' }, agrees: true },
				{ id: 'B', ...decided }
			]
		});
	});
	it('exits with 1 where a case disagrees', () => {
		const { status, lines } = run([one('A', { decision: 'allow', reason: 'ALLOW_GRANT' })]);
		expect([status, lines]).toMatchObject([1, [{ agrees: false }]]);
	});
	it('exits with 2 and names the place of what it cannot read', () => {
		expect(run('{')).toMatchObject({ status: 2, lines: [] });
		const misspelt = { ...one('A'), request: { ...one('A').request, encryptionContex: {} } };
		expect(run([misspelt])).toMatchObject({ status: 2, lines: [] });
		expect(run([misspelt]).stderr).toContain('cases[0].request');
	});
	it.each([
		['no list of cases', one('A')],
		['an empty list', { cases: [] }]
	])('exits with 2 for %s, since nothing would be checked', (_, file) => {
		expect(run(file)).toMatchObject({ status: 2, lines: [] });
		expect(run(file).stderr).toContain('expected a list of cases');
	});
});
