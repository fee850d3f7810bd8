/**
 * A person's own account, from what the AWS CLI and CloudTrail print: enough of a world to ask why a call was refused.
 * Models: output of `aws kms get-key-policy`, `describe-key`, `list-grants`, `aws iam get-account-authorization-details`;
 * CloudTrail record contents.
 * Differs from AWS: what these outputs do not hold (SCPs, RCPs, VPC endpoint policies, session policies) is unknown, and
 * is listed as such.
 */
import type { Call } from './call';
import { apiDefaultPolicy } from './default-policies';
import type { Grant, NamedPolicy, PolicyKey, PolicyWorld, PrincipalRecord } from './world';

type Json = Readonly<Record<string, unknown>>;

export interface Brought {
	readonly world: PolicyWorld;
	/** What was understood, one line each. */
	readonly found: readonly string[];
	/** What was not, one line each. */
	readonly unknown: readonly string[];
	/** The call of a CloudTrail record. */
	readonly call?: Call;
}

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** One or more JSON values after each other, as they are pasted. @throws SyntaxError that says where */
export function jsonValues(pasted: string): readonly unknown[] {
	const values: unknown[] = [];
	let rest = pasted.trim();
	while (rest) {
		const end = endOfValue(rest);
		values.push(JSON.parse(rest.slice(0, end)));
		rest = rest.slice(end).trim().replace(/^,/, '').trim();
	}
	return values;
}

function endOfValue(json: string): number {
	let depth = 0;
	let inText = false;
	for (let at = 0; at < json.length; at++) {
		const char = json[at];
		if (inText) {
			if (char === '\\') at++;
			else if (char === '"') inText = false;
			continue;
		}
		if (char === '"') inText = true;
		if (char === '{' || char === '[') depth++;
		if (char === '}' || char === ']') depth--;
		if (depth === 0 && (char === '}' || char === ']')) return at + 1;
	}
	return json.length;
}

export function bring(pasted: string): Brought {
	const values = jsonValues(pasted);
	const found: string[] = [];
	const unknown: string[] = [];
	const keys = new Map<string, PolicyKey>();
	const principals = new Map<string, PrincipalRecord>();
	const accounts = new Set<string>();
	let loosePolicy: string | object | undefined;
	const looseGrants: Grant[] = [];
	let call: Call | undefined;

	for (const value of values) {
		if (!isObject(value)) {
			unknown.push(`${JSON.stringify(value).slice(0, 60)}: expected a JSON object`);
			continue;
		}
		if (isObject(value.KeyMetadata)) {
			const key = keyOf(value.KeyMetadata);
			if (key) {
				keys.set(key.arn, key);
				found.push(`describe-key: ${key.arn}, ${key.state}`);
			} else unknown.push('KeyMetadata without an Arn');
		} else if (typeof value.Policy === 'string' || isObject(value.Policy)) {
			loosePolicy = value.Policy;
			found.push('get-key-policy: the policy of the key');
		} else if (value.Statement !== undefined) {
			loosePolicy = value;
			found.push('a policy document, taken as the key policy');
		} else if (Array.isArray(value.Grants)) {
			const grants = list(value.Grants).map(grantOf);
			looseGrants.push(...grants);
			found.push(`list-grants: ${grants.length} grants`);
		} else if (Array.isArray(value.UserDetailList) || Array.isArray(value.RoleDetailList)) {
			const all = authorizationDetails(value, unknown);
			for (const one of all) {
				principals.set(one.arn, one);
				accounts.add(one.arn.split(':')[4] ?? '');
			}
			found.push(`get-account-authorization-details: ${all.length} users and roles`);
		} else if (value.eventSource !== undefined || Array.isArray(value.Records)) {
			for (const record of value.Records === undefined ? [value] : list(value.Records)) {
				const read = callOf(record);
				if (read) {
					call = read;
					found.push(`CloudTrail: ${read.action} by ${read.principal}`);
				} else
					unknown.push(
						`CloudTrail record of ${text(record.eventSource) ?? 'no source'}: expected kms.amazonaws.com`
					);
			}
		} else unknown.push(`an object with ${Object.keys(value).slice(0, 4).join(', ') || 'nothing in it'}`);
	}
	if (keys.size === 0) {
		const arn = call?.keyRef?.includes(':key/') ? call.keyRef : undefined;
		const key = arn === undefined ? undefined : keyOf({ Arn: arn });
		if (key) {
			keys.set(key.arn, key);
			unknown.push('No describe-key output: the key is taken to be an enabled symmetric key');
		}
	}
	const all = [...keys.values()].map((key, i) =>
		i > 0 ? key : { ...key, ...(loosePolicy !== undefined && { policy: loosePolicy }), grants: looseGrants }
	);
	if (loosePolicy === undefined && all.length > 0)
		unknown.push('No get-key-policy output: the default policy of the API is assumed');
	if (all.length === 0 && (loosePolicy !== undefined || looseGrants.length > 0))
		unknown.push('No key: paste the describe-key output, too, or a CloudTrail record that names the key');
	if (principals.size === 0) unknown.push('No IAM policies: nothing is allowed by IAM here');
	unknown.push('SCPs, RCPs, VPC endpoint and session policies are not in these outputs: none are assumed');
	return {
		found,
		unknown,
		world: { completeAccounts: [...accounts], principals: [...principals.values()], keys: all },
		...(call && { call })
	};
}

function keyOf(metadata: Json): PolicyKey | undefined {
	const arn = text(metadata.Arn);
	const [, , , region, account, id] = arn?.split(':') ?? [];
	if (arn === undefined || region === undefined || account === undefined || !id?.startsWith('key/'))
		return undefined;
	return {
		arn,
		keyId: id.slice(4),
		account,
		region,
		manager: metadata.KeyManager === 'AWS' ? 'AWS' : 'CUSTOMER',
		state: text(metadata.KeyState) ?? 'Enabled',
		keySpec: text(metadata.KeySpec) ?? 'SYMMETRIC_DEFAULT',
		keyUsage: text(metadata.KeyUsage) ?? 'ENCRYPT_DECRYPT',
		origin: text(metadata.Origin) ?? 'AWS_KMS',
		multiRegion: metadata.MultiRegion === true,
		policy: apiDefaultPolicy(account),
		aliases: [],
		tags: {},
		grants: []
	};
}

function grantOf(grant: Json): Grant {
	const { GranteePrincipal, RetiringPrincipal, IssuingAccount, Name, Constraints } = grant;
	return {
		grantId: text(grant.GrantId) ?? '',
		issuingAccount: (text(IssuingAccount) ?? '').split(':')[4] ?? '',
		consistent: true,
		operations: Array.isArray(grant.Operations) ? grant.Operations.map(String) : [],
		...(typeof GranteePrincipal === 'string' && { granteePrincipal: GranteePrincipal }),
		...(typeof RetiringPrincipal === 'string' && { retiringPrincipal: RetiringPrincipal }),
		...(typeof Name === 'string' && { name: Name }),
		...(isObject(Constraints) && { constraints: Constraints })
	};
}

/** Documents come decoded from the CLI, URL-encoded from the API. */
function documentOf(value: unknown): string | object | undefined {
	if (isObject(value)) return value;
	if (typeof value !== 'string') return undefined;
	return value.startsWith('%7B') ? decodeURIComponent(value) : value;
}

function authorizationDetails(details: Json, unknown: string[]): readonly PrincipalRecord[] {
	const managed = new Map<string, string | object>();
	for (const policy of list(details.Policies)) {
		const version =
			list(policy.PolicyVersionList).find((one) => one.IsDefaultVersion === true) ??
			list(policy.PolicyVersionList)[0];
		const document = documentOf(version?.Document);
		if (typeof policy.Arn === 'string' && document !== undefined) managed.set(policy.Arn, document);
	}
	const policiesOf = (detail: Json, inline: string): readonly NamedPolicy[] => [
		...list(detail[inline]).flatMap(({ PolicyName, PolicyDocument }) => {
			const policy = documentOf(PolicyDocument);
			return policy === undefined ? [] : [{ name: text(PolicyName) ?? 'inline', policy }];
		}),
		...list(detail.AttachedManagedPolicies).flatMap(({ PolicyName, PolicyArn }) => {
			const policy = managed.get(text(PolicyArn) ?? '');
			const name = text(PolicyName) ?? text(PolicyArn) ?? 'managed';
			if (policy !== undefined) return [{ name, policy }];
			unknown.push(`The document of ${name}, attached to ${text(detail.Arn) ?? '?'}, is not in the output`);
			return [];
		})
	];
	const groups = new Map(
		list(details.GroupDetailList).map((group) => [
			text(group.GroupName),
			policiesOf(group, 'GroupPolicyList')
		])
	);
	const principal = (detail: Json, inline: string): readonly PrincipalRecord[] => {
		const arn = text(detail.Arn);
		if (arn === undefined) return [];
		const ofGroups = (Array.isArray(detail.GroupList) ? detail.GroupList : []).flatMap(
			(name) => groups.get(text(name)) ?? []
		);
		const boundaryArn = isObject(detail.PermissionsBoundary)
			? text(detail.PermissionsBoundary.PermissionsBoundaryArn)
			: undefined;
		const permissionsBoundary = boundaryArn === undefined ? undefined : managed.get(boundaryArn);
		return [
			{
				arn,
				identityPolicies: [...policiesOf(detail, inline), ...ofGroups],
				...(permissionsBoundary !== undefined && { permissionsBoundary })
			}
		];
	};
	return [
		...list(details.UserDetailList).flatMap((user) => principal(user, 'UserPolicyList')),
		...list(details.RoleDetailList).flatMap((role) => principal(role, 'RolePolicyList'))
	];
}

function callOf(record: Json): Call | undefined {
	if (record.eventSource !== 'kms.amazonaws.com' || typeof record.eventName !== 'string') return undefined;
	const identity = isObject(record.userIdentity) ? record.userIdentity : {};
	const parameters = isObject(record.requestParameters) ? record.requestParameters : {};
	// A refused request often has no parameters; the message names the resource.
	const named = /resource: (arn:aws[a-z-]*:kms:[^\s]+)/.exec(text(record.errorMessage) ?? '')?.[1];
	const resource = list(record.resources)
		.map((one) => text(one.ARN))
		.find((arn) => arn?.includes(':key/'));
	const keyRef = text(parameters.keyId) ?? named ?? resource;
	const invokedBy = text(identity.invokedBy);
	return {
		principal: text(identity.arn) ?? invokedBy ?? '',
		action: `kms:${record.eventName}`,
		region: text(record.awsRegion) ?? '',
		...(keyRef !== undefined && { keyRef }),
		...(isObject(parameters.encryptionContext) && {
			encryptionContext: parameters.encryptionContext as Readonly<Record<string, string>>
		}),
		...(invokedBy?.endsWith('.amazonaws.com') &&
			identity.arn !== undefined && {
				viaService: invokedBy.replace('.amazonaws.com', `.${text(record.awsRegion) ?? ''}.amazonaws.com`)
			})
	};
}
