/** Steps of an import: parameters, wrapping outside, and the import itself. */
import type { Input } from '$lib/domain/operations';
import { outside, made } from './outside';
import { answerOf, keyIdAt, kms, type ScenarioStep } from './scenario';

export const WRAPPING = 'RSAES_OAEP_SHA_256';

/** Material of one's own, made outside and kept there. */
export const makeMaterial = (phase = 'Make material', name = 'own'): ScenarioStep =>
	outside(phase, () => ({ act: 'material', keySpec: 'SYMMETRIC_DEFAULT' }), { name });
export const getParameters = (phase = 'Ask for a wrapping key'): ScenarioStep => ({
	phase,
	name: 'parameters',
	command: kms('GetParametersForImport', (so) => ({
		KeyId: keyIdAt(so, 0),
		WrappingAlgorithm: WRAPPING,
		WrappingKeySpec: 'RSA_3072'
	}))
});
export const wrapMaterial = (phase = 'Wrap it outside', of = 'own'): ScenarioStep =>
	outside(
		phase,
		(so) => ({
			act: 'wrap',
			algorithm: WRAPPING,
			publicKey: answerOf<'GetParametersForImport', 'PublicKey'>(so, 'parameters', 'PublicKey'),
			material: made(so, of, 'material')
		}),
		{ name: 'wrapped' }
	);
export const importMaterial = (
	phase: string,
	how: Pick<Input<'ImportKeyMaterial'>, 'ExpirationModel'> & {
		readonly validForMs?: number;
		readonly importType?: 'NEW_KEY_MATERIAL';
	} = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' },
	fails?: string
): ScenarioStep => ({
	phase,
	...(fails !== undefined && { fails }),
	command: kms('ImportKeyMaterial', (so) => ({
		KeyId: keyIdAt(so, 0),
		ImportToken: answerOf<'GetParametersForImport', 'ImportToken'>(so, 'parameters', 'ImportToken'),
		EncryptedKeyMaterial: made(so, 'wrapped', 'wrapped'),
		...(how.ExpirationModel && { ExpirationModel: how.ExpirationModel }),
		...(how.validForMs !== undefined && { ValidTo: (so.state.time + how.validForMs) / 1000 }),
		...(how.importType && { ImportType: how.importType })
	}))
});
