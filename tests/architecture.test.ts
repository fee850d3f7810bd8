/**
 * Holds the house's import order and what may not be used below the view. Each finding is a line:
 * `src/lib/kms/x.ts:12 kms may not import from world`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** Each may import only from rows above its own; neighbours in a row do not import each other. */
const ORDER = [
	['domain'],
	['facts'],
	['crypto', 'machines', 'policy'],
	['hsm'],
	['kms'],
	['services'],
	['world'],
	['scenarios', 'flows', 'trail', 'bill', 'blast', 'reference'],
	['scene/geometry'],
	['view', 'ui'],
	['scene'],
	['features'],
	['routes']
] as const;
type Layer = (typeof ORDER)[number][number];

const RANK = new Map<Layer, number>(ORDER.flatMap((row, rank) => row.map((layer) => [layer, rank] as const)));
const rank = (layer: Layer): number => RANK.get(layer) ?? -1;

/** Only these start an HSM; everything else is handed one as `domain`'s `Hsm`. */
const MAY_START_AN_HSM: ReadonlySet<Layer> = new Set(['hsm', 'view', 'features', 'routes']);

/** Whatever these files do with the platform is their whole purpose. */
const PLATFORM_ADAPTERS = /^lib\/(hsm\/(hsm\.worker|client)|crypto\/(aes-gcm|asymmetric\/rsa))\.ts$/;
const FORBIDDEN_BELOW_VIEW: readonly [RegExp, string][] = [
	[/\bDate\.now\b|\bnew Date\(\)/, 'the wall clock'],
	[/\bperformance\.now\b/, 'the wall clock'],
	[/\bMath\.random\b/, 'unseeded randomness'],
	[/\bgetRandomValues\b|\brandomUUID\b|\brandomBytes\b/, 'unseeded randomness'],
	[/(?<![.\w'"-])document\./, 'the DOM'],
	[/(?<![.\w'"-])window\./, 'the DOM'],
	[/\bsetInterval\(|\bsetTimeout\(/, 'timers'],
	[/\blocalStorage\b|\bindexedDB\b/, 'storage'],
	[/\bcrypto\.subtle\b/, 'crypto.subtle outside its adapter']
];

interface Source {
	readonly path: string;
	readonly layer: Layer;
	readonly lines: readonly string[];
}

function layerOf(path: string): Layer | undefined {
	if (path.startsWith('routes/')) return 'routes';
	if (path.startsWith('lib/scene/geometry/')) return 'scene/geometry';
	const name = /^lib\/([^/]+)\//.exec(path)?.[1];
	return [...RANK.keys()].find((layer) => layer === name);
}

const paths = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
	.map((path) => path.split(sep).join('/'))
	.filter((path) => /\.(ts|js|svelte)$/.test(path));

/** The code without comments, line for line. */
function codeLines(text: string): string[] {
	const blank = (comment: string): string => comment.replace(/[^\n]/g, ' ');
	return text
		.replace(/\/\*[\s\S]*?\*\//g, blank)
		.replace(/<!--[\s\S]*?-->/g, blank)
		.split('\n')
		.map((line) => line.replace(/(^|\s)\/\/.*$/, ''));
}

const sources: Source[] = paths.flatMap((path) => {
	const layer = layerOf(path);
	return layer ? [{ path, layer, lines: codeLines(readFileSync(join(SRC, path), 'utf8')) }] : [];
});

/** Every module a line names: `from 'x'`, `import 'x'`, `import('x')`, `new URL('./x', import.meta.url)`. */
function importsOn(line: string): string[] {
	const found = line.matchAll(
		/(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\(\s*)['"](\.{1,2}\/[^'"]+|\$lib\/[^'"]+)['"]/g
	);
	return [...found].map(([, specifier]) => specifier ?? '');
}

function resolve(from: string, specifier: string): string {
	if (specifier.startsWith('$lib/')) return specifier.replace('$lib/', 'lib/');
	return relative('.', normalize(join(dirname(from), specifier)))
		.split(sep)
		.join('/');
}

function findings(check: (source: Source, line: string) => string | undefined): string[] {
	return sources.flatMap((source) =>
		source.lines.flatMap((line, index) => {
			const finding = check(source, line);
			return finding ? [`src/${source.path}:${index + 1} ${finding}`] : [];
		})
	);
}

const imported = (source: Source, line: string): Layer[] =>
	importsOn(line)
		.map((specifier) => layerOf(resolve(source.path, specifier)))
		.filter((layer) => layer !== undefined);

const mayImport = (from: Layer, to: Layer): boolean => from === to || rank(to) < rank(from);

describe('the house', () => {
	it('is read at all', () => {
		expect(sources.length).toBeGreaterThan(10);
		expect(importsOn("import { a } from '$lib/world/state'; const b = import('./b');")).toHaveLength(2);
		expect(mayImport('domain', 'facts')).toBe(false);
		expect(mayImport('crypto', 'machines')).toBe(false);
		expect(mayImport('scene', 'scene/geometry')).toBe(true);
	});

	it('gives every file of src/lib a layer', () => {
		const strays = paths.filter((path) => path.startsWith('lib/') && !layerOf(path));
		expect(strays.map((path) => `src/${path} is in no layer`)).toEqual([]);
	});

	it('imports only from layers below', () => {
		const wrong = findings((source, line) => {
			const to = imported(source, line).find((layer) => !mayImport(source.layer, layer));
			return to && `${source.layer} may not import from ${to}`;
		});
		expect(wrong).toEqual([]);
	});

	it("reaches the HSM only through domain's Hsm, except where one is started", () => {
		const wrong = findings((source, line) =>
			!MAY_START_AN_HSM.has(source.layer) && imported(source, line).includes('hsm')
				? `${source.layer} is handed an Hsm; it does not import one`
				: undefined
		);
		expect(wrong).toEqual([]);
	});

	it('writes out what crosses to the HSM in types only', () => {
		const runs = findings(({ path }, line) =>
			path === 'lib/hsm/protocol.ts' &&
			/^(export (?!type|interface)|import (?!type)|const|let|function|class)/.test(line)
				? `is no type: ${line.trim()}`
				: undefined
		);
		expect(runs).toEqual([]);
	});

	it('knows no clock, randomness, screen or storage below the view', () => {
		const wrong = findings((source, line) => {
			if (rank(source.layer) >= rank('view') || PLATFORM_ADAPTERS.test(source.path)) return undefined;
			const found = FORBIDDEN_BELOW_VIEW.find(([pattern]) => pattern.test(line));
			return found && `${source.layer} uses ${found[1]}: ${line.trim()}`;
		});
		expect(wrong).toEqual([]);
	});

	it('imports no Svelte below the view, and no D3 that owns elements in the scene', () => {
		const wrong = findings((source, line) => {
			if (rank(source.layer) < rank('view') && /from ['"](svelte|\$app)(\/|['"])/.test(line)) {
				return `${source.layer} imports Svelte`;
			}
			return /import \* as d3/.test(line) ? 'keeps the whole of d3: import by name' : undefined;
		});
		expect(wrong).toEqual([]);
	});
});
