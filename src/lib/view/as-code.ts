/**
 * A call as one would make it oneself, with what went over the wire and nothing else: for the AWS CLI, the SDK for
 * JavaScript and boto3. Bytes are base64; a secret that is no longer in memory is named as what one has to bring.
 */
import type { Json } from '$lib/domain/entry';
import type { OperationName } from '$lib/domain/operations';
import { CONSTRAINTS, type Constraint } from '$lib/facts/constraints';
import { cliCommand, cliOption, kebab } from '$lib/reference/cli-line';

export const LANGUAGES = { cli: 'AWS CLI', js: 'JavaScript', python: 'Python' } as const;
export type Language = keyof typeof LANGUAGES;

export interface CodeOf {
	readonly operation: OperationName;
	/** As the log has it. */
	readonly input: Readonly<Record<string, Json>>;
	readonly region: string;
	/** Base64 of a secret that the log names by its SHA-256, while it is in memory. */
	readonly secret: (sha256: string) => string | undefined;
	/** Of something that speaks KMS elsewhere than AWS. */
	readonly endpoint?: string | undefined;
}

interface Member {
	readonly name: string;
	readonly type: Constraint['type'];
	/** Undefined: bytes that one has to bring. */
	readonly value: Json | undefined;
}

function membersOf({ operation, input, secret }: CodeOf): readonly Member[] {
	const constraints: Readonly<Record<string, Constraint>> = CONSTRAINTS[operation];
	return Object.entries(input).map(([name, value]) => {
		const type = constraints[name]?.type ?? 'string';
		if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
			const { $secret, $payload } = value as Readonly<
				Record<string, { readonly sha256?: string } | undefined>
			>;
			const named = $secret ?? $payload;
			if (type === 'blob' && named) return { name, type, value: secret(named.sha256 ?? '') };
		}
		return { name, type, value };
	});
}

export function asCode(language: Language, of: CodeOf): string {
	const members = membersOf(of);
	if (language === 'cli') return cli(of, members);
	return language === 'js' ? javascript(of, members) : python(of, members);
}

function cli({ operation, region, endpoint }: CodeOf, members: readonly Member[]): string {
	return [
		cliCommand(operation),
		...members.map(({ name, value }) => cliOption(name, value)),
		`--region ${region}`,
		...(endpoint === undefined ? [] : [`--endpoint-url ${endpoint}`])
	].join(' \\\n  ');
}

function javascript({ operation, region, endpoint }: CodeOf, members: readonly Member[]): string {
	const valueOf = ({ name, type, value }: Member): string => {
		if (value === undefined) return `await readFile('${kebab(name)}.bin')`;
		if (type === 'blob') return `Buffer.from(${text(value)}, 'base64')`;
		if (type === 'timestamp') return `new Date(${JSON.stringify(Number(value) * 1000)})`;
		return text(value);
	};
	const text = (value: Json): string =>
		typeof value === 'string' ? `'${escaped(value)}'` : JSON.stringify(value);
	const brings = members.some(({ value }) => value === undefined);
	return [
		...(brings ? [`import { readFile } from 'node:fs/promises';`] : []),
		`import { KMSClient, ${operation}Command } from '@aws-sdk/client-kms';`,
		'',
		`const client = new KMSClient({ region: '${region}'${endpoint === undefined ? '' : `, endpoint: '${endpoint}'`} });`,
		members.length === 0
			? `const answer = await client.send(new ${operation}Command({}));`
			: [
					`const answer = await client.send(new ${operation}Command({`,
					...members.map((member) => `  ${member.name}: ${valueOf(member)},`),
					'}));'
				].join('\n')
	].join('\n');
}

function python({ operation, region, endpoint }: CodeOf, members: readonly Member[]): string {
	const valueOf = ({ name, type, value }: Member): string => {
		if (value === undefined) return `open('${kebab(name)}.bin', 'rb').read()`;
		if (type === 'blob') return `base64.b64decode(${literal(value)})`;
		return literal(value);
	};
	const literal = (value: Json): string => {
		if (value === true) return 'True';
		if (value === false) return 'False';
		if (value === null) return 'None';
		if (typeof value === 'string') return `'${escaped(value)}'`;
		if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
		if (typeof value === 'object')
			return `{${Object.entries(value)
				.map(([name, inner]) => `'${escaped(name)}': ${literal(inner)}`)
				.join(', ')}}`;
		return String(value);
	};
	const bytes = members.some(({ type, value }) => type === 'blob' && value !== undefined);
	const call = `kms.${kebab(operation).replaceAll('-', '_')}`;
	return [
		...(bytes ? ['import base64'] : []),
		'import boto3',
		'',
		`kms = boto3.client('kms', region_name='${region}'${endpoint === undefined ? '' : `, endpoint_url='${endpoint}'`})`,
		members.length === 0
			? `answer = ${call}()`
			: [`answer = ${call}(`, ...members.map((member) => `    ${member.name}=${valueOf(member)},`), ')'].join(
					'\n'
				)
	].join('\n');
}

/** Inside single quotes, in JavaScript and in Python alike. */
const escaped = (text: string): string =>
	text
		.replaceAll('\\', '\\\\')
		.replaceAll("'", "\\'")
		.replaceAll('\n', '\\n')
		.replaceAll('\r', '\\r')
		.replaceAll('\u2028', '\\u2028')
		.replaceAll('\u2029', '\\u2029');
