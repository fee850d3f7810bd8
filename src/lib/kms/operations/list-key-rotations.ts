/** ListKeyRotations: completed rotations, or with ALL_KEY_MATERIAL the first material too. */
import { originOf, specOf, type Generation } from '$lib/domain/key';
import type { Input, Output } from '$lib/domain/operations';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from '../call';
import { expirationOf } from '../imported';
import { seconds } from '../metadata';
import { paginate } from '../paginate';
import { awaited, lacking } from '../pending-material';

export function listKeyRotations(call: Call, input: Input<'ListKeyRotations'>): Output<'ListKeyRotations'> {
	const key = call.useKey(input.KeyId);
	// Asymmetric and HMAC keys do not rotate: an empty list, no error.
	if (specOf(key) !== 'SYMMETRIC_DEFAULT') return { Rotations: [], Truncated: false };
	const external = originOf(key) === 'EXTERNAL';
	const imported = (generation: Generation) =>
		external && {
			ImportState: generation.token === '' ? ('PENDING_IMPORT' as const) : ('IMPORTED' as const),
			...(generation.token !== '' && expirationOf(generation)),
			...(generation.imported?.description !== undefined && {
				KeyMaterialDescription: generation.imported.description
			})
		};
	const last = key.generations.length - 1;
	const all = key.generations.map((generation, i) => ({
		KeyId: key.arn,
		KeyMaterialId: generation.materialId,
		KeyMaterialState: i === last ? ('CURRENT' as const) : ('NON_CURRENT' as const),
		...imported(generation),
		...(generation.rotation && {
			RotationDate: seconds(generation.rotation.at),
			RotationType: generation.rotation.type
		})
	}));
	const pendingMaterial = awaited(call.state, key);
	const waiting = pendingMaterial && {
		KeyId: key.arn,
		KeyMaterialId: pendingMaterial.materialId,
		KeyMaterialState:
			lacking(call.state, key, pendingMaterial).length > 0
				? ('PENDING_MULTI_REGION_IMPORT_AND_ROTATION' as const)
				: ('PENDING_ROTATION' as const),
		...imported(pendingMaterial)
	};
	const shown =
		input.IncludeKeyMaterial === 'ALL_KEY_MATERIAL' ? [...all, ...(waiting ? [waiting] : [])] : all.slice(1);
	const { page, ...more } = paginate(shown, input, LIMITS.page.ListKeyRotations.default);
	return { Rotations: page, ...more };
}
