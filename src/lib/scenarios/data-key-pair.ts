import { utf8 } from '$lib/domain/bytes';
import { deed, after } from './checks';
import { CONTEXT, createAlias, createKey, seedOf, START } from './parts';
import { outside } from './outside';
import { answerOf, keyIdAt, kms, type Scenario, type ScenarioStep, type SoFar } from './scenario';

const ALGORITHM = 'ECDSA_SHA_256';
const REPORT = utf8('Gate 4 was opened at 09:12.');
const LATER = utf8('Gate 4 was closed at 18:40.');

const generate: ScenarioStep = {
	phase: 'Ask for a pair',
	name: 'pair',
	command: kms('GenerateDataKeyPair', (so) => ({
		KeyId: keyIdAt(so, 0),
		KeyPairSpec: 'ECC_NIST_P256',
		EncryptionContext: CONTEXT
	}))
};
type Pair = 'GenerateDataKeyPair';
const first = (so: SoFar): Uint8Array =>
	answerOf<Pair, 'PrivateKeyPlaintext'>(so, 'pair', 'PrivateKeyPlaintext');
const again = (so: SoFar): Uint8Array => answerOf<'Decrypt', 'Plaintext'>(so, 'opened', 'Plaintext');
const signWith = (
	phase: string,
	name: string,
	privateKey: (so: SoFar) => Uint8Array,
	plaintext: Uint8Array
): ScenarioStep =>
	outside(
		phase,
		(so) => ({
			act: 'sign',
			keySpec: 'ECC_NIST_P256',
			algorithm: ALGORITHM,
			privateKey: privateKey(so),
			plaintext
		}),
		{ name }
	);
const verifyOf = (phase: string, name: string, plaintext: Uint8Array): ScenarioStep =>
	outside(
		phase,
		(so) => ({
			act: 'verify',
			keySpec: 'ECC_NIST_P256',
			algorithm: ALGORITHM,
			messageType: 'RAW',
			publicKey: answerOf<Pair, 'PublicKey'>(so, 'pair', 'PublicKey'),
			plaintext,
			signature: (so.done.get(name)?.answer?.signature as Uint8Array | undefined) ?? new Uint8Array()
		}),
		{}
	);
const open = (context: Readonly<Record<string, string>>, fails?: string): ScenarioStep => ({
	phase: 'A year later',
	name: 'opened',
	...(fails !== undefined && { fails }),
	command: kms('Decrypt', (so) => ({
		CiphertextBlob: answerOf<Pair, 'PrivateKeyCiphertextBlob'>(so, 'pair', 'PrivateKeyCiphertextBlob'),
		EncryptionContext: context
	}))
});

export const dataKeyPair: Scenario = {
	id: 'data-key-pair',
	title: 'A key pair from KMS, used outside',
	question: 'Can KMS make a key pair that one uses without KMS?',
	summary: 'KMS makes a pair and seals its private key. The caller signs with it, outside KMS.',
	note: 'This private key does leave KMS: it is a data key, not a KMS key. Keep the sealed one; wipe the other.',
	seed: seedOf('glass-kms data key pair'),
	startsAt: START,
	setup: [createKey('gate reports'), createAlias('alias/gate')],
	steps: [
		generate,
		signWith('Sign outside', 'signed', first, REPORT),
		verifyOf('Check outside', 'signed', REPORT),
		open(CONTEXT),
		signWith('Sign again', 'later', again, LATER)
	],
	predict: {
		before: 1,
		question: 'Who signs with the private key of this pair?',
		choices: [
			{ text: 'The caller, in their own memory', says: 'KMS made the pair and keeps none of it.' },
			{ text: 'KMS, by Sign', says: 'Sign works with KMS keys; this pair is no KMS key.' },
			{ text: 'The HSM, by its id', says: 'A data key pair has no id: KMS forgets it.' }
		],
		right: 0
	},
	goal: {
		task: 'Get a pair whose private key you do not see, and open that later.',
		checks: [
			{
				label: 'A pair without its plaintext, opened later',
				holds: after(deed('GenerateDataKeyPairWithoutPlaintext'), deed('Decrypt'))
			}
		],
		hints: {
			look: 'The key’s panel: data keys; or Call the API.',
			think: 'GenerateDataKeyPairWithoutPlaintext gives only the sealed private key; Decrypt opens it.'
		},
		solution: [
			{
				phase: 'Without plaintext',
				name: 'pair',
				command: kms('GenerateDataKeyPairWithoutPlaintext', (so) => ({
					KeyId: keyIdAt(so, 0),
					KeyPairSpec: 'ECC_NIST_P256',
					EncryptionContext: CONTEXT
				}))
			},
			open(CONTEXT)
		],
		nearMiss: [generate, open({ purpose: 'another' }, 'InvalidCiphertextException')]
	},
	chapter: 'kinds',
	shows: [97]
};
