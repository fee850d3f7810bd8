/**
 * What is sealed by which key and generation of KMS, also by way of a data key: an object under a data key is as lost
 * as the key that sealed the data key. Learned from the traces; the same bytes have the same id.
 */
import type { Thing, TraceStep } from '$lib/domain/trace';

export type Seal = NonNullable<Thing['sealedBy']>;

export class Seals {
	readonly #of = new Map<string, Seal>();

	/** Of a sealed thing, or of a data key that KMS sealed. */
	of(id: string | undefined): Seal | undefined {
		return id === undefined ? undefined : this.#of.get(id);
	}

	/** The thing with its seal, where it is a sealed one. */
	on(thing: Thing): Thing {
		if (thing.material !== 'ciphertext' && thing.material !== 'wrapped-data-key') return thing;
		const sealedBy = thing.sealedBy ?? this.of(thing.id);
		return sealedBy ? { ...thing, sealedBy } : thing;
	}

	/** @param held the id of the data key that a service holds under a name. */
	learn(step: TraceStep, held: (name: string) => string | undefined): void {
		if ('carries' in step) for (const thing of step.carries) this.#know(thing.id, thing.sealedBy);
		switch (step.kind) {
			case 'hsm-seal':
				this.#know(step.input.id, step.output.sealedBy);
				this.#know(step.output.id, step.output.sealedBy);
				break;
			case 'hsm-open':
				this.#know(step.input.id, step.input.sealedBy);
				this.#know(step.output?.id, step.input.sealedBy ?? this.of(step.input.id));
				break;
			case 'service-seal':
			case 'service-open': {
				const key = step.dataKey?.id ?? (step.by === undefined ? undefined : held(step.by));
				const [sealed, opened] =
					step.kind === 'service-seal' ? [step.output, step.input] : [step.input, step.output];
				this.#know(sealed.id, this.of(key));
				if (opened?.material === 'data-key') this.#know(opened.id, this.of(key));
				break;
			}
			case 'client-assemble':
				this.#know(step.message.id, step.wrapped.map((one) => one.sealedBy ?? this.of(one.id)).find(Boolean));
				break;
			default:
				break;
		}
	}

	#know(id: string | undefined, seal: Seal | undefined): void {
		if (id !== undefined && seal) this.#of.set(id, seal);
	}
}
