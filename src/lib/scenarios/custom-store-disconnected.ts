import { did, key } from './checks';
import { createAlias, decrypt, encrypt, seedOf, START } from './parts';
import { wait } from './outside';
import { answerOf, kms, type Scenario, type ScenarioStep, type SoFar } from './scenario';

const storeId = (so: SoFar): string =>
	answerOf<'CreateCustomKeyStore', 'CustomKeyStoreId'>(so, 'store', 'CustomKeyStoreId');
const connect: ScenarioStep = {
	phase: 'Connect it',
	command: kms('ConnectCustomKeyStore', (so) => ({ CustomKeyStoreId: storeId(so) }))
};
const disconnect: ScenarioStep = {
	phase: 'Disconnect the store',
	command: kms('DisconnectCustomKeyStore', (so) => ({ CustomKeyStoreId: storeId(so) }))
};

export const customStoreDisconnected: Scenario = {
	id: 'custom-store-disconnected',
	title: 'A key store, disconnected',
	question: 'The key lives in your own cluster. What if it is disconnected?',
	summary: 'The key lives in your own CloudHSM cluster. Disconnect it, and the key is Unavailable.',
	note: 'The cluster is simulated: KMS and its states are modelled, a CloudHSM is not.',
	seed: seedOf('glass-kms custom store'),
	startsAt: START,
	setup: [
		{
			phase: 'A store',
			name: 'store',
			command: kms('CreateCustomKeyStore', {
				CustomKeyStoreName: 'our-cluster',
				CloudHsmClusterId: 'cluster-abcdefg2345',
				TrustAnchorCertificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
				KeyStorePassword: 'not-in-the-log'
			})
		},
		connect,
		wait('Connecting'),
		{
			phase: 'A key in it',
			command: kms('CreateKey', (so) => ({ Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: storeId(so) }))
		},
		createAlias('alias/in-our-cluster')
	],
	steps: [
		encrypt('Seal'),
		disconnect,
		wait('Seconds later'),
		decrypt('Nothing works', 'sealed', 'KMSInvalidStateException'),
		{ ...connect, phase: 'Connect it again' },
		wait('20 minutes later'),
		decrypt('It works again')
	],
	predict: {
		before: 3,
		question: 'The store is disconnected. What state is the key in?',
		choices: [
			{
				text: 'Unavailable',
				says: 'The key is there, but its store is not: nothing works until it returns.'
			},
			{ text: 'Disabled', says: 'Disabled is a wish of the administrator; nobody disabled this key.' },
			{
				means: 'works',
				text: 'Enabled, and it works',
				says: 'Its material is in the cluster, out of reach of KMS.'
			}
		],
		right: 0
	},
	goal: {
		task: 'Disconnect the store, then bring the key back until it seals.',
		checks: [
			{ label: 'It was disconnected', holds: did('DisconnectCustomKeyStore') },
			{ label: 'The key is Enabled', holds: key((one) => one.state === 'Enabled') },
			{
				label: 'It seals after connecting',
				holds: (now) => {
					const names = now.did.map(({ command }) => command['operation']);
					return (
						names.lastIndexOf('Encrypt') > names.lastIndexOf('ConnectCustomKeyStore') &&
						names.includes('ConnectCustomKeyStore')
					);
				}
			}
		],
		hints: {
			look: 'Keys: custom key stores; the calendar for the waiting.',
			think: 'Connecting takes time: KMS answers at once, the store follows.'
		},
		solution: [disconnect, wait('Disconnected'), connect, wait('Connected'), encrypt('Seal')],
		nearMiss: [
			disconnect,
			wait('Disconnected'),
			connect,
			encrypt('Too early', 'sealed', 'KMSInvalidStateException')
		]
	},
	chapter: 'kinds',
	shows: [88]
};
