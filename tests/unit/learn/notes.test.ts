import { expect, test, vi } from 'vitest';
import { existsSync } from 'node:fs';
import { CLAIMS } from '$lib/facts/notes';
import { SCENARIOS } from '$lib/scenarios';
import { linkOf, shownOf } from '$lib/features/learn/shown-links';

vi.mock('$app/paths', () => ({
	resolve: (path: string, params: { id?: string } = {}) => path.replace('[id]', params.id ?? '')
}));

test('the notes have 98 claims, each once', () => {
	expect(CLAIMS.map(({ row }) => row).toSorted((a, b) => a - b)).toEqual(
		Array.from({ length: 98 }, (_, at) => at + 1)
	);
});

test.each(CLAIMS.map((claim) => [claim.row, claim] as const))(
	'row %i is shown by something that exists',
	(_, claim) => {
		const links = claim.shown.map(linkOf);
		expect(links.length).toBeGreaterThan(0);
		for (const [at, link] of links.entries()) {
			expect(link, claim.shown[at]).toBeDefined();
			const page = link!.href.split('?')[0]!.replace(/\/$/, '');
			if (!page.startsWith('/scenarios/'))
				expect(existsSync(`src/routes${page}/+page.svelte`), page).toBe(true);
		}
		expect(shownOf(claim).length).toBeGreaterThanOrEqual(links.length);
	}
);

test.each([
	[[48, 49, 50, 51, 52, 53, 54], 'snapshot-to-another-account'],
	[[55], 'copy-to-another-region'],
	[[65], 'shared-ami']
])('the rows %j of snapshots and images are shown by their scene, on both sides', (rows, id) => {
	for (const claim of CLAIMS.filter(({ row }) => rows.includes(row))) {
		expect(claim.shown, `row ${claim.row}`).toContain(`scene:${id}`);
		expect(SCENARIOS.find((one) => one.id === id)?.shows, id).toContain(claim.row);
	}
});

test('scenes show only claims that there are', () => {
	const rows = new Set(CLAIMS.map(({ row }) => row));
	for (const { id, shows = [] } of SCENARIOS)
		for (const row of shows) expect(rows.has(row), `${id}: ${row}`).toBe(true);
});
