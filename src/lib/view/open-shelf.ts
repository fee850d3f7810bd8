/** Where worlds are kept in this browser: its database, or memory where that is denied. */
import { memoryShelf, type Shelf } from './shelf';
import { databaseShelf } from './storage/database-shelf';

export async function openShelf(onTrouble?: (sentence: string) => void): Promise<Shelf> {
	try {
		return await databaseShelf(onTrouble);
	} catch {
		return memoryShelf();
	}
}
