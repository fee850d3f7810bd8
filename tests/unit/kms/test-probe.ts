/** A measured world as the reference pages have it: its RSA keys are those of the scenes, not new ones. */
import { createInProcessHsm } from '$lib/hsm/in-process';
import { createProbe, PROBE_SEED, type Probe } from '$lib/reference/probe';
import { RSA_TEST_KEYS } from '$lib/scenarios/rsa-test-keys';

export const testProbe = (): Probe =>
	createProbe(createInProcessHsm({ seed: PROBE_SEED, rsaTestKeys: RSA_TEST_KEYS }));
