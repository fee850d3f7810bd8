// A small static server for build/: what any static host does, and nothing more. No header that helps the
// pages, so that what works here works anywhere. `base` serves the site under a sub-path; `cors` lets
// sandboxed frames load the module scripts.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const BUILD = fileURLToPath(new URL('../build/', import.meta.url));

const TYPES = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.mjs': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.json': 'application/json',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
	'.txt': 'text/plain; charset=utf-8',
	'.wasm': 'application/wasm',
	'.webmanifest': 'application/manifest+json',
	'.woff': 'font/woff',
	'.woff2': 'font/woff2'
};

/** The file under `root` that answers `pathname`, a redirect to its directory, or nothing. */
function find(root, pathname) {
	const wanted = join(root, normalize(pathname));
	if (!wanted.startsWith(root.endsWith(sep) ? root : root + sep) && wanted !== root) return {};
	if (!existsSync(wanted)) return {};
	if (!statSync(wanted).isDirectory()) return { file: wanted };
	if (!pathname.endsWith('/')) return { redirect: `${pathname}/` };
	const index = join(wanted, 'index.html');
	return existsSync(index) ? { file: index } : {};
}

function answer(request, response, { root, base, cors }) {
	const url = new URL(request.url ?? '/', 'http://localhost');
	const headers = {
		'Cache-Control': 'no-cache',
		...(cors ? { 'Access-Control-Allow-Origin': '*' } : {})
	};
	const send = (status, text, more = {}) => {
		response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8', ...more });
		response.end(text);
	};
	let pathname;
	try {
		pathname = decodeURIComponent(url.pathname);
	} catch {
		return send(400, 'Bad address');
	}
	if (request.method !== 'GET' && request.method !== 'HEAD') return send(405, 'Only GET and HEAD');
	if (!pathname.startsWith(base)) return send(404, 'Not found');
	const { file, redirect } = find(root, pathname.slice(base.length - 1));
	if (redirect) return send(308, '', { Location: base.slice(0, -1) + redirect + url.search });
	if (!file) return send(404, 'Not found');
	response.writeHead(200, {
		...headers,
		'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
		'Content-Length': statSync(file).size
	});
	if (request.method === 'HEAD') return response.end();
	createReadStream(file)
		.on('error', () => response.destroy())
		.pipe(response);
}

/**
 * Serves a folder on 127.0.0.1; a taken port is passed over unless `exact`. Port 0 takes any free one.
 * `first` is asked before the folder: it answers a request and returns true, or leaves it.
 * @returns {Promise<{ url: string, port: number, close(): Promise<void> }>}
 */
export function serve({ root = BUILD, port = 4173, base = '/', cors = false, exact = false, first } = {}) {
	const server = createServer((request, response) => {
		if (!first?.(request, response)) answer(request, response, { root, base, cors });
	});
	// A client that keeps its connection must not find it closed between two calls; one that never ends is not waited for.
	server.keepAliveTimeout = 65_000;
	server.requestTimeout = 60_000;
	return new Promise((resolve, reject) => {
		const listen = (candidate, left) => {
			server.once('error', (error) => {
				if (error.code === 'EADDRINUSE' && !exact && left > 0) listen(candidate + 1, left - 1);
				else reject(error);
			});
			server.listen(candidate, '127.0.0.1', () => {
				const bound = server.address().port;
				resolve({
					url: `http://127.0.0.1:${bound}${base}`,
					port: bound,
					close: () =>
						new Promise((done) => {
							server.close(() => done());
							server.closeAllConnections();
						})
				});
			});
		};
		listen(port, 50);
	});
}
