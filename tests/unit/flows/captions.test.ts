/** What a caption says of a call: what is asked in plain words, of which key, and why it is refused. */
import { expect, test } from 'vitest';
import { fromHex } from '$lib/domain/bytes';
import { captionText } from '$lib/flows/beat';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { scenarioById } from '$lib/scenarios';
import { RSA_TEST_KEYS } from '$lib/scenarios/rsa-test-keys';
import { sceneOfScenario } from '$lib/view/play';

async function captionsOf(id: string): Promise<string[]> {
	const scenario = scenarioById(id)!;
	const hsm = createInProcessHsm({ seed: fromHex(scenario.seed), rsaTestKeys: RSA_TEST_KEYS });
	const { scene } = await sceneOfScenario(scenario, hsm);
	return scene.beats.flatMap((beat) => [captionText(beat), ...(beat.within ?? [])]);
}

test('a key is called by its alias, and by its id where it has none', async () => {
	const captions = await captionsOf('alias-manual-rotation');
	expect(captions).toContain(
		'KMS hands the HSM the plaintext and the wrapped material of alias/invitations.'
	);
	expect(
		captions.some((text) => /^Alice asks KMS to move alias\/invitations to key \w{8}\.$/.test(text))
	).toBe(true);
	expect(captions.some((text) => /^The ciphertext itself names key \w{8}\.$/.test(text))).toBe(true);
});

test('what is asked is said with its figures, and a refusal with its reason', async () => {
	const captions = await captionsOf('manual-rotation');
	expect(captions).toContain('Alice asks KMS to rotate alias/orders every 30 days by itself.');
	expect(captions).toContain('KMS answers ValidationException: rotationPeriodInDays must be at least 90.');
});

test('who decided is said, and why nobody did', async () => {
	const captions = await captionsOf('administrator-and-user');
	expect(captions).toContain('Allowed by the key policy: Application may use kms:Encrypt.');
	expect(captions).toContain('Denied: the key policy lets in neither Application nor the account.');
});
