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

function valueOf(member: string, value: unknown): string {
	if (value instanceof Uint8Array) return ` fileb://${kebab(member)}.bin`;
	if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
		return ` ${value.map(quoted).join(' ')}`;
	return ` ${quoted(typeof value === 'string' ? value : JSON.stringify(value))}`;
}

export const cliLine = (operation: OperationName, request: Members): string =>
	[
		`aws kms ${kebab(operation)}`,
		...Object.entries(request).map(([member, value]) =>
			typeof value === 'boolean'
				? `--${value ? '' : 'no-'}${kebab(member)}`
				: `--${kebab(member)}${valueOf(member, value)}`
		)
	].join(' ');
