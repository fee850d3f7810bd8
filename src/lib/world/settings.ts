/** What a person decides about the world itself, outside of any API. */
import type { WorldCommand, WorldEvent } from '$lib/domain/entry';
import type { PrincipalRecord } from '$lib/domain/iam';
import { BACKING_EXCEPTIONS, CONNECTION_ERROR_CODES } from '$lib/domain/key-store';
import { changeRules } from './rules';
import { CommandError, type Done, type Job } from './work';

const CONDITIONS: readonly string[] = [...CONNECTION_ERROR_CODES, ...BACKING_EXCEPTIONS];

export function runWorldCommand({ command, state }: Job<WorldCommand>): Done {
	if (command.type === 'quotas.set')
		return {
			outcome: { ok: true, result: { on: command.on } },
			events: [{ type: 'quotas.changed', on: command.on }],
			trace: []
		};
	if (command.type === 'rules.set') return changeRules(state, command.year);
	if (command.type === 'iam.putPrincipal') {
		const { principal } = command;
		checkPrincipal(principal);
		return changed(principal.arn, { type: 'principal.changed', arn: principal.arn, principal });
	}
	if (command.type === 'iam.deletePrincipal')
		return changed(command.arn, { type: 'principal.changed', arn: command.arn });
	if (command.type === 'iam.putOrganization')
		return changed(command.organization.id, {
			type: 'organization.changed',
			organization: command.organization
		});
	const { backing, condition } = command;
	if (condition !== undefined && !CONDITIONS.includes(condition))
		throw new CommandError(`expected a condition of a cluster or proxy, got "${String(condition)}"`);
	return {
		outcome: { ok: true, result: { backing, condition: condition ?? null } },
		events: [{ type: 'backing.changed', backing, ...(condition && { condition }) }],
		trace: []
	};
}

const changed = (what: string, event: WorldEvent): Done => ({
	outcome: { ok: true, result: { changed: what } },
	events: [event],
	trace: [{ kind: 'record', what: 'IAM policies', ref: what, change: 'replaced' }]
});

/** A document that cannot be parsed is taken: it is evaluated as such, and never allows. */
function checkPrincipal({ arn, identityPolicies }: PrincipalRecord): void {
	if (!/^arn:aws:iam::\d{12}:(root|user\/.+|role\/.+)$/.test(arn))
		throw new CommandError(`expected the ARN of a user, role or root user, got "${arn}"`);
	for (const { name, policy } of identityPolicies)
		if (typeof name !== 'string' || name === '' || (typeof policy !== 'string' && typeof policy !== 'object'))
			throw new CommandError(`expected identity policies with a name and a document, got "${name}"`);
}
