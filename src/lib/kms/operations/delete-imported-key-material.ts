/** DeleteImportedKeyMaterial: at once. The key stays and waits for the same material; what it sealed stays sealed. */
import { KmsError } from '$lib/domain/errors';
import { specOf } from '$lib/domain/key';
import type { Input, Output } from '$lib/domain/operations';
import type { Call } from '../call';
import { changeMaterial, emptied } from '../imported';
import { requireExternal } from '../key-use';
import { isReplica } from '../multi-region';
import { relatedKeys } from '../pending-material';

export async function deleteImportedKeyMaterial(
	call: Call,
	input: Input<'DeleteImportedKeyMaterial'>
): Promise<Output<'DeleteImportedKeyMaterial'>> {
	const key = call.useKey(input.KeyId, { fits: requireExternal });
	const { generations, pendingMaterial } = key;
	const id = input.KeyMaterialId ?? generations.at(-1)?.materialId;
	const named = generations.find((one) => one.materialId === id);
	const waiting = pendingMaterial?.materialId === id ? pendingMaterial : undefined;
	if (input.KeyMaterialId !== undefined && !named && !waiting)
		throw new KmsError('NotFoundException', `Key material ${input.KeyMaterialId} does not exist`, {
			check: 'resolve',
			detail: 'no such key material belongs to this key',
			got: input.KeyMaterialId
		});
	if (waiting) {
		await changeMaterial(call, key, { generations });
		// Material that waits goes from the whole set with the primary's; any other goes key by key.
		if (!isReplica(call.state, key))
			for (const related of relatedKeys(call.state, key))
				if (related.pendingMaterial?.materialId === id)
					call.intend({ type: 'drop-pending', arn: related.arn });
	} else if (named && named.token !== '')
		await changeMaterial(call, key, {
			generations: generations.map((one) => (one === named ? emptied(one) : one)),
			pendingMaterial
		});
	return {
		KeyId: key.arn,
		...(specOf(key) === 'SYMMETRIC_DEFAULT' && id !== undefined && { KeyMaterialId: id })
	};
}
