import { beforeAll, describe, expect, test } from 'vitest';
import { fromHex } from '$lib/domain/bytes';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { CLAIMS } from '$lib/facts/notes';
import { KEY_KINDS, type KindId } from '$lib/scenarios/key-kinds';
import { QUESTIONS } from '$lib/scenarios/kind-questions';
import { RSA_TEST_KEYS } from '$lib/scenarios/rsa-test-keys';
import { KIND_SEED, tryKinds, type Trial } from '$lib/view/kind-trials';

let trials: readonly Trial[] = [];
beforeAll(async () => {
	trials = await tryKinds(createInProcessHsm({ seed: fromHex(KIND_SEED), rsaTestKeys: RSA_TEST_KEYS }));
});
const ALL = KEY_KINDS.map(({ id }) => id);
const YOURS: readonly KindId[] = ['customer', 'imported', 'cloudhsm', 'external'];
const yes = (question: string): KindId[] =>
	trials.filter((one) => one.question === question && one.yes).map(({ kind }) => kind);
const says = (question: string, kind: KindId): string | undefined =>
	trials.find((one) => one.question === question && one.kind === kind)?.says;

/** KMS Developer Guide, "AWS KMS keys", "Enable and disable keys"; API EnableKeyRotation, RotateKeyOnDemand (2026). */
describe('the kinds of key answer as AWS documents', () => {
	test.each(['use', 'policy', 'disable', 'delete', 'share'])('%s: customer managed keys only', (question) => {
		expect(yes(question)).toEqual(YOURS.toSorted((a, b) => ALL.indexOf(a) - ALL.indexOf(b)));
	});
	test('all but AWS owned keys can be looked at, and their use is in CloudTrail', () => {
		const seen = ALL.filter((kind) => kind !== 'aws-owned');
		expect(yes('see')).toEqual(seen);
		expect(yes('trail')).toEqual(seen);
	});
	test('by themselves rotate keys with material of KMS: yours when you ask for it, AWS managed ones each year', () => {
		expect(yes('period')).toEqual(['customer', 'aws-managed']);
		expect(says('period', 'aws-managed')).toBe('Every 365 days');
	});
	test('on demand rotate yours, imported ones to further material', () => {
		expect(yes('rotate')).toEqual(['customer', 'imported']);
	});
	test('a dollar a month for yours, nothing for AWS managed and AWS owned', () => {
		for (const kind of YOURS) expect(says('bill', kind)).toBe('$1.00');
		expect(says('bill', 'aws-managed')).toBe('$0.00');
		expect(says('bill', 'aws-owned')).toBe('$0.00, not on your bill');
	});
});

test('every question is asked of every kind, and corrections name a claim', () => {
	expect(trials.length).toBe(QUESTIONS.length * KEY_KINDS.length);
	const rows = new Set(CLAIMS.map(({ row }) => row));
	for (const { corrects } of trials) if (corrects !== undefined) expect(rows.has(corrects)).toBe(true);
});
