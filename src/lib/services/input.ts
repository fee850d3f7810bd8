/** Reads members of a service's request; a wrong one is refused with what was expected. */
import { ServiceError, type ServiceCall } from './service';

const refuse = (member: string, expected: string, got: unknown): never => {
	throw new ServiceError('InvalidParameter', `${member}: expected ${expected}, got ${JSON.stringify(got)}`, {
		check: 'validation'
	});
};

export function textOf({ input }: Pick<ServiceCall, 'input'>, member: string): string {
	const value = input[member];
	return typeof value === 'string' && value !== '' ? value : refuse(member, 'a text', value);
}
export const optionalText = (call: Pick<ServiceCall, 'input'>, member: string): string | undefined =>
	call.input[member] === undefined ? undefined : textOf(call, member);
export function bytesOf({ input }: Pick<ServiceCall, 'input'>, member: string): Uint8Array {
	const value = input[member];
	return value instanceof Uint8Array ? value : refuse(member, 'bytes', value);
}
export function flagOf({ input }: Pick<ServiceCall, 'input'>, member: string): boolean {
	const value = input[member] ?? false;
	return typeof value === 'boolean' ? value : refuse(member, 'true or false', value);
}
