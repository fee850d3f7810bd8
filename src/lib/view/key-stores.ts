/** A request for a custom key store on something simulated: each gets a cluster or an endpoint of its own. */
import type { KeyStoreRecord } from '$lib/domain/key-store';
import type { Input } from '$lib/domain/operations';

const LETTERS = '234567abcdefghijklmnopqrstuvwxyz';

/** `cluster-` and 11 letters, another for each number. */
const clusterId = (n: number): string =>
	`cluster-${[...'abcdefghijk'].map((_, i) => LETTERS[(n * 7 + i * 3 + n * i) % LETTERS.length]).join('')}`;

export function newStore(
	type: KeyStoreRecord['type'],
	name: string,
	number: number
): Input<'CreateCustomKeyStore'> {
	const CustomKeyStoreName = name;
	if (type === 'AWS_CLOUDHSM')
		return {
			CustomKeyStoreName,
			CloudHsmClusterId: clusterId(number),
			KeyStorePassword: 'kmsuser-password',
			TrustAnchorCertificate: '-----BEGIN CERTIFICATE-----\nsimulated\n-----END CERTIFICATE-----'
		};
	return {
		CustomKeyStoreName,
		CustomKeyStoreType: type,
		XksProxyConnectivity: 'PUBLIC_ENDPOINT',
		XksProxyUriEndpoint: `https://proxy${number}.example.com`,
		XksProxyUriPath: '/kms/xks/v1',
		XksProxyAuthenticationCredential: {
			AccessKeyId: 'SIMULATEDPROXYACCESS',
			RawSecretAccessKey: 'simulated'.padEnd(43, 'a')
		}
	};
}
