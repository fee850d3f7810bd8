/**
 * Decision cases as a team writes them to keep its key policies under test: a world, a request, what is expected.
 * Models: the form of this project's `authorization-cases.json` (formatVersion 1), read by `npm run decide -- FILE`.
 * Differs from AWS: no AWS format. Unknown fields are an error, so that a misspelt one does not pass unseen.
 */
import type { Call, ContextValue } from './call';
import type { PolicySource } from './document';
import { evaluate, type CallDecision } from './evaluate';
import { isObject, show } from './report';
import type {
	Grant,
	GrantParameters,
	MemberAccount,
	NamedPolicy,
	PolicyKey,
	PolicyWorld,
	PrincipalRecord
} from './world';

export interface DecisionCase {
	readonly id: string;
	readonly title: string;
	readonly world: PolicyWorld;
	readonly call: Call;
	readonly expect?: Partial<Pick<CallDecision, 'decision' | 'decidedBy' | 'reason' | 'error'>>;
}
export interface CaseResult {
	readonly id: string;
	readonly decision: string;
	readonly decidedBy: string;
	readonly reason: string;
	readonly expected?: DecisionCase['expect'];
	/** Absent where the case expects nothing. */
	readonly agrees?: boolean;
}

type Json = Readonly<Record<string, unknown>>;

function fail(where: string, expected: string, got: unknown): never {
	throw new TypeError(`${where}: expected ${expected}, got ${show(got).slice(0, 80)}`);
}
const object = (value: unknown, where: string): Json =>
	isObject(value) ? value : fail(where, 'an object', value);
const list = (value: unknown, where: string): readonly unknown[] =>
	value === undefined || value === null ? [] : Array.isArray(value) ? value : fail(where, 'a list', value);
const text = (value: unknown, where: string): string =>
	typeof value === 'string' ? value : fail(where, 'a text', value);
const texts = (value: unknown, where: string): string[] =>
	list(value, where).map((one, i) => text(one, `${where}[${i}]`));
const pairs = (value: unknown, where: string): Readonly<Record<string, string>> =>
	Object.fromEntries(
		Object.entries(object(value ?? {}, where)).map(([k, v]) => [k, text(v, `${where}.${k}`)])
	);
const document = (value: unknown, where: string): PolicySource =>
	typeof value === 'string' ? value : object(value, where);
/** A field that may be absent or null. */
const maybe = <T, K extends string>(
	key: K,
	value: unknown,
	read: (value: unknown, where: string) => T,
	where = key as string
) =>
	(value === undefined || value === null ? {} : { [key]: read(value, where) }) as { readonly [P in K]?: T };

function only(json: Json, names: readonly string[], where: string): Json {
	const stranger = Object.keys(json).find((name) => !names.includes(name));
	return stranger === undefined ? json : fail(where, `one of ${names.join(', ')}`, stranger);
}

/** @throws TypeError that names the place of what is not in the form. */
export function readCases(file: unknown): DecisionCase[] {
	const cases = Array.isArray(file)
		? (file as readonly unknown[])
		: list(object(file, 'the file').cases, 'cases');
	// A check that checks nothing would pass for ever.
	if (cases.length === 0)
		fail('the file', 'a list of cases, or an object with one in its member cases', file);
	return cases.map((one, i) => readCase(object(one, `cases[${i}]`), `cases[${i}]`));
}

function readCase(json: Json, where: string): DecisionCase {
	const { id, title, world, request, expect } = json;
	return {
		id: text(id, `${where}.id`),
		title: typeof title === 'string' ? title : '',
		world: readWorld(object(world, `${where}.world`), `${where}.world`),
		call: readRequest(object(request, `${where}.request`), `${where}.request`),
		...(expect !== undefined && {
			expect: object(expect, `${where}.expect`)
		})
	};
}

function readWorld(json: Json, where: string): PolicyWorld {
	only(json, ['accounts', 'organization', 'principals', 'keys'], where);
	const principals = object(json.principals ?? {}, `${where}.principals`);
	const complete = Object.entries(object(json.accounts ?? {}, `${where}.accounts`))
		.filter(([account, one]) => object(one, `${where}.accounts.${account}`).complete === true)
		.map(([account]) => account);
	return {
		completeAccounts: complete,
		...maybe('organization', json.organization, readOrganization, `${where}.organization`),
		principals: Object.entries(principals).map(([arn, one]) => readPrincipal(arn, object(one, arn))),
		keys: list(json.keys, `${where}.keys`).map((one, i) =>
			readKey(object(one, `keys[${i}]`), `${where}.keys[${i}]`)
		)
	};
}

const readPolicies = (value: unknown, where: string): NamedPolicy[] =>
	list(value, where).map((one, i) => {
		const { name, policy } = object(one, `${where}[${i}]`);
		return {
			name: text(name ?? `policy ${i + 1}`, `${where}[${i}].name`),
			policy: document(policy, `${where}[${i}].policy`)
		};
	});

function readPrincipal(arn: string, json: Json): PrincipalRecord {
	return {
		arn,
		identityPolicies: readPolicies(json.identityPolicies, `${arn}.identityPolicies`),
		...maybe('permissionsBoundary', json.permissionsBoundary, document),
		...maybe('tags', json.tags, pairs),
		...maybe('uniqueId', json.uniqueId, text)
	};
}

function readOrganization(value: unknown, where: string): NonNullable<PolicyWorld['organization']> {
	const { id, managementAccount, accounts } = object(value, where);
	const levels = (given: unknown, at: string) =>
		list(given, at).map((one, i) => {
			const { target, policies } = object(one, `${at}[${i}]`);
			return {
				target: text(target, `${at}[${i}].target`),
				policies: readPolicies(policies, `${at}[${i}].policies`)
			};
		});
	const member = (given: unknown, at: string): MemberAccount => {
		const { scps, rcps, path } = only(object(given, at), ['scps', 'rcps', 'path'], at);
		return { ...maybe('path', path, text), ...maybe('scps', scps, levels), ...maybe('rcps', rcps, levels) };
	};
	return {
		id: text(id, `${where}.id`),
		managementAccount: text(managementAccount, `${where}.managementAccount`),
		accounts: Object.fromEntries(
			Object.entries(object(accounts ?? {}, `${where}.accounts`)).map(([account, one]) => [
				account,
				member(one, account)
			])
		)
	};
}

function readKey(json: Json, where: string): PolicyKey {
	const word = (name: string, fallback: string): string => text(json[name] ?? fallback, `${where}.${name}`);
	return {
		arn: word('arn', ''),
		keyId: word('keyId', text(json.arn, `${where}.arn`).split('/').at(-1) ?? ''),
		account: word('account', word('arn', '').split(':')[4] ?? ''),
		region: word('region', word('arn', '').split(':')[3] ?? ''),
		manager: json.manager === 'AWS' ? 'AWS' : 'CUSTOMER',
		state: word('state', 'Enabled'),
		keySpec: word('keySpec', 'SYMMETRIC_DEFAULT'),
		keyUsage: word('keyUsage', 'ENCRYPT_DECRYPT'),
		origin: word('origin', 'AWS_KMS'),
		multiRegion: json.multiRegion === true,
		...(json.multiRegionKeyType === 'PRIMARY' || json.multiRegionKeyType === 'REPLICA'
			? { multiRegionKeyType: json.multiRegionKeyType }
			: {}),
		policy: document(json.policy, `${where}.policy`),
		aliases: texts(json.aliases, `${where}.aliases`),
		tags: pairs(json.tags, `${where}.tags`),
		grants: list(json.grants, `${where}.grants`).map((one, i) => readGrant(one, `${where}.grants[${i}]`)),
		...(typeof json.daysSinceLastUse === 'number' && { daysSinceLastUse: json.daysSinceLastUse })
	};
}

function readGrantParameters(value: unknown, where: string): GrantParameters {
	const json = object(value, where);
	const constraints = (given: unknown, at: string) => {
		const {
			EncryptionContextEquals: equal,
			EncryptionContextSubset: subset,
			SourceArn: source
		} = object(given, at);
		return {
			...maybe('EncryptionContextEquals', equal, pairs),
			...maybe('EncryptionContextSubset', subset, pairs),
			...maybe('SourceArn', source, text)
		};
	};
	return {
		operations: texts(json.operations, `${where}.operations`),
		...maybe('granteePrincipal', json.granteePrincipal, text),
		...maybe('granteeServicePrincipal', json.granteeServicePrincipal, text),
		...maybe('constraints', json.constraints, constraints),
		...maybe('retiringPrincipal', json.retiringPrincipal, text),
		...maybe('retiringServicePrincipal', json.retiringServicePrincipal, text),
		...maybe('name', json.name, text)
	};
}

function readGrant(value: unknown, where: string): Grant {
	const json = object(value, where);
	const token = json.grantToken === undefined ? [] : [text(json.grantToken, `${where}.grantToken`)];
	return {
		...readGrantParameters(json, where),
		grantId: text(json.grantId, `${where}.grantId`),
		issuingAccount: text(json.issuingAccount, `${where}.issuingAccount`),
		consistent: json.eventuallyConsistent !== false,
		tokens: [...token, ...texts(json.tokens, `${where}.tokens`)]
	};
}

const REQUEST = [
	...[
		'principal',
		'action',
		'region',
		'keyRef',
		'otherKeyRef',
		'aliasName',
		'encryptionContext',
		'viaService'
	],
	...[
		'destinationEncryptionContext',
		'grantTokens',
		'grant',
		'grantId',
		'sessionPolicy',
		'vpcEndpointPolicy'
	],
	...[
		'newPolicy',
		'bypassPolicyLockoutSafetyCheck',
		'context',
		'ciphertext',
		'resource',
		'parameters',
		'sessionTags'
	],
	...['time', 'destinationKeyRef']
];

/** `resource` is `*` or an alias ARN; the key is told by `keyRef`. */
const aliasOf = (resource: unknown): string | undefined =>
	typeof resource === 'string' ? /:(alias\/.+)$/.exec(resource)?.[1] : undefined;

function readRequest(json: Json, where: string): Call {
	only(json, REQUEST, where);
	const context = (given: unknown, at: string) => object(given, at) as Readonly<Record<string, ContextValue>>;
	const ciphertext = (given: unknown, at: string) => {
		const { encryptedUnder, encryptionContext } = object(given, at);
		return {
			encryptedUnder: text(encryptedUnder, `${at}.encryptedUnder`),
			...maybe('encryptionContext', encryptionContext, pairs)
		};
	};
	return {
		principal: text(json.principal, `${where}.principal`),
		action: text(json.action, `${where}.action`),
		region: text(json.region, `${where}.region`),
		...maybe('keyRef', json.keyRef, text),
		...maybe('otherKeyRef', json.otherKeyRef ?? json.destinationKeyRef, text),
		...maybe('aliasName', json.aliasName ?? aliasOf(json.resource), text),
		...maybe('encryptionContext', json.encryptionContext, pairs),
		...maybe('destinationEncryptionContext', json.destinationEncryptionContext, pairs),
		...maybe('viaService', json.viaService, text),
		...maybe('grantTokens', json.grantTokens, texts),
		...maybe('grant', json.grant, readGrantParameters),
		...maybe('grantId', json.grantId, text),
		...maybe('sessionPolicy', json.sessionPolicy, document),
		...maybe('vpcEndpointPolicy', json.vpcEndpointPolicy, document),
		...maybe('sessionTags', json.sessionTags, pairs),
		...maybe('newPolicy', json.newPolicy, document),
		...maybe('context', json.context, context),
		...maybe('parameters', json.parameters, object),
		...maybe('ciphertext', json.ciphertext, ciphertext),
		...(typeof json.time === 'number' && { time: json.time }),
		bypassPolicyLockoutSafetyCheck: json.bypassPolicyLockoutSafetyCheck === true
	};
}

export function runCase({ id, world, call, expect }: DecisionCase): CaseResult {
	const made = evaluate(world, call);
	const { decision, decidedBy, reason } = made;
	if (!expect) return { id, decision, decidedBy, reason };
	const fields = ['decision', 'decidedBy', 'reason', 'error'] as const;
	const agrees = fields.every((field) => expect[field] === undefined || expect[field] === made[field]);
	return { id, decision, decidedBy, reason, expected: expect, agrees };
}
