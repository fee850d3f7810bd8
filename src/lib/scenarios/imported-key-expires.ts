import { DAY } from '$lib/domain/key';
import { key, refused } from './checks';
import { createAlias, decrypt, encrypt, seedOf, START } from './parts';
import { getParameters, importMaterial, makeMaterial, wrapMaterial } from './importing';
import { createKeyOf, wait } from './outside';
import { keyIdAt, kms, type Scenario } from './scenario';

const NO_MATERIAL = 'KMSInvalidStateException';
const FOR_30_DAYS = { ExpirationModel: 'KEY_MATERIAL_EXPIRES', validForMs: 30 * DAY } as const;

export const importedKeyExpires: Scenario = {
	id: 'imported-key-expires',
	title: 'Imported material expires',
	question: 'Imported material expires. Is what it sealed lost?',
	summary: 'On its day KMS deletes the material. Importing the very same bytes mends the key.',
	note: 'KMS cannot give the material back. Whoever kept no copy has lost what the key sealed.',
	seed: seedOf('glass-kms imported expires'),
	startsAt: START,
	makesRsaKeys: true,
	setup: [
		createKeyOf('Create a key', { Description: 'own material', Origin: 'EXTERNAL' }),
		createAlias('alias/own'),
		makeMaterial('Before'),
		getParameters('Before'),
		wrapMaterial('Before')
	],
	steps: [
		importMaterial('Import for 30 days', FOR_30_DAYS),
		encrypt('Seal'),
		wait('30 days pass'),
		decrypt('It bites', 'sealed', NO_MATERIAL),
		getParameters('A new wrapping key'),
		wrapMaterial('Wrap the same bytes'),
		importMaterial('Import again'),
		decrypt('It opens again')
	],
	predict: {
		before: 3,
		question: 'The day of expiry has passed. What can the key still do?',
		choices: [
			{
				text: 'Neither seal nor open',
				says: 'The material is deleted and the key is PendingImport: nothing works.'
			},
			{ means: 'works', text: 'Open, but not seal', says: 'Opening needs the material too, and it is gone.' },
			{
				means: 'works',
				text: 'Everything: expiry is a reminder',
				says: 'KMS deletes the material on that day.'
			}
		],
		right: 0
	},
	goal: {
		from: 'end',
		task: 'Make this key rotate: automatic rotation is refused, so find the way that is left.',
		checks: [
			{
				label: 'Automatic rotation was refused',
				holds: refused('EnableKeyRotation', 'UnsupportedOperationException')
			},
			{
				label: 'A second generation is current',
				holds: key((one) => one.generations.length === 2)
			}
		],
		hints: {
			look: 'The key’s panel Import: NEW_KEY_MATERIAL; then rotate on demand.',
			think: 'New material waits until RotateKeyOnDemand makes it current.'
		},
		solution: [
			{
				phase: 'Automatic',
				fails: 'UnsupportedOperationException',
				command: kms('EnableKeyRotation', (so) => ({ KeyId: keyIdAt(so, 0) }))
			},
			makeMaterial('New material', 'next'),
			getParameters('Parameters'),
			wrapMaterial('Wrap', 'next'),
			importMaterial('New material', {
				ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
				importType: 'NEW_KEY_MATERIAL'
			}),
			{
				phase: 'Rotate',
				command: kms('RotateKeyOnDemand', (so) => ({ KeyId: keyIdAt(so, 0) }))
			}
		],
		nearMiss: [
			{
				phase: 'Automatic',
				fails: 'UnsupportedOperationException',
				command: kms('EnableKeyRotation', (so) => ({ KeyId: keyIdAt(so, 0) }))
			},
			makeMaterial('New material', 'next'),
			getParameters('Parameters'),
			wrapMaterial('Wrap', 'next'),
			importMaterial('As if it were the old', undefined, 'IncorrectKeyMaterialException')
		]
	},
	chapter: 'kinds',
	shows: [31, 33]
};
