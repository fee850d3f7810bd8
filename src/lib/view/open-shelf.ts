/** Finds where worlds are kept in this browser. The one place that knows view/storage; until it is there, memory. */
import { memoryShelf, type Shelf } from './shelf';

export const openShelf = async (): Promise<Shelf> => memoryShelf();
