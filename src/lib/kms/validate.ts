/**
 * Checks an input against the table of constraints, with AWS's words. Real answers name members in lower camel case
 * and join several errors with "; ". Values of blobs are never printed.
 */
import type { Constraint } from '$lib/facts/first-constraints';
import { KmsError } from '$lib/domain/errors';

const lowerCamel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

function isOfType(value: unknown, type: Constraint['type']): boolean {
	switch (type) {
		case 'string':
			return typeof value === 'string';
		case 'integer':
			return Number.isInteger(value);
		case 'timestamp':
			return Number.isFinite(value);
		case 'boolean':
			return typeof value === 'boolean';
		case 'blob':
			return value instanceof Uint8Array;
		case 'list':
			return Array.isArray(value);
		case 'structure':
			return typeof value === 'object' && value !== null && !Array.isArray(value);
		case 'map':
			return (
				typeof value === 'object' &&
				value !== null &&
				!Array.isArray(value) &&
				Object.values(value).every((item) => typeof item === 'string')
			);
	}
}

function broken(value: unknown, of: Constraint): string | undefined {
	if (of.type === 'integer') {
		const number = value as number;
		if (of.min !== undefined && number < of.min)
			return `Member must have value greater than or equal to ${of.min}`;
		if (of.max !== undefined && number > of.max)
			return `Member must have value less than or equal to ${of.max}`;
		return undefined;
	}
	if (of.type === 'string' || of.type === 'blob' || of.type === 'list') {
		const { length } = value as { length: number };
		if (of.min !== undefined && length < of.min)
			return `Member must have length greater than or equal to ${of.min}`;
		if (of.max !== undefined && length > of.max)
			return `Member must have length less than or equal to ${of.max}`;
	}
	if (of.pattern !== undefined && !expression(of.pattern).test(value as string))
		return `Member must satisfy regular expression pattern: ${of.pattern}`;
	if (of.values && !of.values.includes(value as string))
		return `Member must satisfy enum value set: [${of.values.join(', ')}]`;
	return undefined;
}

const expressions = new Map<string, RegExp>();
function expression(pattern: string): RegExp {
	let made = expressions.get(pattern);
	if (!made) expressions.set(pattern, (made = new RegExp(pattern)));
	return made;
}

function complaint(member: string, value: unknown, of: Constraint): string | undefined {
	if (value === undefined || value === null)
		return of.required && `Value null at '${member}' failed to satisfy constraint: Member must not be null`;
	const why = broken(value, of) ?? brokenItem(value, of);
	if (!why) return undefined;
	const shown =
		of.type === 'blob' || of.type === 'list' || of.sensitive
			? 'Value'
			: `Value '${value as string | number}'`;
	return `${shown} at '${member}' failed to satisfy constraint: ${why}`;
}

/** A list of plain values is complained about as one. */
function brokenItem(value: unknown, { items }: Constraint): string | undefined {
	if (!items || items.type === 'structure') return undefined;
	const why = (value as readonly unknown[]).map((item) => broken(item, items)).find((text) => text);
	return why && `Member must satisfy constraint: [${why}]`;
}

interface Visit {
	/** As AWS names it: `tags.1.member.tagKey`. */
	readonly member: string;
	readonly value: unknown;
	readonly of: Constraint;
}

/** The member, and all that are in it. */
function visits(member: string, value: unknown, of: Constraint): readonly Visit[] {
	const self = { member, value, of };
	if (value === undefined || value === null || !isOfType(value, of.type)) return [self];
	if (of.items)
		return [
			self,
			...(value as readonly unknown[]).flatMap((item, i) =>
				visits(`${member}.${i + 1}.member`, item, of.items!).filter(
					(visit) => of.items!.type === 'structure' || !isOfType(visit.value, visit.of.type)
				)
			)
		];
	if (of.members)
		return [
			self,
			...Object.entries(of.members).flatMap(([name, inner]) =>
				visits(`${member}.${lowerCamel(name)}`, (value as Readonly<Record<string, unknown>>)[name], inner)
			)
		];
	return [self];
}

/** @throws KmsError ValidationException or, for a member of the wrong JSON type, SerializationException. */
export function validate(
	constraints: Readonly<Record<string, Constraint>>,
	input: Readonly<Record<string, unknown>>
): void {
	const visited = Object.entries(constraints).flatMap(([name, of]) =>
		visits(lowerCamel(name), input[name], of)
	);
	for (const { member, value, of } of visited)
		if (value !== undefined && value !== null && !isOfType(value, of.type)) {
			const name = member.charAt(0).toUpperCase() + member.slice(1);
			throw new KmsError('SerializationException', `Expected ${name} to be of type ${of.type}`, {
				check: 'validation',
				detail: `${name} has the wrong type`,
				expected: of.type,
				got: Array.isArray(value) ? 'list' : typeof value
			});
		}
	const complaints = visited
		.map(({ member, value, of }) => complaint(member, value, of))
		.filter((text) => text !== undefined);
	if (complaints.length === 0) return;
	const count = complaints.length;
	throw invalid(`${count} validation error${count > 1 ? 's' : ''} detected: ${complaints.join('; ')}`);
}

export const invalid = (message: string): KmsError =>
	new KmsError('ValidationException', message, { check: 'validation', detail: message });
