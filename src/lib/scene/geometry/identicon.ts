const round = (value: number): number => Number(value.toFixed(2));

/** The mark of a thing: a 5 × 5 pattern, mirrored, from its SHA-256. The same bytes look the same everywhere. */
export function identicon(sha256: string, size: number): string {
	const unit = size / 5;
	const side = round(unit);
	let path = '';
	for (let column = 0; column < 3; column++)
		for (let row = 0; row < 5; row++) {
			const digit = parseInt(sha256[4 + column * 5 + row] ?? '0', 16);
			if (!(digit & 1)) continue;
			for (const x of column === 2 ? [2] : [column, 4 - column])
				path += `M${round(x * unit)} ${round(row * unit)}h${side}v${side}h${-side}z`;
		}
	return path;
}
