/** What was typed and not saved outlives whoever showed it, and ends when it should. */
import { afterEach, expect, test } from 'vitest';
import { Drafts } from '$lib/view/drafts.svelte';
import { forgetDrafts } from '$lib/view/storage/draft-store';

afterEach(() => forgetDrafts());
const kept = (text: string): boolean => Object.values({ ...localStorage }).includes(text);

test('a draft is there again for the next panel, and gone once it is saved', () => {
	new Drafts('w', 'key-policy').keep('k', '{"half');
	const again = new Drafts('w', 'key-policy');
	expect(again.of('k')).toBe('{"half');
	expect(new Drafts('w', 'organization').of('k'), 'of another kind').toBeUndefined();
	expect(kept('{"half'), 'it outlives the tab').toBe(true);
	again.drop('k');
	expect(new Drafts('w', 'key-policy').of('k')).toBeUndefined();
	expect(kept('{"half')).toBe(false);
});

test('what may hold a secret is in memory only', () => {
	new Drafts('w', 'request', { lasting: false }).keep('Encrypt', 'a secret text');
	expect(new Drafts('w', 'request', { lasting: false }).of('Encrypt')).toBe('a secret text');
	expect(JSON.stringify({ ...localStorage })).not.toContain('a secret text');
});

test('a deleted world takes its drafts with it, and no other', () => {
	for (const world of ['w', 'w2']) new Drafts(world, 'key-policy').keep('k', `of ${world}`);
	forgetDrafts('w');
	expect(new Drafts('w', 'key-policy').of('k')).toBeUndefined();
	expect(new Drafts('w2', 'key-policy').of('k')).toBe('of w2');
});
