/** Sealed things that lie in the world: kept and removed by hand. */
import type { Command } from '$lib/domain/entry';
import type { SealedItem, TraceStep } from '$lib/domain/trace';
import { CommandError, type Done, type Job } from './work';

type ItemCommand = Extract<Command, { type: 'item.keep' | 'item.remove' }>;

export async function runItemCommand({ command, state }: Job<ItemCommand>): Promise<Done> {
	if (command.type === 'item.keep') {
		const { item } = command;
		return {
			outcome: { ok: true, result: { itemId: item.id } },
			events: [{ type: 'item.put', item }],
			trace: [storeStep(item)]
		};
	}
	const item = state.items.get(command.itemId);
	if (!item) throw new CommandError(`expected a sealed thing of this world, got "${command.itemId}"`);
	return {
		outcome: { ok: true, result: { itemId: item.id } },
		events: [{ type: 'item.removed', id: item.id }],
		trace: []
	};
}

export function storeStep({ kind, name, payload, context }: SealedItem): TraceStep {
	return {
		kind: 'store',
		name,
		thing: {
			id: payload.sha256,
			material: 'ciphertext',
			length: payload.length,
			...(payload.inline !== undefined && { bytes: payload.inline }),
			context,
			label: name,
			...(kind === 'message' && { name: 'message' })
		}
	};
}
