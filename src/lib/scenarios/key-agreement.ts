import type { EcdsaKeySpec } from '$lib/domain/key-spec';
import { did, refused } from './checks';
import { createAlias, seedOf, START } from './parts';
import { createKeyOf, getPublicKey, made, outside } from './outside';
import { answerOf, keyIdAt, kms, type Scenario, type ScenarioStep } from './scenario';

const PARTNER = 'the partner';

const partnerMakes = (keySpec: EcdsaKeySpec): ScenarioStep =>
	outside('The partner’s pair', () => ({ act: 'key-pair', keySpec }), { name: 'partner', by: PARTNER });
const derive = (fails?: string): ScenarioStep => ({
	phase: 'Derive inside',
	...(fails !== undefined && { fails }),
	command: kms('DeriveSharedSecret', (so) => ({
		KeyId: keyIdAt(so, 0),
		KeyAgreementAlgorithm: 'ECDH',
		PublicKey: made(so, 'partner', 'publicKey')
	}))
});

export const keyAgreement: Scenario = {
	id: 'key-agreement',
	title: 'Agree on a secret with somebody outside',
	question: 'How do two sides get one secret that never travels?',
	summary: 'Two public keys cross over. Both sides compute the same secret; it never travels between them.',
	note: 'KMS returns the raw shared secret. Derive keys from it with a KDF; do not use it as a key.',
	seed: seedOf('glass-kms key agreement'),
	startsAt: START,
	setup: [
		createKeyOf('Create a key', {
			Description: 'partner',
			KeySpec: 'ECC_NIST_P256',
			KeyUsage: 'KEY_AGREEMENT'
		}),
		createAlias('alias/partner')
	],
	steps: [
		getPublicKey('Our public key'),
		partnerMakes('ECC_NIST_P256'),
		derive(),
		outside(
			'The partner derives',
			(so) => ({
				act: 'agree',
				keySpec: 'ECC_NIST_P256',
				privateKey: made(so, 'partner', 'privateKey'),
				publicKey: answerOf<'GetPublicKey', 'PublicKey'>(so, 'public', 'PublicKey')
			}),
			{ name: 'theirs', by: PARTNER }
		)
	],
	predict: {
		before: 3,
		question: 'KMS has given us the shared secret. How does the partner get it?',
		choices: [
			{
				text: 'They compute it from our public key',
				says: 'Their private key and our public key give the same secret.'
			},
			{ text: 'We send it to them', says: 'Nothing secret travels: that is what the agreement is for.' },
			{ text: 'They call KMS too', says: 'The partner is outside AWS, and needs no account.' }
		],
		right: 0
	},
	goal: {
		task: 'Try a partner whose key is on another curve, and see what KMS says; then mend it.',
		checks: [
			{
				label: 'Another curve was refused',
				holds: refused('DeriveSharedSecret', 'ValidationException')
			},
			{ label: 'A secret was derived', holds: did('DeriveSharedSecret') }
		],
		hints: {
			look: 'The key’s panel: key agreement, curve of the other side.',
			think: 'Both public keys must be points of the same curve.'
		},
		solution: [
			partnerMakes('ECC_NIST_P384'),
			derive('ValidationException'),
			partnerMakes('ECC_NIST_P256'),
			derive()
		],
		nearMiss: [partnerMakes('ECC_NIST_P384'), derive('ValidationException')]
	},
	chapter: 'kinds',
	shows: [95]
};
