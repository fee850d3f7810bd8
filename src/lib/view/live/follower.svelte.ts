/** A page that follows an endpoint: its world as a session, and how the connection fares. */
import { sceneOf } from '$lib/flows/scene';
import type { Entry } from '$lib/domain/entry';
import type { WorldFile } from '$lib/world/world-file';
import { chooseHsm } from '../choose-hsm';
import { Session } from '../session.svelte';
import { remoteAt } from './remote';
import { streamFrom } from './stream';

/** Only an address of this machine can have an endpoint. */
export const mayFollow = (hostname: string): boolean =>
	['127.0.0.1', 'localhost', '[::1]'].includes(hostname);

export class Follower {
	readonly #origin: string;
	#session: Session | undefined = $state.raw();
	#connection: 'connecting' | 'open' | 'lost' | 'gone' = $state('connecting');
	#trouble = $state('');
	#end: (() => void) | undefined;
	/** One after another: a session is made before entries go to it. */
	#tail: Promise<void> = Promise.resolve();
	/** Entries that came and wait for their turn; they are taken in together. */
	#waiting: Entry[] = [];
	// eslint-disable-next-line svelte/prefer-svelte-reactivity
	readonly #arrivals = new Map<string, () => void>();
	// eslint-disable-next-line svelte/prefer-svelte-reactivity
	readonly #seen = new Set<string>();

	/** `origin`: of the endpoint, `http://127.0.0.1:4173`. */
	constructor(origin: string) {
		this.#origin = origin;
	}

	get session(): Session | undefined {
		return this.#session;
	}
	get address(): string {
		return this.#origin;
	}
	get connection(): 'connecting' | 'open' | 'lost' | 'gone' {
		return this.#connection;
	}
	/** Why there is no session, as a sentence. */
	get trouble(): string {
		if (this.#trouble) return this.#trouble;
		return this.#connection === 'gone' && !this.#session
			? 'No endpoint answers at this address. Start the playground with npm start and open the address it prints.'
			: '';
	}

	start(): void {
		this.#end = streamFrom(`${this.#origin}/_glass/live`, {
			onWorld: (world) => this.#next(() => this.#show(world)),
			onEntry: (entry) => {
				this.#waiting.push(entry);
				this.#next(() => this.#takeIn());
			},
			onConnection: (connection) => (this.#connection = connection)
		});
	}
	close(): void {
		this.#end?.();
		this.#session?.close();
		this.#session = undefined;
	}

	#next(deed: () => Promise<void> | void): void {
		this.#tail = this.#tail.then(deed).catch((error: unknown) => {
			this.#trouble = error instanceof Error ? error.message : String(error);
		});
	}

	async #show({ origin, entries, head }: WorldFile): Promise<void> {
		const hsm = await chooseHsm({ seed: origin.seed, inProcess: false });
		const remote = remoteAt(this.#origin, (id) => this.#arrived(id));
		const before = this.#session;
		this.#session = new Session({ origin, hsm, sceneOf, entries, head, remote });
		before?.close();
		for (const { id } of entries) this.#saw(id);
	}

	#takeIn(): void {
		const entries = this.#waiting;
		this.#waiting = [];
		this.#session?.receive(entries);
		for (const { id } of entries) this.#saw(id);
	}

	#arrived(id: string): Promise<void> {
		if (this.#seen.has(id)) return Promise.resolve();
		return new Promise((resolve) => this.#arrivals.set(id, resolve));
	}
	#saw(id: string): void {
		this.#seen.add(id);
		this.#arrivals.get(id)?.();
		this.#arrivals.delete(id);
	}
}
