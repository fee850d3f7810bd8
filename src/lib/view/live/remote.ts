/** Does in the endpoint's world what is done live in this page. */
import type { Command, Execution } from '$lib/domain/entry';
import { fromLiveJson, toLiveJson, type LiveResponse } from '$lib/world/wire/live-json';
import type { Remote } from '../session.svelte';

/** `arrived`: resolves once the stream has brought the entry, and so all before it. */
export const remoteAt = (origin: string, arrived: (id: string) => Promise<void>): Remote => ({
	async run(command: Command): Promise<Execution> {
		const response = await fetch(new URL('/_glass/run', origin), {
			method: 'POST',
			body: toLiveJson({ command })
		}).catch(() => undefined);
		if (!response) throw new Error('the endpoint does not answer; start it again and this page goes on');
		if (response.status >= 500) throw new Error('the endpoint failed; its terminal says how');
		const answer = fromLiveJson(await response.text()) as LiveResponse;
		if (!answer.ok) throw new Error(answer.fault);
		await arrived(answer.execution.entry.id);
		return answer.execution;
	},
	async payload(sha256: string): Promise<Uint8Array | undefined> {
		const response = await fetch(new URL(`/_glass/payload/${sha256}`, origin)).catch(() => undefined);
		return response?.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
	}
});
