/** Where worlds are kept in this browser: its database, or memory where that is denied, with a sentence that says why. */
import { memoryShelf, type Shelf, type ShelfEvents } from './shelf';
import { databaseShelf } from './storage/database-shelf';

const DENIED = 'This browser keeps nothing for this page, so worlds live in memory and end with this tab.';
const NEWER =
	'The worlds of this browser belong to a newer version of this page. They are untouched; reload the page to have them. Until then worlds live in memory and end with this tab.';

export async function openShelf(events: ShelfEvents = {}): Promise<{ shelf: Shelf; notice: string }> {
	try {
		return { shelf: await databaseShelf(events), notice: '' };
	} catch (error) {
		const newer = error instanceof DOMException && error.name === 'VersionError';
		return { shelf: memoryShelf(), notice: `${newer ? NEWER : DENIED} Export a world to keep it.` };
	}
}
