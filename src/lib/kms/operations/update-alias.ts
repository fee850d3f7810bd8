/** UpdateAlias: re-hangs the name on another key of the same type and usage. */
import { specOf, usageOf, type AliasRecord, type KeyRecord } from '$lib/domain/key';
import type { Input, Output } from '$lib/domain/operations';
import { KEY_SPEC_FACTS } from '$lib/facts/key-specs';
import { checkAliasName, checkTarget, requireRoomForAlias } from '../alias-name';
import type { Call } from '../call';
import { findAlias } from '../find-alias';
import { invalid } from '../validate';

export function updateAlias(call: Call, input: Input<'UpdateAlias'>): Output<'UpdateAlias'> {
	const name = checkAliasName(input.AliasName);
	checkTarget(input.TargetKeyId);
	const alias = findAlias(call, name);
	const key = call.useKey(input.TargetKeyId);
	checkSameKind(call, alias, key);
	if (key.arn !== alias.targetArn) requireRoomForAlias(call, key);
	call.tracer.add({ kind: 'alias', name, from: alias.targetArn, to: key.arn });
	call.emit({ type: 'alias.put', alias: { ...alias, targetArn: key.arn, updatedAt: call.time } });
	return {};
}

/** Code that uses an alias must not find a key of another kind behind it. @throws KmsError ValidationException */
function checkSameKind(call: Call, { arn, targetArn }: AliasRecord, key: KeyRecord): void {
	const current = call.state.keys.get(targetArn);
	if (!current) return;
	if (usageOf(current) !== usageOf(key))
		throw invalid(
			`Alias ${arn} cannot be changed from a CMK with key usage ${usageOf(current)} to a CMK with key usage ${usageOf(key)}. The key usage of the current CMK and the new CMK must be the same.`
		);
	const type = (one: KeyRecord): string => {
		const { kind } = KEY_SPEC_FACTS[specOf(one)];
		return kind === 'symmetric' || kind === 'hmac' ? kind : 'asymmetric';
	};
	if (type(current) !== type(key))
		throw invalid(
			`Alias ${arn} cannot be changed from a key of type ${type(current)} to a key of type ${type(key)}.`
		);
}
