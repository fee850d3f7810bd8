/** Calls that a panel makes, and the last answer: its members as on the wire, or AWS's code and message and why. */
import type { OperationName, Input, Output } from '$lib/domain/operations';
import type { OutsideResult, OutsideWork } from '$lib/domain/outside';
import { wireOf, type Wire } from './api-console';
import type { Session } from './session.svelte';

export type Asked =
	| { readonly operation: OperationName; readonly ok: true; readonly answer: Wire }
	| {
			readonly operation: OperationName;
			readonly ok: false;
			readonly code: string;
			/** '' where AWS documents none. */
			readonly message: string;
			/** What the engine found, in our words; '' where the message says it all. */
			readonly why: string;
	  };

export class Asking {
	readonly #session: () => Session;
	#last: Asked | undefined = $state.raw();
	#note = $state('');

	constructor(session: () => Session) {
		this.#session = session;
	}

	get last(): Asked | undefined {
		return this.#last;
	}
	/** What did not reach KMS, as a sentence: input that cannot be read, or a fault of the playground. */
	get note(): string {
		return this.#note;
	}

	/** @returns the answer with its bytes; undefined after a refusal or a fault, which are kept to be shown. */
	async kms<O extends OperationName>(operation: O, input: Input<O>): Promise<Output<O> | undefined> {
		this.clear();
		try {
			const { entry, output } = await this.#session().kms(operation, input);
			if (entry.outcome.ok) {
				this.#last = { operation, ok: true, answer: wireOf(output) };
				return output;
			}
			const { code, message, why } = entry.outcome.error;
			this.#last = { operation, ok: false, code, message, why: why.detail === message ? '' : why.detail };
		} catch (error) {
			this.say(error);
		}
		return undefined;
	}

	/**
	 * Does it outside of AWS, by software of one's own: an entry of the log without any call.
	 * @returns what was made; undefined after a refusal, which is said in a sentence.
	 */
	async work(work: OutsideWork | (() => OutsideWork)): Promise<OutsideResult | undefined> {
		this.clear();
		try {
			const session = this.#session();
			const { entry, answer } = await session.run({
				type: 'client.outside',
				work: typeof work === 'function' ? work() : work,
				...session.acting
			});
			if (entry.outcome.ok) return answer;
			this.say(entry.outcome.error.message);
		} catch (error) {
			this.say(error);
		}
		return undefined;
	}

	/** Reads what was typed; what is wrong with it is said in a sentence. */
	async outside<T>(work: () => T | Promise<T>): Promise<T | undefined> {
		this.clear();
		try {
			return await work();
		} catch (error) {
			this.say(error);
			return undefined;
		}
	}

	say(what: unknown): void {
		this.#note = what instanceof Error ? what.message : String(what);
	}
	clear(): void {
		this.#last = undefined;
		this.#note = '';
	}
}
