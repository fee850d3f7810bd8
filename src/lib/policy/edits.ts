/**
 * Worlds with one thing changed, for "what would allow this" and "what would break this".
 * Models: the calls that would make the change: PutKeyPolicy, PutUserPolicy, CreateGrant, and so on.
 * Differs from AWS: no permission is asked for the change itself.
 */
import type { Call } from './call';
import type { PolicyKind, PolicySource } from './document';
import { addStatement, isEmpty, removeClauses, removeStatement, type StatementJson } from './statement-json';
import type { Grant, NamedPolicy, OrganizationLevel, PolicyKey, PolicyWorld, PrincipalRecord } from './world';

/** One change as a page can draw it, before and after. */
export type Change =
	| {
			readonly change: 'policy';
			readonly kind: PolicyKind;
			/** Key ARN, principal ARN, or the target of an organization policy. */
			readonly owner: string;
			readonly name: string;
			readonly before?: PolicySource;
			/** Absent when the policy is detached, because no statement is left in it. */
			readonly after?: PolicySource;
	  }
	| { readonly change: 'grant'; readonly keyArn: string; readonly before?: Grant; readonly after?: Grant }
	| { readonly change: 'key-state'; readonly keyArn: string; readonly before: string; readonly after: string }
	| { readonly change: 'call'; readonly field: string; readonly before: unknown; readonly after: unknown };

/** A change not yet made: several edits of one document become one change of it. */
export type Edit =
	| (PolicyPlace & { readonly edit: 'add-statement'; readonly statement: StatementJson })
	| (PolicyPlace & { readonly edit: 'remove-statement'; readonly index: number })
	| (PolicyPlace & {
			readonly edit: 'remove-clauses';
			readonly index: number;
			readonly clauses: readonly Clause[];
	  })
	| Exclude<Change, { change: 'policy' }>;
interface Clause {
	readonly operator: string;
	readonly key: string;
}
export interface PolicyPlace {
	readonly kind: PolicyKind;
	readonly owner: string;
	readonly name: string;
	/** The document as it is; absent when there is none yet. */
	readonly before?: PolicySource;
}

export interface Situation {
	readonly world: PolicyWorld;
	readonly call: Call;
}

/** The edits as changes: clauses first, then removals from the last statement to the first, then additions. */
export function changesOf(edits: readonly Edit[]): Change[] {
	const documents = new Map<string, { readonly place: PolicyPlace; readonly after: PolicySource }>();
	const others: Change[] = [];
	const step = (edit: Edit): number =>
		'change' in edit
			? 0
			: edit.edit === 'remove-clauses'
				? -1
				: edit.edit === 'remove-statement'
					? 1e6 - edit.index
					: 2e6;
	for (const edit of [...edits].sort((a, b) => step(a) - step(b))) {
		if ('change' in edit) {
			others.push(edit);
			continue;
		}
		const { kind, owner, name, before } = edit;
		const id = `${kind} ${owner} ${name}`;
		const place = { kind, owner, name, ...(before !== undefined && { before }) };
		documents.set(id, { place, after: edited(documents.get(id)?.after ?? before, edit) });
	}
	const changes = [...documents.values()].map(({ place, after }): Change => {
		const detached = place.kind !== 'key-policy' && isEmpty(after);
		return { change: 'policy', ...place, ...(!detached && { after }) };
	});
	return [...changes, ...others];
}

function edited(source: PolicySource | undefined, edit: Exclude<Edit, Change>): PolicySource {
	switch (edit.edit) {
		case 'add-statement':
			return addStatement(source, edit.statement);
		case 'remove-statement':
			return removeStatement(source ?? {}, edit.index);
		case 'remove-clauses':
			return removeClauses(source ?? {}, edit.index, edit.clauses);
	}
}

export function applyChange({ world, call }: Situation, change: Change): Situation {
	switch (change.change) {
		case 'policy':
			return withPolicy({ world, call }, change);
		case 'grant':
			return {
				call,
				world: onKey(world, change.keyArn, (key) => ({ ...key, grants: withGrant(key.grants, change) }))
			};
		case 'key-state':
			return { call, world: onKey(world, change.keyArn, (key) => ({ ...key, state: change.after })) };
		case 'call': {
			const { [change.field as keyof Call]: _, ...rest } = call;
			const next = change.after === undefined ? rest : { ...rest, [change.field]: change.after };
			return { world, call: next as Call };
		}
	}
}

const onKey = (world: PolicyWorld, arn: string, edit: (key: PolicyKey) => PolicyKey): PolicyWorld => ({
	...world,
	keys: world.keys.map((key) => (key.arn === arn ? edit(key) : key))
});

function withGrant(
	grants: readonly Grant[],
	{ before, after }: Extract<Change, { change: 'grant' }>
): Grant[] {
	const others = grants.filter(({ grantId }) => grantId !== before?.grantId);
	return after ? [...others, after] : others;
}

function withNamed(
	policies: readonly NamedPolicy[],
	name: string,
	policy: PolicySource | undefined
): NamedPolicy[] {
	if (policy === undefined) return policies.filter((one) => one.name !== name);
	return policies.some((one) => one.name === name)
		? policies.map((one) => (one.name === name ? { name, policy } : one))
		: [...policies, { name, policy }];
}

function withPolicy({ world, call }: Situation, change: Extract<Change, { change: 'policy' }>): Situation {
	const { kind, owner, name, after } = change;
	switch (kind) {
		case 'key-policy':
			return { call, world: onKey(world, owner, (key) => ({ ...key, policy: after ?? key.policy })) };
		case 'identity-policy': {
			const edit = (one: PrincipalRecord): PrincipalRecord => ({
				...one,
				identityPolicies: withNamed(one.identityPolicies, name, after)
			});
			return { call, world: onPrincipal(world, owner, edit) };
		}
		case 'permissions-boundary': {
			const edit = ({ permissionsBoundary: _, ...one }: PrincipalRecord): PrincipalRecord =>
				after === undefined ? one : { ...one, permissionsBoundary: after };
			return { call, world: onPrincipal(world, owner, edit) };
		}
		case 'session-policy': {
			const { sessionPolicy: _, ...rest } = call;
			return { world, call: after === undefined ? rest : { ...rest, sessionPolicy: after } };
		}
		case 'vpc-endpoint-policy': {
			const { vpcEndpointPolicy: _, ...rest } = call;
			return { world, call: after === undefined ? rest : { ...rest, vpcEndpointPolicy: after } };
		}
		case 'service-control-policy':
		case 'resource-control-policy':
			return { call, world: onTarget(world, change) };
	}
}

/** The principal need not have been known before: a role seen only in a session's ARN. */
function onPrincipal(
	world: PolicyWorld,
	arn: string,
	edit: (one: PrincipalRecord) => PrincipalRecord
): PolicyWorld {
	const known = world.principals.some((one) => one.arn === arn);
	const principals = known ? world.principals : [...world.principals, { arn, identityPolicies: [] }];
	return { ...world, principals: principals.map((one) => (one.arn === arn ? edit(one) : one)) };
}

function onTarget(
	world: PolicyWorld,
	{ kind, owner, name, after }: Extract<Change, { change: 'policy' }>
): PolicyWorld {
	const { organization } = world;
	if (!organization) return world;
	const field = kind === 'service-control-policy' ? 'scps' : 'rcps';
	const levels = (all: readonly OrganizationLevel[] = []): OrganizationLevel[] =>
		all.map((level) =>
			level.target === owner ? { ...level, policies: withNamed(level.policies, name, after) } : level
		);
	const accounts = Object.fromEntries(
		Object.entries(organization.accounts).map(([id, one]) => [
			id,
			one[field] ? { ...one, [field]: levels(one[field]) } : one
		])
	);
	return { ...world, organization: { ...organization, accounts } };
}
