/** Limit, Marker → Truncated, NextMarker. The marker is ours: the index of the next item. */
import { KmsError } from '$lib/domain/errors';

export function paginate<T>(
	items: readonly T[],
	page: { readonly Limit?: number; readonly Marker?: string },
	fallback: number
): { readonly page: readonly T[]; readonly Truncated: boolean; readonly NextMarker?: string } {
	const start = page.Marker === undefined ? 0 : startOf(page.Marker, items.length);
	const end = start + (page.Limit ?? fallback);
	const Truncated = end < items.length;
	return { page: items.slice(start, end), Truncated, ...(Truncated && { NextMarker: `m${end}` }) };
}

function startOf(marker: string, length: number): number {
	const at = /^m(\d{1,9})$/.exec(marker)?.[1];
	if (at === undefined || Number(at) > length)
		throw new KmsError('InvalidMarkerException', '', {
			check: 'validation',
			detail: 'Marker: expected the NextMarker of an earlier answer',
			got: marker
		});
	return Number(at);
}
