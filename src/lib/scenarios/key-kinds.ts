/**
 * The kinds of key on their two axes, each as the steps that make one: who manages it, and where its material comes
 * from. The other axis that notes mix in, "imported", is an origin.
 */
import { answerOf, kms, type ScenarioStep, type SoFar } from './scenario';

export type KindId = 'customer' | 'imported' | 'aws-managed' | 'aws-owned' | 'cloudhsm' | 'external';

export interface KeyKind {
	readonly id: KindId;
	readonly name: string;
	readonly manager: 'Customer' | 'AWS managed' | 'AWS owned';
	readonly origin: 'AWS_KMS' | 'EXTERNAL' | 'AWS_CLOUDHSM' | 'EXTERNAL_KEY_STORE';
	/** How one is made. */
	readonly says: string;
	readonly setup: readonly ScenarioStep[];
	/** What calls name it by. */
	readonly keyId: (so: SoFar) => string;
}

const created = (so: SoFar): string => answerOf<'CreateKey', 'KeyMetadata'>(so, 'key', 'KeyMetadata').Arn;
const pass: ScenarioStep = {
	phase: 'Time passes',
	command: (so) => ({ type: 'clock.advance', by: 'next-event', ...so.acting })
};
const connect: readonly ScenarioStep[] = [
	{
		phase: 'Connect it',
		command: kms('ConnectCustomKeyStore', (so) => ({ CustomKeyStoreId: storeOf(so) }))
	},
	pass
];
const storeOf = (so: SoFar): string =>
	answerOf<'CreateCustomKeyStore', 'CustomKeyStoreId'>(so, 'store', 'CustomKeyStoreId');

/** 32 bytes that somebody made outside of AWS. */
export const material = (seed: number): Uint8Array =>
	Uint8Array.from({ length: 32 }, (_, at) => (at * 7 + seed) % 256);

/** Material of one's own, wrapped outside and brought in; the first, or one to rotate to. */
export const importSteps = (bytes: Uint8Array, further = false): readonly ScenarioStep[] => [
	{
		phase: 'Ask for a wrapping key',
		name: 'parameters',
		command: kms('GetParametersForImport', (so) => ({
			KeyId: created(so),
			WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
			WrappingKeySpec: 'RSA_2048'
		}))
	},
	{
		phase: 'Wrap the material outside',
		name: 'wrapped',
		command: (so) => ({
			type: 'client.outside',
			work: {
				act: 'wrap',
				publicKey: answerOf<'GetParametersForImport', 'PublicKey'>(so, 'parameters', 'PublicKey'),
				algorithm: 'RSAES_OAEP_SHA_256',
				material: bytes
			},
			...so.acting
		})
	},
	{
		phase: 'Import it',
		command: kms('ImportKeyMaterial', (so) => ({
			KeyId: created(so),
			ImportToken: answerOf<'GetParametersForImport', 'ImportToken'>(so, 'parameters', 'ImportToken'),
			EncryptedKeyMaterial: wrapped(so),
			ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
			...(further && { ImportType: 'NEW_KEY_MATERIAL' })
		}))
	}
];

export const KEY_KINDS: readonly KeyKind[] = [
	{
		id: 'customer',
		name: 'Customer managed',
		manager: 'Customer',
		origin: 'AWS_KMS',
		says: 'You call CreateKey, and KMS makes the material.',
		setup: [{ phase: 'Create a key', name: 'key', command: kms('CreateKey', {}) }],
		keyId: created
	},
	{
		id: 'imported',
		name: 'Imported material',
		manager: 'Customer',
		origin: 'EXTERNAL',
		says: 'Customer managed, too: only its material is yours.',
		setup: [
			{ phase: 'Create a key', name: 'key', command: kms('CreateKey', { Origin: 'EXTERNAL' }) },
			...importSteps(material(1))
		],
		keyId: created
	},
	{
		id: 'aws-managed',
		name: 'AWS managed',
		manager: 'AWS managed',
		origin: 'AWS_KMS',
		says: 'S3 makes alias/aws/s3 in your account when it first needs it.',
		setup: [
			{
				phase: 'S3 needs it',
				name: 'managed',
				command: kms('DescribeKey', { KeyId: 'alias/aws/s3' })
			}
		],
		keyId: (so) => answerOf<'DescribeKey', 'KeyMetadata'>(so, 'managed', 'KeyMetadata').Arn
	},
	{
		id: 'aws-owned',
		name: 'AWS owned',
		manager: 'AWS owned',
		origin: 'AWS_KMS',
		says: 'In an account of AWS. Its ARN is not told, so a made-up one is asked for here.',
		setup: [],
		keyId: ({ acting }) =>
			`arn:aws:kms:${acting.region}:999999999999:key/1234abcd-12ab-34cd-56ef-1234567890ab`
	},
	{
		id: 'cloudhsm',
		name: 'CloudHSM key store',
		manager: 'Customer',
		origin: 'AWS_CLOUDHSM',
		says: 'Customer managed; the material lies in a CloudHSM cluster of yours, simulated here.',
		setup: [
			{
				phase: 'Create a key store',
				name: 'store',
				command: kms('CreateCustomKeyStore', {
					CustomKeyStoreName: 'cluster',
					CloudHsmClusterId: 'cluster-abcdefg2345',
					TrustAnchorCertificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
					KeyStorePassword: 'kmsPswd'
				})
			},
			...connect,
			{
				phase: 'Create a key in it',
				name: 'key',
				command: kms('CreateKey', (so) => ({ Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: storeOf(so) }))
			}
		],
		keyId: created
	},
	{
		id: 'external',
		name: 'External key store',
		manager: 'Customer',
		origin: 'EXTERNAL_KEY_STORE',
		says: 'Customer managed; the material stays outside AWS, behind a proxy of yours, simulated here.',
		setup: [
			{
				phase: 'Create a key store',
				name: 'store',
				command: kms('CreateCustomKeyStore', {
					CustomKeyStoreName: 'proxy',
					CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
					XksProxyUriEndpoint: 'https://proxy.example.com',
					XksProxyUriPath: '/one/kms/xks/v1',
					XksProxyAuthenticationCredential: {
						AccessKeyId: 'ABCDEFGHIJKLMNOPQRST',
						RawSecretAccessKey: 'notasecret'.padEnd(43, '0')
					},
					XksProxyConnectivity: 'PUBLIC_ENDPOINT'
				})
			},
			...connect,
			{
				phase: 'Create a key in it',
				name: 'key',
				command: kms('CreateKey', (so) => ({
					Origin: 'EXTERNAL_KEY_STORE',
					CustomKeyStoreId: storeOf(so),
					XksKeyId: 'museum-key'
				}))
			}
		],
		keyId: created
	}
];

function wrapped(so: SoFar): Uint8Array {
	const answer = so.done.get('wrapped')?.answer;
	if (!(answer?.['wrapped'] instanceof Uint8Array)) throw new Error('expected the wrapped material');
	return answer['wrapped'];
}
