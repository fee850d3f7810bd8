/** Whether this browser keeps what is stored here for good (Storage Standard, persistent buckets), as it says itself. */
export type Lasting = 'kept' | 'may-be-cleared' | 'cannot-be-asked';

export const LASTING: Readonly<Record<Lasting, string>> = {
	kept: 'This browser agreed to keep your worlds until you delete them.',
	'may-be-cleared':
		'This browser did not agree to keep your worlds for good: it may clear them when it runs short of room. Export a world to be safe.',
	'cannot-be-asked':
		'This browser cannot be asked here to keep your worlds for good. Export a world to be safe.'
};

const ASKED = 'glass-kms.asked-to-keep';
const inWords = (persisted: boolean): Lasting => (persisted ? 'kept' : 'may-be-cleared');

/** What holds now; asks for nothing. */
export async function lasting(): Promise<Lasting> {
	try {
		return inWords(await navigator.storage.persisted());
	} catch {
		return 'cannot-be-asked';
	}
}

/**
 * Asks the browser to keep it for good, once a browser: some ask the person.
 * @returns the answer, or undefined when it was asked before.
 */
export async function askToLast(): Promise<Lasting | undefined> {
	try {
		if (localStorage.getItem(ASKED)) return undefined;
		localStorage.setItem(ASKED, 'yes');
		return inWords(await navigator.storage.persist());
	} catch {
		return 'cannot-be-asked';
	}
}
