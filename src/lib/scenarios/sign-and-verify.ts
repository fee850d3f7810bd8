import { utf8 } from '$lib/domain/bytes';
import { did } from './checks';
import { createAlias, seedOf, START } from './parts';
import { createKeyOf, getPublicKey, made, outside } from './outside';
import { answerOf, keyIdAt, kms, type Scenario, type ScenarioStep, type SoFar } from './scenario';

const ALGORITHM = 'ECDSA_SHA_256';
const ORDER = utf8('Pay Alice 10 euros.');
const FORGED = utf8('Pay Alice 10,000 euros.');

const digest = (phase: string, name: string, plaintext: Uint8Array): ScenarioStep =>
	outside(phase, () => ({ act: 'digest', algorithm: ALGORITHM, plaintext }), { name });
const sign: ScenarioStep = {
	phase: 'Sign the digest',
	name: 'signed',
	command: kms('Sign', (so) => ({
		KeyId: keyIdAt(so, 0),
		Message: made(so, 'digest', 'digest'),
		MessageType: 'DIGEST',
		SigningAlgorithm: ALGORITHM
	}))
};
const signature = (so: SoFar): Uint8Array => answerOf<'Sign', 'Signature'>(so, 'signed', 'Signature');
const verify = (phase: string, of: string, fails?: string): ScenarioStep => ({
	phase,
	...(fails !== undefined && { fails }),
	command: kms('Verify', (so) => ({
		KeyId: keyIdAt(so, 0),
		Message: made(so, of, 'digest'),
		MessageType: 'DIGEST',
		Signature: signature(so),
		SigningAlgorithm: ALGORITHM
	}))
});
const verifyOutside = (phase: string, of: string, fails?: string): ScenarioStep =>
	outside(
		phase,
		(so) => ({
			act: 'verify',
			keySpec: 'ECC_NIST_P256',
			algorithm: ALGORITHM,
			messageType: 'DIGEST',
			publicKey: answerOf<'GetPublicKey', 'PublicKey'>(so, 'public', 'PublicKey'),
			plaintext: made(so, of, 'digest'),
			signature: signature(so)
		}),
		{ by: 'the bank', ...(fails !== undefined && { fails }) }
	);

export const signAndVerify: Scenario = {
	id: 'sign-and-verify',
	title: 'Sign, and verify in two places',
	question: 'KMS signs. Can one check the signature without KMS?',
	summary: 'The private key signs inside KMS. KMS verifies, and so does anybody with the public key.',
	note: 'Only the digest travels to KMS: with MessageType DIGEST the message may be of any length and stays with the caller.',
	seed: seedOf('glass-kms sign and verify'),
	startsAt: START,
	setup: [
		createKeyOf('Create a key', {
			Description: 'orders',
			KeySpec: 'ECC_NIST_P256',
			KeyUsage: 'SIGN_VERIFY'
		}),
		createAlias('alias/orders'),
		getPublicKey('Before')
	],
	steps: [
		digest('Hash the message', 'digest', ORDER),
		sign,
		verify('Verify inside', 'digest'),
		verifyOutside('Verify outside', 'digest'),
		digest('Somebody changes it', 'forged', FORGED),
		verify('Inside it is refused', 'forged', 'KMSInvalidSignatureException'),
		verifyOutside('And outside', 'forged', 'SignatureDoesNotFit')
	],
	predict: {
		before: 5,
		question: 'One number in the message is changed. What does Verify answer?',
		choices: [
			{
				text: 'KMSInvalidSignatureException',
				says: 'Verify answers with an error: there is no SignatureValid false.'
			},
			{ text: 'SignatureValid: false', says: 'A signature that does not fit is an error, never a false.' },
			{
				text: 'It fits: the signature is the same',
				says: 'The signature fits one digest only, and this is another.'
			}
		],
		right: 0
	},
	goal: {
		task: 'Sign a message of your own and have KMS verify it.',
		checks: [
			{ label: 'Something is signed', holds: did('Sign') },
			{ label: 'KMS verified it', holds: did('Verify') }
		],
		hints: {
			look: 'The key’s panel Sign: message, Sign, Verify.',
			think: 'Verify needs the same message, message type and algorithm as Sign.'
		},
		solution: [digest('Hash', 'digest', FORGED), sign, verify('Verify', 'digest')],
		nearMiss: [
			digest('Hash', 'digest', FORGED),
			sign,
			digest('Another', 'forged', ORDER),
			verify('Verify', 'forged', 'KMSInvalidSignatureException')
		]
	},
	chapter: 'kinds',
	shows: [94, 95]
};
