/** A suggested change as another future: made before the entry, then the same command again. Both futures are kept. */
import type { Entry } from '$lib/domain/entry';
import type { Change, Situation } from '$lib/policy/edits';
import { region } from '$lib/domain/ids';
import { actingAs, applyToWorld } from './access';
import type { Session } from './session.svelte';

interface Try {
	readonly session: Session;
	readonly entry: Entry;
	readonly situation: Situation;
	readonly changes: readonly Change[];
}

/** @returns what came of it, in words. */
export async function tryAsFork({ session, entry, situation, changes }: Try): Promise<string> {
	const command = session.command(entry.id);
	session.seek(entry.parent);
	const done: string[] = [];
	for (const change of changes) done.push(await applyToWorld(session, situation, change));
	const back = 'The other future is kept in the log.';
	if (!command) return [...done, 'Now make the call again.', back].join(' ');
	const { entry: again } = await session.run({ ...command, ...whoActs(command, changes) });
	const { outcome } = again;
	return [
		...done,
		outcome.ok ? 'Asked again, it succeeds.' : `Asked again: ${outcome.error.code}. ${outcome.error.message}`,
		back
	].join(' ');
}

/** A change of the call itself: another caller, another Region, none of its own policies. */
function whoActs(
	command: NonNullable<ReturnType<Session['command']>>,
	changes: readonly Change[]
): Partial<ReturnType<typeof actingAs>> {
	let acting: Partial<ReturnType<typeof actingAs>> = {};
	for (const change of changes) {
		if (change.change !== 'call' || typeof change.after !== 'string') continue;
		if (change.field === 'principal')
			acting = { ...acting, ...actingAs(change.after, command.region, command.account) };
		if (change.field === 'region') acting = { ...acting, region: region(change.after) };
	}
	return acting;
}
