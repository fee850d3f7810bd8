/**
 * The form of the files in `tests/cases/`: a world as short as it can be told, a call, and what is decided.
 * Principals are `111122223333:user/alice`, `…:role/App`, `…:session/App/session1`, `…:root`; a policy is its list of
 * statements under Version 2012-10-17. What is not said is a customer managed symmetric key, enabled, in us-east-1.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Call } from '$lib/policy/call';
import type { CallDecision } from '$lib/policy/evaluate';
import { policyOf, type StatementJson } from '$lib/policy/statement-json';
import type {
	Grant,
	GrantConstraints,
	GrantParameters,
	OrganizationLevel,
	PolicyKey,
	PolicyWorld
} from '$lib/policy/world';

type Statements = readonly StatementJson[];
type Named = Readonly<Record<string, Statements>>;

interface GrantRow extends Pick<Grant, 'operations'> {
	readonly grantId?: string;
	readonly grantee: string;
	readonly constraints?: GrantConstraints;
	readonly issuingAccount?: string;
	readonly consistent?: boolean;
	readonly token?: string;
	readonly retiring?: string;
}
interface KeyRow extends Partial<Omit<PolicyKey, 'policy' | 'grants'>> {
	readonly policy: Statements;
	readonly grants?: readonly GrantRow[];
}
interface OrganizationRow {
	readonly id: string;
	readonly managementAccount: string;
	readonly accounts: Readonly<
		Record<
			string,
			{
				readonly path?: string;
				readonly scps?: Readonly<Record<string, Named>>;
				readonly rcps?: Readonly<Record<string, Named>>;
			}
		>
	>;
}
export interface World {
	readonly principals?: Readonly<
		Record<
			string,
			{
				readonly identity?: Named;
				readonly boundary?: Statements;
				readonly tags?: Readonly<Record<string, string>>;
				readonly uniqueId?: string;
			}
		>
	>;
	readonly keys?: readonly KeyRow[];
	readonly organization?: OrganizationRow;
}
export interface CallRow extends Partial<
	Omit<Call, 'keyRef' | 'grant' | 'sessionPolicy' | 'newPolicy' | 'vpcEndpointPolicy' | 'ciphertext'>
> {
	/** The only key's ARN when not said; null for none. */
	readonly keyRef?: string | null;
	readonly grant?: GrantRow;
	readonly sessionPolicy?: Statements;
	readonly vpcEndpointPolicy?: Statements;
	readonly newPolicy?: Statements;
	readonly ciphertext?: { readonly encryptionContext?: Readonly<Record<string, string>> };
}
export type Expected = Partial<Pick<CallDecision, 'decision' | 'decidedBy' | 'reason' | 'error' | 'message'>>;

export interface DecisionCase {
	readonly kind: 'decision';
	readonly id: string;
	readonly title: string;
	readonly trap?: string;
	readonly source: string;
	readonly confidence: 'documented' | 'derived' | 'field-report';
	readonly given: World;
	readonly call: CallRow;
	readonly expect: Expected;
}
/** A condition against request contexts: whether it holds in each. */
export interface OperatorFile {
	readonly kind: 'operators';
	readonly rows: readonly {
		readonly condition: StatementJson['Condition'];
		readonly holds?: readonly Call['context'][];
		readonly fails?: readonly Call['context'][];
		readonly unknown?: readonly Call['context'][];
	}[];
}
/** A condition key in a real call: one condition that is met there and one that is not. */
export interface ConditionKeyFile {
	readonly kind: 'condition-keys';
	readonly rows: readonly {
		readonly key: string;
		readonly call: CallRow;
		readonly given?: World;
		readonly in?: 'identity';
		readonly met: StatementJson['Condition'];
		readonly unmet: StatementJson['Condition'];
	}[];
}
export type CaseFile = DecisionCase | OperatorFile | ConditionKeyFile;

const FOLDER = fileURLToPath(new URL('../../cases/', import.meta.url));
export const caseFiles = (): { readonly path: string; readonly file: CaseFile }[] =>
	readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.json'))
		.sort()
		.map((path) => ({ path, file: JSON.parse(readFileSync(FOLDER + path, 'utf8')) as CaseFile }));

export const HOME = '111122223333';
export const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';

export function arnOf(name: string): string {
	const [, account, kind, rest] = /^(\d{12}):(root|user|role|session)(\/.+)?$/.exec(name) ?? [];
	if (account === undefined) return name;
	return kind === 'session'
		? `arn:aws:sts::${account}:assumed-role${rest}`
		: `arn:aws:iam::${account}:${kind}${rest ?? ''}`;
}

const named = (policies: Named = {}) =>
	Object.entries(policies).map(([name, statements]) => ({ name, policy: policyOf(...statements) }));

const grantOf = ({ grantee, retiring, token, ...row }: GrantRow): GrantParameters & Partial<Grant> => ({
	...row,
	granteePrincipal: arnOf(grantee),
	...(retiring !== undefined && { retiringPrincipal: arnOf(retiring) }),
	...(token !== undefined && { tokens: [token] })
});

export function worldOf({ principals = {}, keys = [], organization }: World): PolicyWorld {
	const levels = (of: Readonly<Record<string, Named>>): OrganizationLevel[] =>
		Object.entries(of).map(([target, policies]) => ({ target, policies: named(policies) }));
	return {
		principals: Object.entries(principals).map(([name, { identity, boundary, ...rest }]) => ({
			arn: arnOf(name),
			identityPolicies: named(identity),
			...(boundary && { permissionsBoundary: policyOf(...boundary) }),
			...rest
		})),
		keys: keys.map(
			({ policy, grants = [], account = HOME, region = 'us-east-1', keyId = KEY_ID, ...rest }) => ({
				...{ arn: `arn:aws:kms:${region}:${account}:key/${keyId}`, keyId, account, region },
				...{
					manager: 'CUSTOMER',
					state: 'Enabled',
					keySpec: 'SYMMETRIC_DEFAULT',
					keyUsage: 'ENCRYPT_DECRYPT'
				},
				...{ origin: 'AWS_KMS', multiRegion: false, aliases: [], tags: {} },
				...rest,
				policy: policyOf(...policy),
				grants: grants.map((grant, i) => ({
					grantId: `g-${i}`,
					issuingAccount: account,
					consistent: true,
					...grantOf(grant)
				}))
			})
		),
		...(organization && {
			organization: {
				...organization,
				accounts: Object.fromEntries(
					Object.entries(organization.accounts).map(([id, { scps, rcps, ...rest }]) => [
						id,
						{ ...rest, ...(scps && { scps: levels(scps) }), ...(rcps && { rcps: levels(rcps) }) }
					])
				)
			}
		})
	};
}

export function callOf(row: CallRow, world: PolicyWorld): Call {
	const {
		keyRef,
		grant,
		sessionPolicy,
		newPolicy,
		vpcEndpointPolicy,
		ciphertext,
		principal = `${HOME}:user/alice`,
		...rest
	} = row;
	const only = world.keys[0]?.arn;
	const ref = keyRef === undefined ? only : keyRef;
	return {
		...{ action: 'kms:Decrypt', region: 'us-east-1' },
		...rest,
		principal: arnOf(principal),
		...(ref !== null && ref !== undefined && { keyRef: ref }),
		...(grant && { grant: grantOf(grant) }),
		...(sessionPolicy && { sessionPolicy: policyOf(...sessionPolicy) }),
		...(vpcEndpointPolicy && { vpcEndpointPolicy: policyOf(...vpcEndpointPolicy) }),
		...(newPolicy && { newPolicy: policyOf(...newPolicy) }),
		...(ciphertext && { ciphertext: { encryptedUnder: only ?? '', ...ciphertext } })
	};
}
