/** A request as the AWS CLI takes it. Bytes come from files, as `fileb://` has them. */
import type { OperationName } from '$lib/domain/operations';
import type { Members } from './requests';

/** `GenerateDataKey` → `generate-data-key`. */
export const kebab = (name: string): string =>
	name
		.replace(/([a-z0-9])([A-Z])/g, '$1-$2')
		.replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
		.toLowerCase();

const quoted = (text: string): string =>
	/^[\w./:@+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** One member of a request. Bytes, and undefined, which is bytes that one has to bring, come from a file. */
export function cliOption(member: string, value: unknown): string {
	const name = kebab(member);
	if (typeof value === 'boolean') return `--${value ? '' : 'no-'}${name}`;
	if (value === undefined || value instanceof Uint8Array) return `--${name} fileb://${name}.bin`;
	if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
		return [`--${name}`, ...value.map(quoted)].join(' ');
	return `--${name} ${quoted(typeof value === 'string' ? value : JSON.stringify(value))}`;
}

export const cliCommand = (operation: OperationName): string => `aws kms ${kebab(operation)}`;

export const cliLine = (operation: OperationName, request: Members): string =>
	[cliCommand(operation), ...Object.entries(request).map(([member, value]) => cliOption(member, value))].join(
		' '
	);
