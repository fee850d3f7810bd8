/** The RSA keys that a scene brings, fetched only for a scene that makes RSA keys. */
import type { RsaTestKeys } from '$lib/domain/hsm';
import type { Scenario } from './scenario';

export const rsaTestKeysOf = async (scenario: Scenario): Promise<RsaTestKeys | undefined> =>
	scenario.makesRsaKeys ? (await import('./rsa-test-keys')).RSA_TEST_KEYS : undefined;
