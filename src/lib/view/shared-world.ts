/**
 * One world in several tabs: one writes, the others follow it read-only and may take over. Whoever begins to write
 * claims the world first and then takes in all that was saved before, so that no tab writes from an old log.
 */
import type { Session } from './session.svelte';
import type { Shelf } from './shelf';
import { lockWorld, type Role } from './storage/world-lock';

export const FOLLOWING = 'Another tab writes in this world. It is shown here as it grows, to read only.';

export interface SharedWorld {
	readonly role: Role;
	takeOver(): void;
	/** Another tab says that it saved. */
	heard(): void;
	/** Settles when all is saved and another tab may write. */
	close(): Promise<void>;
}

interface Shared {
	readonly session: Session;
	readonly shelf: Shelf;
	/** Undefined where the browser has none, or where no other tab can see the world. */
	readonly locks: LockManager | undefined;
	readonly onSaved: () => void;
}

/** Settles once it is known who writes, and the session says so. The session's log is what the shelf had a moment ago. */
export async function shareWorld({ session, shelf, locks, onSaved }: Shared): Promise<SharedWorld> {
	const world = session.origin.id;
	const keeper = shelf.keeper(world, { onSaved });
	let next = session.log.length;
	let turn: Promise<void> = Promise.resolve();
	const inTurn = (deed: () => Promise<void>): Promise<void> => (turn = turn.then(deed));
	session.keepWith(keeper);

	async function catchUp(moves: boolean): Promise<void> {
		// What cannot be read now comes with the next news; a world that is gone stays as it is shown.
		const news = await shelf.since(world, next).catch(() => undefined);
		if (!news) return;
		next = news.next;
		session.takeIn(news, moves);
	}
	const write = async (): Promise<void> => {
		await session.idle();
		await keeper.claim();
		await catchUp(true);
		if (lock.role === 'writer') session.readOnly = '';
	};
	const follow = async (): Promise<void> => {
		await session.idle();
		await keeper.flush();
		await catchUp(true);
	};

	session.readOnly = locks ? FOLLOWING : '';
	const lock = await lockWorld({
		world,
		locks,
		onrole(role) {
			if (role === 'follower') session.readOnly = FOLLOWING;
			if (role === 'unguarded') session.readOnly = '';
			void inTurn(role === 'writer' ? write : follow);
		}
	});
	if (lock.role === 'unguarded') session.readOnly = '';
	else await inTurn(lock.role === 'writer' ? write : follow);
	return {
		get role() {
			return lock.role;
		},
		takeOver: () => lock.takeOver(),
		heard: () => void inTurn(() => catchUp(lock.role === 'follower')),
		async close() {
			await keeper.close();
			lock.release();
		}
	};
}
