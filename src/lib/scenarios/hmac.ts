import { utf8 } from '$lib/domain/bytes';
import { did, refused } from './checks';
import { createAlias, seedOf, START } from './parts';
import { createKeyOf } from './outside';
import { answerOf, keyIdAt, kms, type Scenario, type ScenarioStep } from './scenario';

const ALGORITHM = 'HMAC_SHA_256';
const TICKET = utf8('Alice, row 7, seat 12');
const FORGED = utf8('Alice, row 1, seat 12');

const generate: ScenarioStep = {
	phase: 'Generate a MAC',
	name: 'mac',
	command: kms('GenerateMac', (so) => ({ KeyId: keyIdAt(so, 0), Message: TICKET, MacAlgorithm: ALGORITHM }))
};
const verify = (phase: string, Message: Uint8Array, fails?: string): ScenarioStep => ({
	phase,
	...(fails !== undefined && { fails }),
	command: kms('VerifyMac', (so) => ({
		KeyId: keyIdAt(so, 0),
		Message,
		MacAlgorithm: ALGORITHM,
		Mac: answerOf<'GenerateMac', 'Mac'>(so, 'mac', 'Mac')
	}))
});
const encrypt: ScenarioStep = {
	phase: 'It does not encrypt',
	fails: 'InvalidKeyUsageException',
	command: kms('Encrypt', (so) => ({ KeyId: keyIdAt(so, 0), Plaintext: TICKET }))
};

export const hmac: Scenario = {
	id: 'hmac',
	title: 'A MAC, made and checked by KMS',
	question: 'Who can check a MAC that KMS made?',
	summary: 'One secret key makes and checks the MAC. Whoever checks must ask KMS too.',
	note: 'There is no public half: unlike a signature, a MAC cannot be checked outside. Automatic rotation is not possible.',
	seed: seedOf('glass-kms hmac'),
	startsAt: START,
	setup: [
		createKeyOf('Create a key', {
			Description: 'tickets',
			KeySpec: 'HMAC_256',
			KeyUsage: 'GENERATE_VERIFY_MAC'
		}),
		createAlias('alias/tickets')
	],
	steps: [
		generate,
		verify('Check it', TICKET),
		verify('A forged ticket', FORGED, 'KMSInvalidMacException'),
		encrypt
	],
	predict: {
		before: 3,
		question: 'An HMAC key is symmetric. Can it encrypt?',
		choices: [
			{ text: 'No: it makes and checks MACs only', says: 'One KeyUsage a key, and it never changes.' },
			{
				means: 'works',
				text: 'Yes: it is symmetric',
				says: 'Symmetric it is, but its KeyUsage is GENERATE_VERIFY_MAC.'
			}
		],
		right: 0
	},
	goal: {
		from: 'end',
		task: 'Find out whether an HMAC key can be rotated automatically.',
		checks: [
			{
				label: 'EnableKeyRotation was refused',
				holds: refused('EnableKeyRotation', 'UnsupportedOperationException')
			},
			{ label: 'The key still makes MACs', holds: did('GenerateMac') }
		],
		hints: {
			look: 'Call the API: EnableKeyRotation.',
			think: 'Automatic rotation is for symmetric encryption keys whose material KMS made.'
		},
		solution: [
			{
				phase: 'Try',
				fails: 'UnsupportedOperationException',
				command: kms('EnableKeyRotation', (so) => ({ KeyId: keyIdAt(so, 0) }))
			},
			generate
		],
		nearMiss: [generate, verify('Check it', TICKET)]
	},
	chapter: 'kinds',
	shows: [89]
};
