/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
/**
 * The whole site works with the network off: everything it is made of is fetched once, when it is installed.
 * A page is looked up by its path, so that a query (`?beat=3`) finds it; then with a slash behind it, because
 * links have none and prerendered pages do. Whatever is not part of the site goes to the network.
 */
import { base, build, files, prerendered, version } from '$service-worker';

const worker = self as unknown as ServiceWorkerGlobalScope;
const cacheName = `glass-kms-${version}`;
const assets = [...build, ...files, ...prerendered];

/** What the HSM's worker fetches with the first key that is not symmetric: listed by the build, see vite.config.ts. */
async function workerChunks(): Promise<string[]> {
	const answer = await fetch(`${base}/_app/worker-chunks.json`, { cache: 'no-store' });
	return ((await answer.json()) as string[]).map((name) => `${base}/${name}`);
}

async function install(): Promise<void> {
	const cache = await caches.open(cacheName);
	await cache.addAll([...assets, ...(await workerChunks())]);
	await worker.skipWaiting();
}

worker.addEventListener('install', (event) => event.waitUntil(install()));

async function forgetOldVersions(): Promise<void> {
	for (const name of await caches.keys()) {
		if (name.startsWith('glass-kms-') && name !== cacheName) await caches.delete(name);
	}
}

worker.addEventListener('activate', (event) => {
	event.waitUntil(forgetOldVersions().then(() => worker.clients.claim()));
});

async function respond(request: Request): Promise<Response> {
	const { pathname, search } = new URL(request.url);
	const cache = await caches.open(cacheName);
	const kept = await cache.match(pathname);
	if (kept) return kept;
	const folder = await cache.match(`${pathname}/`);
	// A page's paths are relative, so it must stand at its own address.
	if (folder && request.mode === 'navigate') return Response.redirect(`${pathname}/${search}`);
	return folder ?? fetch(request);
}

worker.addEventListener('fetch', (event) => {
	if (event.request.method !== 'GET') return;
	if (new URL(event.request.url).origin !== worker.location.origin) return;
	event.respondWith(respond(event.request));
});
