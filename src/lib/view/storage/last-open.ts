/** Which world to show first: the one this tab had open, else the one any tab opened last. A wish, never needed. */
const NAME = 'glass-kms.open';

export function lastOpen(): string | undefined {
	try {
		return sessionStorage.getItem(NAME) ?? localStorage.getItem(NAME) ?? undefined;
	} catch {
		return undefined;
	}
}

export function rememberOpen(id: string): void {
	try {
		sessionStorage.setItem(NAME, id);
		localStorage.setItem(NAME, id);
	} catch {
		// Storage denied or full: the first world is shown.
	}
}
