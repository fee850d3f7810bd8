/** What a panel asks a service, and the last answer: its members, or the service's code and message and why. */
import type { Acting } from '$lib/domain/entry';
import type { ErrorRecord } from '$lib/domain/errors';
import { SERVICES, type ServiceName } from '$lib/domain/service';
import { wireOf, type Wire } from './api-console';
import type { Session } from './session.svelte';

export type ServiceAnswer =
	| { readonly operation: string; readonly ok: true; readonly answer: Wire; readonly calls: number }
	| { readonly operation: string; readonly ok: false; readonly error: ErrorRecord; readonly calls: number };

export class AskingService {
	readonly #session: () => Session;
	readonly #service: ServiceName;
	#last: ServiceAnswer | undefined = $state.raw();
	#fault = $state('');

	constructor(session: () => Session, service: ServiceName) {
		this.#session = session;
		this.#service = service;
	}

	get name(): string {
		return SERVICES[this.#service].name;
	}
	get last(): ServiceAnswer | undefined {
		return this.#last;
	}
	/** What did not reach the service, as a sentence. */
	get fault(): string {
		return this.#fault;
	}

	/** As the person who acts, or as `by`. What goes wrong is kept to be shown; the answer then is undefined. */
	async ask(
		operation: string,
		input: () => Readonly<Record<string, unknown>>,
		by: Partial<Acting> = {}
	): Promise<Readonly<Record<string, unknown>> | undefined> {
		this.#last = undefined;
		this.#fault = '';
		const session = this.#session();
		try {
			const { entry, answer } = await session.run({
				...{ type: 'service', service: this.#service, operation, input: input() },
				...session.acting,
				...by
			});
			const calls = entry.calls?.length ?? 0;
			this.#last = entry.outcome.ok
				? { operation, ok: true, answer: wireOf(answer), calls }
				: { operation, ok: false, error: entry.outcome.error, calls };
			return entry.outcome.ok ? answer : undefined;
		} catch (error) {
			this.#fault = error instanceof Error ? error.message : String(error);
			return undefined;
		}
	}
}
