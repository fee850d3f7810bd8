/** What a person decides about the world itself, outside of any API. */
import type { WorldCommand } from '$lib/domain/entry';
import { BACKING_EXCEPTIONS, CONNECTION_ERROR_CODES } from '$lib/domain/key-store';
import { CommandError, type Done, type Job } from './work';

const CONDITIONS: readonly string[] = [...CONNECTION_ERROR_CODES, ...BACKING_EXCEPTIONS];

export function runWorldCommand({ command }: Job<WorldCommand>): Done {
	if (command.type === 'quotas.set')
		return {
			outcome: { ok: true, result: { on: command.on } },
			events: [{ type: 'quotas.changed', on: command.on }],
			trace: []
		};
	const { backing, condition } = command;
	if (condition !== undefined && !CONDITIONS.includes(condition))
		throw new CommandError(`expected a condition of a cluster or proxy, got "${String(condition)}"`);
	return {
		outcome: { ok: true, result: { backing, condition: condition ?? null } },
		events: [{ type: 'backing.changed', backing, ...(condition && { condition }) }],
		trace: []
	};
}
