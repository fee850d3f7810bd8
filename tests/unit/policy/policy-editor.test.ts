/** What the policy editor says about a text: problems with their place, completions and words on hover. */
import { expect, test } from 'vitest';
import { complete, hoverText, problemsIn } from '$lib/view/policy-editor';
import { emptyState } from '$lib/world/state';
import { policyWorldOf } from '$lib/world/policy-world';

const world = policyWorldOf(emptyState({ startsAt: 0 }));

test('an unknown principal is marked where it stands', () => {
	const text = `{
  "Statement": {
    "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:iam::111122223333:user/Nobody" },
    "Action": "kms:*",
    "Resource": "*"
  }
}`;
	const problem = problemsIn(text, 'key-policy', world).find((one) => one.severity === 'error');
	expect(problem).toMatchObject({ line: 4 });
	expect(problem!.message).toContain('does not exist');
	const known = problemsIn(text.replace('Nobody', 'Carlos'), 'key-policy', world);
	expect(known.filter((one) => one.severity === 'error')).toEqual([]);
});

test('text that is no JSON is marked at the character', () => {
	expect(problemsIn('{\n "Statement" [] }', 'key-policy', world)[0]).toMatchObject({
		severity: 'error',
		line: 2
	});
});

test('in a string, actions, condition keys and principals are offered; outside of one, nothing', () => {
	const at = (typed: string | null) => ({
		pos: 10,
		explicit: false,
		matchBefore: () => (typed === null ? null : { from: 5, text: typed })
	});
	const labels = complete(at('"kms:'), world)!.options.map((one) => one.label);
	for (const label of [
		'kms:Encrypt',
		'kms:ViaService',
		'arn:aws:iam::444455556666:user/Bob',
		'ForAnyValue:StringEquals'
	])
		expect(labels).toContain(label);
	expect(complete(at(null), world)).toBeNull();
});

test('words on hover tell a user from an account, and an action by what it is asked on', () => {
	expect(hoverText('arn:aws:iam::111122223333:root', world)).toContain('no single person');
	expect(hoverText('arn:aws:iam::111122223333:user/Carlos', world)).toBe('A principal of this world.');
	expect(hoverText('kms:Encrypt', world)).toContain('one key');
	expect(hoverText('hello', world)).toBeUndefined();
});
