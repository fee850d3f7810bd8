/** What is made of decisions: messages, suggestions, matrices, sentences, the port. */
import { describe, expect, it } from 'vitest';
import { accountId, keyArn, keyId, region, userArn, type PrincipalArn } from '$lib/domain/ids';
import { breakersOf } from '$lib/policy/breakers';
import {
	awsManagedPolicy,
	breakGlassPolicy,
	consoleDefaultPolicy,
	crossAccountPolicy,
	viaServicePolicy
} from '$lib/policy/default-policies';
import { describeStatement } from '$lib/policy/describe-statement';
import { evaluate, explain } from '$lib/policy/evaluate';
import { parsePolicy } from '$lib/policy/grammar';
import { actionsFor, outsiders, whoCan } from '$lib/policy/matrix';
import { policyAuthorizer } from '$lib/policy/policy-authorizer';
import { sayGate } from '$lib/policy/say';
import type { StatementJson } from '$lib/policy/statement-json';
import { suggest } from '$lib/policy/suggest';
import { arnOf, callOf, caseFiles, HOME, KEY_ID, worldOf, type CallRow, type World } from './case-file';

const OTHER = '444455556666';
const delegated: StatementJson = {
	Sid: 'Enable IAM User Permissions',
	Effect: 'Allow',
	Principal: { AWS: arnOf(`${HOME}:root`) },
	Action: 'kms:*',
	Resource: '*'
};
const all: StatementJson = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };
const decide = (given: World, row: CallRow) => {
	const world = worldOf(given);
	return evaluate(world, callOf(row, world));
};

describe('AccessDenied', () => {
	const start = `User: ${arnOf(`${HOME}:user/alice`)} is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:${HOME}:key/${KEY_ID}`;
	const alice = `${HOME}:user/alice`;
	it.each<[string, World, CallRow, string]>([
		[
			'no identity policy',
			{ keys: [{ policy: [delegated] }] },
			{},
			' because no identity-based policy allows the kms:Decrypt action'
		],
		[
			'no key policy',
			{ keys: [{ policy: [] }] },
			{},
			' because no resource-based policy allows the kms:Decrypt action'
		],
		[
			'a Deny in IAM',
			{
				keys: [{ policy: [delegated] }],
				principals: { [alice]: { identity: { d: [{ ...all, Effect: 'Deny' }] } } }
			},
			{},
			' with an explicit deny in an identity-based policy'
		],
		[
			'a Deny in the key policy',
			{ keys: [{ policy: [{ ...delegated, Effect: 'Deny' }] }] },
			{},
			' with an explicit deny in a resource-based policy'
		],
		[
			'a boundary',
			{
				keys: [{ policy: [delegated] }],
				principals: { [alice]: { identity: { a: [all] }, boundary: [{ ...all, Action: 's3:*' }] } }
			},
			{},
			' because no permissions boundary allows the kms:Decrypt action'
		],
		[
			'a VPC endpoint',
			{ keys: [{ policy: [delegated] }], principals: { [alice]: { identity: { a: [all] } } } },
			{ vpcEndpointPolicy: [{ ...all, Principal: '*', Action: 'kms:Encrypt' }] },
			' because no VPC endpoint policy allows the kms:Decrypt action'
		],
		[
			'a Deny at a VPC endpoint',
			{ keys: [{ policy: [delegated] }] },
			{ vpcEndpointPolicy: [{ ...all, Principal: '*', Effect: 'Deny' }] },
			' with an explicit deny in a VPC endpoint policy'
		]
	])('is worded for %s', (_name, given, row, end) => {
		expect(decide(given, row)).toMatchObject({ error: 'AccessDeniedException', message: start + end });
	});

	it('keeps its reason from strangers, and tells members of one organization', () => {
		const key = { policy: [delegated] };
		const row = { principal: `${OTHER}:user/xena` };
		const short = `User: ${arnOf(`${OTHER}:user/xena`)} is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:${HOME}:key/${KEY_ID}`;
		expect(decide({ keys: [key] }, row).message).toBe(short);
		const organization = {
			id: 'o-a',
			managementAccount: '999988887777',
			accounts: { [HOME]: {}, [OTHER]: {} }
		};
		expect(decide({ keys: [key], organization }, row).message).toBe(
			`${short} because no resource-based policy allows the kms:Decrypt action`
		);
	});

	it('does not tell which key a ciphertext names', () => {
		expect(decide({ keys: [{ policy: [] }] }, { keyRef: null, ciphertext: {} }).message).toContain(
			'on the resource associated with this ciphertext'
		);
	});
});

describe('a call that needs more than one permission', () => {
	const second = '99999999-12ab-34cd-56ef-1234567890ab';
	const to = `arn:aws:kms:us-east-1:${HOME}:key/${second}`;
	const direct = (action: string): StatementJson => ({
		Effect: 'Allow',
		Principal: { AWS: arnOf(`${HOME}:user/alice`) },
		Action: action,
		Resource: '*'
	});
	it.each([
		['kms:ReEncryptFrom', 'kms:ReEncryptTo', 'allow', 'kms:ReEncryptTo'],
		['kms:ReEncryptFrom', 'kms:ReEncryptFrom', 'deny', 'kms:ReEncryptTo'],
		['kms:ReEncryptTo', 'kms:ReEncryptTo', 'deny', 'kms:ReEncryptFrom'],
		['kms:ReEncrypt*', 'kms:ReEncrypt*', 'allow', 'kms:ReEncryptTo']
	])('ReEncrypt: %s on the source, %s on the destination: %s', (source, destination, decision, asked) => {
		const world = worldOf({
			keys: [{ policy: [direct(source)] }, { policy: [direct(destination)], keyId: second }]
		});
		const call = callOf({ action: 'kms:ReEncrypt', otherKeyRef: to }, world);
		expect(evaluate(world, call).decision).toBe(decision);
		expect(explain(world, call).permissions.map(({ action }) => action)).toContain(asked);
		if (decision === 'deny') expect(suggest({ world, call }).length).toBeGreaterThan(0);
	});

	it('CreateAlias: on the alias by IAM and on the key', () => {
		const aliasOnly: StatementJson = {
			Effect: 'Allow',
			Action: 'kms:CreateAlias',
			Resource: `arn:aws:kms:*:${HOME}:alias/*`
		};
		const principals = { [`${HOME}:user/alice`]: { identity: { a: [aliasOnly] } } };
		const row = { action: 'kms:CreateAlias', aliasName: 'alias/app' };
		expect(decide({ principals, keys: [{ policy: [delegated] }] }, row).decision).toBe('deny');
		expect(decide({ principals, keys: [{ policy: [direct('kms:CreateAlias')] }] }, row).decision).toBe(
			'allow'
		);
		expect(decide({ keys: [{ policy: [direct('kms:CreateAlias')] }] }, row).decision).toBe('deny');
	});

	it('CreateKey with tags: TagResource too', () => {
		const identity = (...actions: string[]) => ({
			principals: { [`${HOME}:user/alice`]: { identity: { a: [{ ...all, Action: actions }] } } }
		});
		const row = { action: 'kms:CreateKey', keyRef: null, parameters: { Tags: { a: 'b' } } };
		expect(decide(identity('kms:CreateKey'), row).decision).toBe('deny');
		expect(decide(identity('kms:CreateKey', 'kms:TagResource'), row).decision).toBe('allow');
	});
});

describe('suggestions and breakers', () => {
	// What is wrong in a malformed document only its author knows.
	const cases = caseFiles().flatMap(({ file }) =>
		file.kind === 'decision' && file.expect.decidedBy !== 'policyGrammar' ? [file] : []
	);
	it.each(cases.map((one) => [one.id, one] as const))(
		'%s can be flipped, and each flip is proven',
		(_id, one) => {
			const world = worldOf(one.given);
			const situation = { world, call: callOf(one.call, world) };
			const denied = one.expect.decision === 'deny';
			const flips = denied ? suggest(situation) : breakersOf(situation);
			expect(flips.length).toBeGreaterThan(0);
			for (const { after, changes } of flips) {
				expect(evaluate(after.world, after.call).decision).toBe(denied ? 'allow' : 'deny');
				expect(changes.length).toBeGreaterThan(0);
			}
			expect(denied ? breakersOf(situation) : suggest(situation)).toEqual([]);
		}
	);

	it('offer both sides together across accounts', () => {
		const world = worldOf({ keys: [{ policy: [delegated] }], principals: { [`${OTHER}:user/xena`]: {} } });
		const kinds = suggest({ world, call: callOf({ principal: `${OTHER}:user/xena` }, world) }).map(
			(one) => one.kinds
		);
		expect(kinds).toContainEqual(['key-policy-statement', 'identity-statement']);
	});

	it('take away several Denies of one document at once', () => {
		const deny: StatementJson = { ...delegated, Sid: 'no', Effect: 'Deny' };
		const world = worldOf({ keys: [{ policy: [deny, delegated, deny] }] });
		const flips = suggest({ world, call: callOf({ principal: `${HOME}:root` }, world) });
		expect(flips[0]).toMatchObject({
			kinds: ['remove-deny', 'remove-deny'],
			changes: [{ after: { Statement: [delegated] } }]
		});
	});

	it('never edit the policy of an AWS managed key', () => {
		const { Statement: policy } = awsManagedPolicy({
			account: HOME,
			viaService: 's3.us-east-1.amazonaws.com'
		});
		const world = worldOf({ keys: [{ policy, manager: 'AWS', aliases: ['alias/aws/s3'] }] });
		const flips = suggest({ world, call: callOf({}, world) });
		expect(flips.map(({ kinds }) => kinds)).toEqual([['via-service']]);
	});
});

describe('who can', () => {
	const { Statement: policy } = crossAccountPolicy({ account: HOME, external: OTHER });
	const world = worldOf({
		keys: [{ policy }],
		principals: {
			[`${HOME}:user/alice`]: {},
			[`${HOME}:role/App`]: { identity: { a: [all] } },
			[`${OTHER}:user/xena`]: { identity: { a: [{ ...all, Action: 'kms:Decrypt' }] } },
			[`${OTHER}:user/yan`]: {}
		}
	});
	const [key] = world.keys;
	it('is one cell a principal and operation, each of which opens', () => {
		const rows = whoCan({ world, key: key!, actions: ['kms:Decrypt', 'kms:PutKeyPolicy'] });
		expect(
			rows.map(({ principal, cells }) => [principal, cells.map(({ decision }) => decision.decision)])
		).toEqual([
			[arnOf(`${HOME}:user/alice`), ['deny', 'deny']],
			[arnOf(`${HOME}:role/App`), ['allow', 'allow']],
			[arnOf(`${OTHER}:user/xena`), ['allow', 'deny']],
			[arnOf(`${OTHER}:user/yan`), ['deny', 'deny']],
			// Whom the policy names, though this world does not know them.
			[arnOf(`${HOME}:root`), ['allow', 'allow']],
			[arnOf(`${OTHER}:root`), ['allow', 'deny']]
		]);
		for (const { cells } of rows)
			for (const { call, decision } of cells) expect(explain(world, call).decision).toBe(decision.decision);
		expect(outsiders(rows).map(({ principal }) => principal)).toEqual([
			arnOf(`${OTHER}:user/xena`),
			arnOf(`${OTHER}:root`)
		]);
		expect(actionsFor(key!)).toContain('kms:GenerateDataKey');
	});

	it('asks a service that the policy names, and a grantee, and is not silent about them', () => {
		const service = 'cloudtrail.amazonaws.com';
		const grantee = 'arn:aws:iam::777788889999:role/Guest';
		const open = worldOf({
			keys: [
				{
					policy: [
						delegated,
						{
							Effect: 'Allow',
							Principal: { Service: service },
							Action: 'kms:GenerateDataKey*',
							Resource: '*'
						},
						{ Effect: 'Allow', Principal: { AWS: 'AIDACKCEVSQ6C2EXAMPLE' }, Action: 'kms:*', Resource: '*' }
					],
					grants: [{ grantee: '777788889999:role/Guest', operations: ['Decrypt'] }]
				}
			],
			principals: { [`${HOME}:user/alice`]: {} }
		});
		const rows = whoCan({ world: open, key: open.keys[0]!, actions: ['kms:GenerateDataKey', 'kms:Decrypt'] });
		const of = (who: string) =>
			rows.find(({ principal }) => principal === who)?.cells.map((one) => one.decision.decision);
		expect(of(service)).toEqual(['allow', 'deny']);
		expect(of(grantee)).toEqual(['deny', 'deny']);
		expect(of('AIDACKCEVSQ6C2EXAMPLE')).toBeUndefined();
		expect(outsiders(rows).map(({ principal }) => principal)).toContain(service);
	});
});

describe('a statement in a sentence', () => {
	const said = (
		statement: StatementJson,
		kind: 'key-policy' | 'identity-policy' | 'service-control-policy' = 'key-policy'
	): string =>
		describeStatement(
			parsePolicy({ Version: '2012-10-17', Statement: [statement] }, kind).document!.statements[0]!,
			kind
		);
	it.each<[string, string]>([
		[
			said(delegated),
			`Allows account ${HOME} to call every KMS operation on this key, as far as IAM policies of that account allow it.`
		],
		[
			said({
				Effect: 'Deny',
				Principal: '*',
				Action: ['kms:Decrypt', 'kms:ReEncrypt*'],
				Resource: '*',
				Condition: { StringNotEquals: { 'kms:ViaService': ['a', 'b'] } }
			}),
			'Denies everyone calling Decrypt and every operation that begins with ReEncrypt on this key, when kms:ViaService is not “a” and “b”.'
		],
		[
			said(
				{ Effect: 'Allow', NotAction: 'kms:Decrypt', Resource: `arn:aws:kms:*:${HOME}:key/*` },
				'identity-policy'
			),
			`Allows the identity it is attached to to call everything but Decrypt on every key of account ${HOME} in every Region.`
		],
		[
			said({
				Effect: 'Allow',
				Principal: { AWS: arnOf(`${HOME}:session/App/s1`), Service: 'sns.amazonaws.com' },
				Action: 'kms:Sign',
				Resource: '*',
				Condition: { Null: { 'kms:GrantIsForAWSResource': 'false' } }
			}),
			`Allows session s1 of role App of account ${HOME} and the service sns.amazonaws.com to call Sign on this key, when kms:GrantIsForAWSResource is sent.`
		],
		[said({ Effect: 'Allow', Principal: '*', Resource: '*' }), 'Has no effect: it names no action.']
	])('%s', (got, expected) => {
		expect(got).toBe(expected);
	});

	it('is told of each template', () => {
		const role = arnOf(`${HOME}:role/App`);
		const templates = [
			consoleDefaultPolicy({ account: HOME, administrators: [role], users: [role] }),
			viaServicePolicy({ account: HOME, principal: role, viaService: 's3.us-east-1.amazonaws.com' }),
			breakGlassPolicy({ account: HOME, role })
		];
		for (const template of templates) {
			expect(parsePolicy(JSON.stringify(template), 'key-policy').problems).toEqual([]);
			for (const statement of template.Statement) expect(said(statement)).toMatch(/^(Allows|Denies) .+\.$/);
		}
	});
});

describe('behind the port', () => {
	const account = accountId(HOME);
	const arn = keyArn({ region: region('us-east-1'), account, keyId: keyId(KEY_ID) });
	const request = { action: 'kms:Decrypt', keyArn: arn, account, region: region('us-east-1') };
	const alice = userArn(account, 'alice');
	it('decides as the world is at that moment', () => {
		let world = worldOf({ keys: [{ policy: [delegated] }] });
		const authorizer = policyAuthorizer(() => world);
		expect(authorizer.decide(request, alice)).toMatchObject({
			allowed: false,
			decidedBy: 'iamPolicy',
			reasonCode: 'IMPLICIT_NO_IAM_ALLOW'
		});
		world = worldOf({ keys: [{ policy: [{ ...delegated, Principal: { AWS: alice } }] }] });
		expect(authorizer.decide(request, alice)).toMatchObject({ allowed: true, decidedBy: 'keyPolicy' });
	});
	it('never lets IAM decide over a key it does not know', () => {
		const world = worldOf({ principals: { [`${HOME}:user/alice`]: { identity: { a: [all] } } } });
		const authorizer = policyAuthorizer(() => world);
		expect(authorizer.decide(request, alice)).toMatchObject({ allowed: false, reasonCode: 'NO_KEY_NAMED' });
		expect(authorizer.decide({ ...request, action: 'kms:Nothing' }, alice)).toMatchObject({
			allowed: false,
			reasonCode: 'UNKNOWN_ACTION'
		});
		expect(authorizer.decide(request, 'somebody' as PrincipalArn)).toMatchObject({ allowed: false });
	});
});

it('a walk through the gates can be read aloud', () => {
	const world = worldOf({ keys: [{ policy: [delegated] }] });
	const [permission] = explain(world, callOf({}, world)).permissions;
	expect(permission?.gates.map(sayGate)).toEqual([
		'Operation: lets it pass; nobody said yes so far.',
		'Resource control policies: is not in play; nobody said yes so far.',
		'Service control policies: is not in play; nobody said yes so far.',
		'VPC endpoint policy: is not in play; nobody said yes so far.',
		'Key policy: leaves it to the account; nobody said yes so far.',
		'Grants: is not in play; nobody said yes so far.',
		'Identity policies: says nothing; denied, and this decides.',
		'Permissions boundary: is not in play; denied.',
		'Session policy: is not in play; denied.'
	]);
});
