import { describe, expect, it } from 'vitest';
import { parsePolicy } from '$lib/policy/grammar';
import type { PolicyKind } from '$lib/policy/document';
import { placeAt, readJson } from '$lib/policy/json';
import { refuseKeyPolicy } from '$lib/policy/validate';
import { apiDefaultPolicy } from '$lib/policy/default-policies';
import { arnOf, HOME } from './case-file';

const statement = { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' };
const text = (...statements: readonly object[]): string =>
	JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
const { Principal: _, ...identity } = statement;

describe('a problem names its place', () => {
	it.each([
		['a comma too many', '{\n  "Statement": [\n    {,}\n  ]\n}', 'json-syntax', 3, 6],
		['a string not closed', '{"Version": "2012', 'json-syntax', 1, 13],
		['text after the end', '{} x', 'json-syntax', 1, 4],
		['nothing', '', 'json-syntax', 1, 1]
	])('%s', (_name, source, code, line, column) => {
		expect(parsePolicy(source, 'key-policy').problems).toMatchObject([{ code, place: { line, column } }]);
	});

	it('by path, line and column', () => {
		const source = text(statement, { ...statement, Effect: 'Permit' });
		const [problem] = parsePolicy(source, 'key-policy').problems;
		expect(problem).toMatchObject({ code: 'wrong-value', where: 'Statement[1].Effect' });
		expect(source.split('\n')[problem!.place!.line - 1]).toContain('"Permit"');
		expect(source.split('\n')[problem!.place!.line - 1]!.slice(problem!.place!.column - 1)).toMatch(
			/^"Permit"/
		);
	});

	it('at the nearest value around a place that is not there', () => {
		const read = readJson('{"a": [1, {"b": 2}]}');
		expect(read.ok && placeAt('{"a": [1, {"b": 2}]}', read.tree, ['a', 1, 'c'])).toEqual({
			line: 1,
			column: 11
		});
	});
});

const KEY: PolicyKind = 'key-policy';
describe('the grammar', () => {
	it.each<[string, PolicyKind, object, string, string]>([
		['an unknown element', KEY, { ...statement, Actions: 'x' }, 'unknown-element', 'Statement[0].Actions'],
		['no Effect', KEY, { ...statement, Effect: undefined }, 'missing-element', 'Statement[0].Effect'],
		['no Principal', KEY, identity, 'missing-element', 'Statement[0]'],
		['a Principal in IAM', 'identity-policy', statement, 'not-allowed-here', 'Statement[0].Principal'],
		[
			'both Action and NotAction',
			KEY,
			{ ...statement, NotAction: 'x:y' },
			'conflicting-elements',
			'Statement[0].NotAction'
		],
		[
			'both principals',
			KEY,
			{ ...statement, NotPrincipal: '*' },
			'conflicting-elements',
			'Statement[0].NotPrincipal'
		],
		[
			'no Action in IAM',
			'identity-policy',
			{ ...identity, Action: undefined },
			'missing-element',
			'Statement[0]'
		],
		['no Action in a key policy', KEY, { ...statement, Action: undefined }, 'no-effect', 'Statement[0]'],
		[
			'an action that is none',
			KEY,
			{ ...statement, Action: ['kms:Encrypt', 'Encrypt'] },
			'invalid-action',
			'Statement[0].Action[1]'
		],
		['kms:ReEncrypt', KEY, { ...statement, Action: 'kms:ReEncrypt' }, 'no-effect', 'Statement[0].Action'],
		[
			'a wildcard in a principal',
			KEY,
			{ ...statement, Principal: { AWS: arnOf(`${HOME}:user/*`) } },
			'invalid-principal',
			'Statement[0].Principal.AWS'
		],
		[
			'a group',
			KEY,
			{ ...statement, Principal: { AWS: [`arn:aws:iam::${HOME}:group/g`] } },
			'invalid-principal',
			'Statement[0].Principal.AWS[0]'
		],
		[
			'a service that is none',
			KEY,
			{ ...statement, Principal: { Service: 'sns' } },
			'invalid-principal',
			'Statement[0].Principal.Service'
		],
		[
			'an unknown principal type',
			KEY,
			{ ...statement, Principal: { User: 'a' } },
			'unknown-element',
			'Statement[0].Principal.User'
		],
		['a Principal of text', KEY, { ...statement, Principal: HOME }, 'wrong-type', 'Statement[0].Principal'],
		[
			'an unknown operator',
			KEY,
			{ ...statement, Condition: { StringIs: { 'aws:username': 'a' } } },
			'unknown-operator',
			'Statement[0].Condition.StringIs'
		],
		[
			'an unknown key',
			KEY,
			{ ...statement, Condition: { StringEquals: { 'kms:Foo': 'a' } } },
			'unknown-condition-key',
			'Statement[0].Condition.StringEquals.kms:Foo'
		],
		[
			'a value of the wrong kind',
			KEY,
			{ ...statement, Condition: { NumericEquals: { 'kms:RotationPeriodInDays': 'ten' } } },
			'wrong-value',
			'Statement[0].Condition.NumericEquals.kms:RotationPeriodInDays'
		],
		[
			'an operator that does not fit',
			KEY,
			{ ...statement, Condition: { NumericEquals: { 'kms:ViaService': '1' } } },
			'wrong-condition-type',
			'Statement[0].Condition.NumericEquals.kms:ViaService'
		],
		[
			'ForAllValues on a pair',
			KEY,
			{ ...statement, Condition: { 'ForAllValues:StringEquals': { 'kms:EncryptionContext:A': 'b' } } },
			'overly-permissive-condition',
			'Statement[0].Condition.ForAllValues:StringEquals.kms:EncryptionContext:A'
		],
		[
			'kms:ResourceAliases in a key policy',
			KEY,
			{ ...statement, Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/a' } } },
			'no-effect',
			'Statement[0].Condition.ForAnyValue:StringEquals.kms:ResourceAliases'
		],
		[
			'an alias as Resource',
			KEY,
			{ ...statement, Resource: `arn:aws:kms:us-east-1:${HOME}:alias/a` },
			'no-effect',
			'Statement[0].Resource'
		],
		[
			'a Sid with a space in IAM',
			'identity-policy',
			{ ...identity, Sid: 'a b' },
			'wrong-value',
			'Statement[0].Sid'
		],
		['an Allow in an RCP', 'resource-control-policy', statement, 'not-allowed-here', 'Statement[0].Effect']
	])('finds %s', (_name, kind, json, code, where) => {
		const { problems } = parsePolicy(text(json), kind);
		expect(problems).toContainEqual(expect.objectContaining({ code, where }) as object);
	});

	it('finds names given twice, wherever they stand', () => {
		const source =
			'{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}';
		const parsed = parsePolicy(source, KEY);
		expect(parsed.document).toBeUndefined();
		expect(parsed.problems).toMatchObject([{ code: 'duplicate-element', where: 'Statement[0].Effect' }]);
	});

	it('takes the default policy without a word', () => {
		expect(parsePolicy(JSON.stringify(apiDefaultPolicy(HOME)), KEY).problems).toEqual([]);
	});
});

describe('PutKeyPolicy refuses', () => {
	const world = {
		completeAccounts: [HOME],
		principals: [{ arn: arnOf(`${HOME}:user/alice`), identityPolicies: [] }],
		keys: []
	};
	const naming = (arn: string): string => text({ ...statement, Principal: { AWS: arn } });

	it.each([
		[32_768, undefined],
		[32_769, 'LimitExceededException']
	])('a policy of %i bytes: %s', (bytes, error) => {
		const short = text({ ...statement, Sid: '' });
		expect(
			refuseKeyPolicy(world, short.replace('"Sid": ""', `"Sid": "${'x'.repeat(bytes - short.length)}"`))
				?.error
		).toBe(error);
	});
	it('characters beyond U+00FF', () => {
		expect(refuseKeyPolicy(world, text({ ...statement, Sid: 'caf\u00e9' }))).toBeUndefined();
		expect(refuseKeyPolicy(world, text({ ...statement, Sid: '\u20ac' }))?.message).toContain('U+20AC');
	});
	it('principals that do not exist in an account known whole, and what a deleted one left', () => {
		expect(refuseKeyPolicy(world, naming(arnOf(`${HOME}:user/alice`)))).toBeUndefined();
		expect(refuseKeyPolicy(world, naming(arnOf('444455556666:user/xena')))).toBeUndefined();
		expect(refuseKeyPolicy(world, naming(arnOf(`${HOME}:user/nobody`)))?.message).toMatch(
			/^Policy contains a statement with one or more invalid principals\./
		);
		expect(refuseKeyPolicy(world, naming('AIDAEXAMPLEDELETED1'))?.error).toBe(
			'MalformedPolicyDocumentException'
		);
	});
	it('conditions that are overly permissive, in the words of AWS', () => {
		const condition = { 'ForAllValues:StringEquals': { 'kms:EncryptionContext:App': 'x' } };
		expect(refuseKeyPolicy(world, text({ ...statement, Condition: condition }))?.message).toMatch(
			/^OverlyPermissiveCondition:/
		);
	});
});
