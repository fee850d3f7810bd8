import { utf8 } from '$lib/domain/bytes';
import { did } from './checks';
import { createAlias, seedOf, START } from './parts';
import { createKeyOf, getPublicKey, made, outside } from './outside';
import { answerOf, keyIdAt, kms, type Scenario, type ScenarioStep } from './scenario';

const MESSAGE = utf8('Firmware 4.2, to last thirty years.');
const ALGORITHM = 'ML_DSA_SHAKE_256';

const sign: ScenarioStep = {
	phase: 'Sign with ML-DSA',
	name: 'signed',
	command: kms('Sign', (so) => ({
		KeyId: keyIdAt(so, 0),
		Message: MESSAGE,
		MessageType: 'RAW',
		SigningAlgorithm: ALGORITHM
	}))
};
const decapsulate: ScenarioStep = {
	phase: 'Decapsulate inside',
	command: kms('Decapsulate', (so) => ({
		KeyId: keyIdAt(so, 1),
		EncapsulationAlgorithm: 'ML_KEM',
		SharedSecretCiphertextBlob: made(so, 'sender', 'ciphertext')
	}))
};

export const postQuantum: Scenario = {
	id: 'post-quantum',
	title: 'Keys for after the quantum computer',
	question: 'What do keys look like that a quantum computer does not break?',
	summary: 'ML-DSA signs, ML-KEM carries a secret. Neither rests on factoring or on curves.',
	note: 'An ML-DSA-65 signature has 3,309 bytes; one of P-256 has about 71.',
	seed: seedOf('glass-kms post-quantum'),
	startsAt: START,
	setup: [
		createKeyOf('Create a key', { Description: 'firmware', KeySpec: 'ML_DSA_65', KeyUsage: 'SIGN_VERIFY' }),
		createAlias('alias/firmware'),
		createKeyOf('Create a key', {
			Description: 'inbox',
			KeySpec: 'ML_KEM_768',
			KeyUsage: 'ENCAPSULATE_DECAPSULATE'
		}),
		createAlias('alias/inbox', 1),
		getPublicKey('Before')
	],
	steps: [
		sign,
		outside(
			'A device verifies',
			(so) => ({
				act: 'verify',
				keySpec: 'ML_DSA_65',
				algorithm: ALGORITHM,
				messageType: 'RAW',
				publicKey: answerOf<'GetPublicKey', 'PublicKey'>(so, 'public', 'PublicKey'),
				plaintext: MESSAGE,
				signature: answerOf<'Sign', 'Signature'>(so, 'signed', 'Signature')
			}),
			{ by: 'a device' }
		),
		{ ...getPublicKey('The ML-KEM public key', 1), name: 'inbox' },
		outside(
			'A sender encapsulates',
			(so) => ({
				act: 'encapsulate',
				keySpec: 'ML_KEM_768',
				publicKey: answerOf<'GetPublicKey', 'PublicKey'>(so, 'inbox', 'PublicKey')
			}),
			{ name: 'sender', by: 'a sender' }
		),
		decapsulate
	],
	predict: {
		before: 4,
		question: 'The sender draws a secret and sends its capsule. What does Decapsulate return?',
		choices: [
			{
				text: 'The same shared secret',
				says: 'Both sides have it now, and it never travelled in the clear.'
			},
			{ text: 'A message of the sender', says: 'A KEM carries no message, only a fresh secret.' },
			{ text: 'A signature', says: 'ML-KEM agrees on secrets; ML-DSA is the one that signs.' }
		],
		right: 0
	},
	goal: {
		task: 'Sign something with ML-DSA and have KMS verify it.',
		checks: [
			{ label: 'Signed', holds: did('Sign') },
			{ label: 'Verified by KMS', holds: did('Verify') }
		],
		hints: {
			look: 'The key with alias/firmware: its panel Sign.',
			think: 'ML-DSA takes RAW messages, or the 64 bytes of EXTERNAL_MU.'
		},
		solution: [
			sign,
			{
				phase: 'Verify',
				command: kms('Verify', (so) => ({
					KeyId: keyIdAt(so, 0),
					Message: MESSAGE,
					MessageType: 'RAW',
					Signature: answerOf<'Sign', 'Signature'>(so, 'signed', 'Signature'),
					SigningAlgorithm: ALGORITHM
				}))
			}
		],
		nearMiss: [sign]
	},
	chapter: 'kinds',
	shows: [95]
};
