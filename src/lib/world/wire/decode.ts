/**
 * A KMS request as it comes over the wire (AWS JSON 1.1) → operation and input. What is a blob, a list or a structure
 * is read from the table of constraints, so that a new operation needs nothing here.
 * Source: Smithy, "AWS JSON 1.1 protocol": the operation in `X-Amz-Target`, blobs in base64, null is absent, members
 * that the service does not know are passed over.
 * The words of a SerializationException are those that clients of AWS services have reported; for KMS: unverified.
 */
import { fromBase64 } from '$lib/domain/bytes';
import { KmsError } from '$lib/domain/errors';
import type { OperationName } from '$lib/domain/operations';
import { CONSTRAINTS } from '$lib/facts/constraints';
import { OPERATIONS } from '$lib/kms/operations';
import { unsupported } from '$lib/kms/unsupported';

/** The name of the service in its model; the prefix of every target. */
const SERVICE = 'TrentService';
/** Deeper than any input of KMS; what is deeper is not read. */
const DEEPEST = 16;

/** As much of a constraint as decoding needs. */
interface Shape {
	readonly type: string;
	readonly items?: Shape;
	readonly members?: Readonly<Record<string, Shape>>;
}

const serialization = (message: string): KmsError =>
	new KmsError('SerializationException', message, { check: 'validation', detail: message || 'not JSON' });

/** @throws KmsError UnknownOperationException for no target, another service's, or an operation KMS has not */
export function operationOf(target: string | undefined): OperationName {
	const [service, name = '', ...rest] = (target ?? '').split('.');
	if (service === SERVICE && rest.length === 0 && Object.hasOwn(OPERATIONS, name))
		return name as OperationName;
	throw new KmsError('UnknownOperationException', '', {
		check: 'unsupported',
		detail: 'X-Amz-Target names no operation of KMS',
		expected: `${SERVICE}.<operation>`,
		got: target ?? 'no such header'
	});
}

/** @throws KmsError SerializationException; UnsupportedOperationException for a Recipient */
export function decodeInput(operation: OperationName, body: Uint8Array): Record<string, unknown> {
	const given = parse(body);
	const shapes: Readonly<Record<string, Shape>> = CONSTRAINTS[operation];
	// Passing it over would hand plaintext to one who asked for it under an enclave's key.
	if (given.Recipient !== undefined && given.Recipient !== null && !Object.hasOwn(shapes, 'Recipient'))
		throw unsupported(
			'Recipient is not supported here: this playground has no AWS Nitro Enclaves.',
			'attestation documents are not modelled'
		);
	return membersOf(given, shapes);
}

function parse(body: Uint8Array): Record<string, unknown> {
	let value: unknown;
	try {
		// Some clients send no body where there is no input.
		value = body.length === 0 ? {} : JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
	} catch {
		throw serialization('');
	}
	if (Array.isArray(value)) throw serialization('Start of list found where not expected');
	if (!isStructure(value)) throw serialization('Unexpected token at the start of the request');
	checkPlain(value, 0);
	return value;
}

const isStructure = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** No number beyond a double, and nothing so deep that walking it would end the program. */
function checkPlain(value: unknown, depth: number): void {
	if (typeof value === 'number' && !Number.isFinite(value))
		throw serialization('NUMBER_VALUE can not be converted to a number');
	if (typeof value !== 'object' || value === null) return;
	if (depth > DEEPEST) throw serialization('Start of structure or map found where not expected.');
	for (const inner of Object.values(value)) checkPlain(inner, depth + 1);
}

function membersOf(
	given: Readonly<Record<string, unknown>>,
	shapes: Readonly<Record<string, Shape>>
): Record<string, unknown> {
	const input: Record<string, unknown> = {};
	for (const [name, shape] of Object.entries(shapes)) {
		const value = Object.hasOwn(given, name) ? given[name] : undefined;
		if (value !== undefined && value !== null) input[name] = decode(name, value, shape);
	}
	return input;
}

/** What has another JSON type than its shape stays as it is: the operation's own check refuses it. */
function decode(name: string, value: unknown, shape: Shape): unknown {
	if (shape.type === 'blob') return typeof value === 'string' ? blob(name, value) : value;
	const { items, members } = shape;
	if (items && Array.isArray(value)) return value.map((item) => decode(name, item, items));
	if (members && isStructure(value)) return membersOf(value, members);
	return value;
}

function blob(name: string, text: string): Uint8Array {
	try {
		return fromBase64(text);
	} catch {
		throw serialization(`${name} can not be converted to a Blob: it is not base64`);
	}
}
