/** ListKeyRotations: completed rotations, or with ALL_KEY_MATERIAL the first material too. */
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import { seconds } from '../metadata';
import { paginate } from '../paginate';

export function listKeyRotations(call: Call, input: Input<'ListKeyRotations'>): Output<'ListKeyRotations'> {
	const key = call.useKey(input.KeyId);
	const last = key.generations.length - 1;
	const all = key.generations.map((generation, i) => ({
		KeyId: key.arn,
		KeyMaterialId: generation.materialId,
		KeyMaterialState: i === last ? ('CURRENT' as const) : ('NON_CURRENT' as const),
		...(generation.rotation && {
			RotationDate: seconds(generation.rotation.at),
			RotationType: generation.rotation.type
		})
	}));
	const shown = input.IncludeKeyMaterial === 'ALL_KEY_MATERIAL' ? all : all.slice(1);
	const { page, ...more } = paginate(shown, input, LIMITS.page.ListKeyRotations.default);
	return { Rotations: page, ...more };
}
