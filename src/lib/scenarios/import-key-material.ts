import { key, did } from './checks';
import { createAlias, decrypt, encrypt, seedOf, START } from './parts';
import { getParameters, importMaterial, makeMaterial, wrapMaterial } from './importing';
import { createKeyOf } from './outside';
import { keyIdAt, kms, type Scenario } from './scenario';

const NOT_YET = 'KMSInvalidStateException';

export const importKeyMaterial: Scenario = {
	id: 'import-key-material',
	title: 'Bring your own key material',
	question: "How does one's own key material get into KMS unseen?",
	summary: 'Made outside, wrapped under a key that KMS lends for a day, and opened only inside the HSM.',
	note: 'Your copy stays with you: making it well, keeping it and importing it again is your duty now.',
	seed: seedOf('glass-kms import'),
	startsAt: START,
	makesRsaKeys: true,
	setup: [
		createKeyOf('Create a key', { Description: 'own material', Origin: 'EXTERNAL' }),
		createAlias('alias/own')
	],
	steps: [
		encrypt('A key without material', 'refused', NOT_YET),
		makeMaterial('Make material'),
		getParameters(),
		wrapMaterial(),
		importMaterial('Import it'),
		encrypt('Now it seals')
	],
	predict: {
		before: 4,
		question: 'Who can read the key material on its way into KMS?',
		choices: [
			{
				text: 'Only the HSM',
				says: 'It travels under the wrapping key, whose private half stays inside.'
			},
			{ text: 'Everybody who can use the key', says: 'Permission to use a key shows nobody its material.' },
			{ text: 'Whoever reads CloudTrail', says: 'The event has neither the material nor its wrapped form.' }
		],
		right: 0
	},
	goal: {
		from: 'end',
		task: 'Delete the material and bring the key back, until it opens what it sealed.',
		checks: [
			{ label: 'The material was deleted', holds: did('DeleteImportedKeyMaterial') },
			{ label: 'The key is Enabled', holds: key((one) => one.state === 'Enabled') },
			{ label: 'It opens what it sealed', holds: did('Decrypt') }
		],
		hints: {
			look: 'The key’s panel Import.',
			think: 'The same bytes again: other material is refused.'
		},
		solution: [
			{
				phase: 'Delete',
				command: kms('DeleteImportedKeyMaterial', (so) => ({ KeyId: keyIdAt(so, 0) }))
			},
			getParameters(),
			wrapMaterial(),
			importMaterial('Import again'),
			decrypt('Open')
		],
		nearMiss: [
			{
				phase: 'Delete',
				command: kms('DeleteImportedKeyMaterial', (so) => ({ KeyId: keyIdAt(so, 0) }))
			},
			makeMaterial('Other material', 'other'),
			getParameters(),
			wrapMaterial('Wrap', 'other'),
			importMaterial('Import', undefined, 'IncorrectKeyMaterialException')
		]
	},
	chapter: 'kinds',
	shows: [30, 31]
};
