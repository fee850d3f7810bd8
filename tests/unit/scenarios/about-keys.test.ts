/** What the scenes about KMS itself claim, held against the log: who was asked, what came out, what CloudTrail has. */
import { expect, test } from 'vitest';
import { fromHex } from '$lib/domain/bytes';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { scenarioById } from '$lib/scenarios';
import { RSA_TEST_KEYS } from '$lib/scenarios/rsa-test-keys';
import { playScenario, type PlayedStep } from '$lib/scenarios/run';
import { recordsOf } from '$lib/trail/records';

async function play(id: string) {
	const scenario = scenarioById(id)!;
	const { played } = await playScenario(
		scenario,
		createInProcessHsm({ seed: fromHex(scenario.seed), rsaTestKeys: RSA_TEST_KEYS })
	);
	const step = (phase: string): PlayedStep => {
		const found = played.find((one) => one.step.phase === phase);
		if (!found) throw new Error(`expected a phase "${phase}" of ${id}`);
		return found;
	};
	return { played, step };
}
const trailOf = (played: readonly PlayedStep[]): string[] =>
	played.flatMap(({ entry, before }) => recordsOf(entry, () => before).map(({ record }) => record.eventName));
/** Ids of the things of this name that a step's trace makes or carries. */
const thingsOf = ({ entry }: PlayedStep, name: string): string[] =>
	[...JSON.stringify(entry.trace).matchAll(/\{"id":"([0-9a-f]{64})"[^{}]*?"name":"([^"]+)"/g)].flatMap(
		([, id, called]) => (called === name && id ? [id] : [])
	);
const materialOf = ({ after }: PlayedStep) => [...after.keys.values()][0]!;

test('what happens outside with a public key is in no record of CloudTrail', async () => {
	const { played } = await play('public-key-outside');
	expect(trailOf(played)).toEqual(['GetPublicKey', 'Decrypt', 'DisableKey', 'Decrypt']);
});

test('only the digest travels to Sign, and both checks agree on it', async () => {
	const { step } = await play('sign-and-verify');
	const [digest] = thingsOf(step('Hash the message'), 'digest');
	const carried = step('Sign the digest').entry.trace.find(({ kind }) => kind === 'request');
	expect(JSON.stringify(carried)).toContain(digest!);
	expect(JSON.stringify(step('Verify outside').entry.trace)).toContain(digest!);
});

test('the pair’s private key signs outside, before and after it was sealed', async () => {
	const { step } = await play('data-key-pair');
	const [first] = thingsOf(step('Sign outside'), 'private key');
	expect(thingsOf(step('Sign again'), 'private key')).toEqual([first]);
	expect(thingsOf(step('Ask for a pair'), 'private key')).toContain(first);
});

test.each([
	['key-agreement', 'Derive inside', 'The partner derives'],
	['post-quantum', 'Decapsulate inside', 'A sender encapsulates']
])('%s: both sides have the same secret', async (id, inside, outside) => {
	const { step } = await play(id);
	const [ours] = thingsOf(step(inside), 'shared secret');
	expect(ours).toBeDefined();
	expect(thingsOf(step(outside), 'shared secret')).toContain(ours);
});

test('imported material: the key waits for it, and KMS sees it only wrapped', async () => {
	const { step } = await play('import-key-material');
	expect(materialOf(step('Make material')).state).toBe('PendingImport');
	expect(materialOf(step('Import it')).state).toBe('Enabled');
	const [own] = thingsOf(step('Make material'), 'own material');
	expect(JSON.stringify(step('Import it').entry.command)).not.toContain(own!);
});

test('expiry is a record of the service itself, and the same bytes mend the key', async () => {
	const { played, step } = await play('imported-key-expires');
	expect(materialOf(step('30 days pass')).state).toBe('PendingImport');
	expect(trailOf(played)).toContain('DeleteExpiredKeyMaterial');
	const ids = (phase: string) => materialOf(step(phase)).generations.map(({ materialId }) => materialId);
	expect(ids('Import again')).toEqual(ids('Import for 30 days'));
});

test('a replica has the same key id and material in the other Region', async () => {
	const { step } = await play('multi-region-key');
	const [home, away] = [...step('Seconds later').after.keys.values()];
	expect(away!.keyId).toBe(home!.keyId);
	expect(away!.region).not.toBe(home!.region);
	expect(away!.generations.map(({ materialId }) => materialId)).toEqual(
		home!.generations.map(({ materialId }) => materialId)
	);
});

test('a disconnected store makes its key Unavailable, a connected one Enabled', async () => {
	const { step } = await play('custom-store-disconnected');
	expect(materialOf(step('Seconds later')).state).toBe('Unavailable');
	expect(materialOf(step('It works again')).state).toBe('Enabled');
});

test('rotation by hand leaves the old key id behind the old data', async () => {
	const { step } = await play('manual-rotation');
	const opened = step('By the old key').entry.outcome;
	const old = [...step('By the old key').after.keys.values()][1]!;
	expect(opened.ok && JSON.stringify(opened.result)).toContain(old.arn);
	const [alias] = [...step('Re-hang the alias').after.aliases.values()].filter(
		({ name }) => name === 'alias/letters'
	);
	expect(alias!.targetArn).not.toBe(old.arn);
});
