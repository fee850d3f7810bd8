const round = (value: number): number => Number(value.toFixed(2));

const drawn = new Map<string, string>();
/** Of so many marks the paths are kept: each is drawn wherever its thing lies. */
const KEPT = 200;

/** The mark of a thing: a 5 × 5 pattern, mirrored, from its SHA-256. The same bytes look the same everywhere. */
export function identicon(sha256: string, size: number): string {
	const name = `${sha256.slice(4, 19)} ${size}`;
	let path = drawn.get(name);
	if (path === undefined) {
		if (drawn.size >= KEPT) drawn.clear();
		drawn.set(name, (path = pathOf(sha256, size)));
	}
	return path;
}

function pathOf(sha256: string, size: number): string {
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
