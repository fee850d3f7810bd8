/** 10,000 random and mutated texts as policies: never a crash, never an allow from what could not be parsed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '$lib/policy/evaluate';
import { parsePolicy } from '$lib/policy/grammar';
import { readJson } from '$lib/policy/json';
import { apiDefaultPolicy, consoleDefaultPolicy } from '$lib/policy/default-policies';
import { describeStatement } from '$lib/policy/describe-statement';
import type { PolicySource } from '$lib/policy/document';
import type { PolicyWorld } from '$lib/policy/world';

const HOME = '111122223333';
const ARN = `arn:aws:kms:us-east-1:${HOME}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ALICE = `arn:aws:iam::${HOME}:user/alice`;
const SEEDS = [
	JSON.stringify(apiDefaultPolicy(HOME), null, 2),
	JSON.stringify(consoleDefaultPolicy({ account: HOME, administrators: [ALICE], users: [ALICE] })),
	'{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":true}}}}'
];
const PIECES = [
	'"',
	'{',
	'}',
	'[',
	']',
	',',
	':',
	'\\',
	'null',
	'0',
	'-',
	'"Effect":"Allow"',
	'"Deny"',
	'*',
	'?',
	'${',
	'}',
	'\u0000',
	'\ud800',
	'é',
	' ',
	'\n',
	'"Statement"',
	'"__proto__":{}',
	'1e999'
];

const mutated = fc
	.tuple(
		fc.constantFrom(...SEEDS),
		fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.constantFrom('', ...PIECES)), { maxLength: 6 })
	)
	.map(([seed, cuts]) =>
		cuts.reduce((text, [at, length, piece]) => {
			const from = at % (text.length + 1);
			return text.slice(0, from) + piece + text.slice(from + length);
		}, seed)
	);
const texts = fc.oneof(
	{ weight: 6, arbitrary: mutated },
	{ weight: 2, arbitrary: fc.json() },
	{ weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
	{
		weight: 1,
		arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((parts) => parts.join(''))
	}
);

const worldWith = (keyPolicy: PolicySource, identity: PolicySource): PolicyWorld => ({
	principals: [{ arn: ALICE, identityPolicies: [{ name: 'own', policy: identity }] }],
	keys: [
		{
			...{ arn: ARN, keyId: ARN.split('/')[1]!, account: HOME, region: 'us-east-1', manager: 'CUSTOMER' },
			...{ state: 'Enabled', keySpec: 'SYMMETRIC_DEFAULT', keyUsage: 'ENCRYPT_DECRYPT', origin: 'AWS_KMS' },
			...{ multiRegion: false, aliases: [], tags: {}, grants: [], policy: keyPolicy }
		}
	]
});
const call = { principal: ALICE, action: 'kms:Decrypt', region: 'us-east-1', keyRef: ARN };
const OPEN = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

function parses(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

describe('any text as a policy', () => {
	test('never crashes, and never allows when it cannot be parsed', () => {
		let unparsable = 0;
		let allowing = 0;
		fc.assert(
			fc.property(texts, (text) => {
				const { document, problems } = parsePolicy(text, 'key-policy');
				for (const { place, where, message } of problems) {
					expect(place?.line).toBeGreaterThan(0);
					expect(place?.column).toBeGreaterThan(0);
					expect(where.length * message.length).toBeGreaterThan(0);
				}
				document?.statements.forEach((one) => expect(describeStatement(one, 'key-policy')).toMatch(/\.$/));
				const asKeyPolicy = evaluate(worldWith(text, OPEN), call);
				const asIdentity = evaluate(worldWith(apiDefaultPolicy(HOME), text), call);
				if (asKeyPolicy.decision === 'allow') allowing += 1;
				if (document) return;
				unparsable += 1;
				expect(problems.some((p) => p.severity === 'error')).toBe(true);
				expect(asKeyPolicy).toMatchObject({ decision: 'deny', reason: 'POLICY_NOT_EVALUABLE' });
				if (!parses(text)) expect(asIdentity.decision).toBe('deny');
			}),
			{ numRuns: 10_000 }
		);
		expect(unparsable).toBeGreaterThan(1000);
		expect(allowing).toBeGreaterThan(100);
	});

	test('is JSON exactly when JSON.parse says so, with the same value', () => {
		fc.assert(
			fc.property(texts, (text) => {
				const read = readJson(text);
				expect(read.ok).toBe(parses(text));
				if (read.ok) expect(read.tree.value).toEqual(JSON.parse(text));
			}),
			{ numRuns: 5000 }
		);
	});

	test('may be any JSON value given as an object', () => {
		fc.assert(
			fc.property(fc.object(), (value) => {
				expect(evaluate(worldWith(value, OPEN), call).decision).toBe('deny');
			}),
			{ numRuns: 1000 }
		);
	});
});
