/** The ways in which a world is brought to where an operation throws. */
import type { KmsErrorCode } from '$lib/domain/errors';
import type { OperationName } from '$lib/domain/operations';
import type { KeyKindId } from '../key-kinds';
import type { Probe } from '../probe';
import { requestOn, type Members } from '../requests';
import type { Way } from './index';

export type Ways = Readonly<Partial<Record<OperationName, Readonly<Partial<Record<KmsErrorCode, Way>>>>>>;

export const never =
	(reason: string): Way =>
	() => ({ never: reason });
/** A request in a world of its own. */
export const alone =
	(given: string, input: Members, before: (probe: Probe) => Promise<void> = async () => {}): Way =>
	async (stage) => {
		const probe = stage.probe.fork();
		await before(probe);
		return { given, probe, input };
	};
/** A request on another kind of key than the operation takes. */
export const onKind =
	(kind: KeyKindId, given: string, members: Members = {}): Way =>
	async (stage, operation) => {
		const key = await stage.key(kind);
		return {
			given,
			probe: key.probe,
			region: key.region,
			input: { ...requestOn(operation, key), ...members }
		};
	};
/** A request on its own kind of key, after more was done to it. */
export const after =
	(kind: KeyKindId, given: string, does: (probe: Probe, keyId: string) => Promise<Members | void>): Way =>
	async (stage, operation) => {
		const key = await stage.key(kind);
		const probe = key.probe.fork();
		const members = (await does(probe, key.keyId)) ?? {};
		return { given, probe, input: { ...requestOn(operation, key), ...members } };
	};
