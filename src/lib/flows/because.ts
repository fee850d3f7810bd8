/** Why KMS refused, in so few words that they fit into the caption; empty where an earlier beat has said it. */
import type { ErrorRecord } from '$lib/domain/errors';
import { clause, ROOM } from './words';

const WORDS = 17;
const TOLD_BEFORE: ReadonlySet<ErrorRecord['why']['check']> = new Set([
	'authorization',
	'key-state',
	'authentication-tag',
	'key-material',
	'signature',
	'mac'
]);

export function becauseOf({ why, code }: ErrorRecord): string {
	if (TOLD_BEFORE.has(why.check)) return '';
	const detail = why.detail
		.replace(
			/^1 validation error detected: Value '[^']*' at '(\w+)' failed to satisfy constraint: Member must have value (less|greater) than or equal to (\d+)$/,
			(_, member: string, side: string, bound: string) =>
				`${member} must be at ${side === 'less' ? 'most' : 'least'} ${bound}`
		)
		.replace(/^a key of spec (\S+) does not rotate.*$/, '$1 does not rotate')
		.replace(/Alias arn:aws:kms:[\w-]*:\d+:(alias\/\S+)/, '$1')
		.replace(/\.$/, '')
		.replace(/^\S+ cannot be changed from a key of type (\w+) to a key of type (\w+)$/, 'not from $1 to $2');
	const room = ROOM - `KMS answers ${code}: .`.length;
	const short = clause(detail, room);
	return short.length > room || short.split(/\s+/).length > WORDS ? '' : short;
}
