/** What the reference can be searched for; the names are fetched with the first letter typed. */
export interface Found {
	readonly name: string;
	readonly kind: 'operation' | 'exception' | 'key spec' | 'condition key';
}

let names: Promise<readonly Found[]> | undefined;

async function all(): Promise<readonly Found[]> {
	const [{ OPERATION_FACTS }, { ERROR_FACTS }, { KEY_SPEC_FACTS }, { CONDITION_KEYS }] = await Promise.all([
		import('$lib/facts/operation-facts'),
		import('$lib/facts/error-facts'),
		import('$lib/facts/key-specs'),
		import('$lib/facts/condition-keys')
	]);
	const of = (kind: Found['kind'], list: readonly string[]): Found[] => list.map((name) => ({ name, kind }));
	return [
		...of('operation', Object.keys(OPERATION_FACTS)),
		...of('exception', Object.keys(ERROR_FACTS)),
		...of('key spec', Object.keys(KEY_SPEC_FACTS)),
		...of(
			'condition key',
			CONDITION_KEYS.map(({ key }) => key)
		)
	];
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9:]/g, '');

/** At most 12; a name that begins so comes before one that has it inside. */
export async function found(text: string): Promise<readonly Found[]> {
	const wanted = plain(text);
	const matches = (await (names ??= all())).filter(({ name }) => plain(name).includes(wanted));
	const starts = (one: Found): number => (plain(one.name).startsWith(wanted) ? 0 : 1);
	return matches.sort((a, b) => starts(a) - starts(b)).slice(0, 12);
}
