/** What the person prefers here: theme and motion. Kept in this browser where it lets us; else for this visit. */
export type Theme = 'auto' | 'light' | 'dark';
export type Motion = 'auto' | 'reduced' | 'full';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];
const MOTIONS: readonly Motion[] = ['auto', 'reduced', 'full'];

function read<T extends string>(name: string, allowed: readonly T[]): T | undefined {
	try {
		const value = localStorage.getItem(`glass-kms.${name}`);
		return allowed.find((one) => one === value);
	} catch {
		return undefined;
	}
}

function write(name: string, value: string): void {
	try {
		localStorage.setItem(`glass-kms.${name}`, value);
	} catch {
		// Storage denied: the choice holds for this visit.
	}
}

export class Preferences {
	#theme = $state<Theme>('auto');
	#motion = $state<Motion>('auto');
	#systemReduced = $state(false);
	/** In an embed light and dark are the host's affair. */
	#themed = true;

	get theme(): Theme {
		return this.#theme;
	}
	set theme(theme: Theme) {
		this.#theme = theme;
		write('theme', theme);
		this.#show();
	}
	get motion(): Motion {
		return this.#motion;
	}
	set motion(motion: Motion) {
		this.#motion = motion;
		write('motion', motion);
		this.#show();
	}
	readonly reduced = $derived(this.#motion === 'reduced' || (this.#motion === 'auto' && this.#systemReduced));

	/**
	 * Reads what was kept and follows the system's wish for less motion. Call it in the browser; returns the clean-up.
	 * @param options.themed false where the page is shown light or dark by somebody else.
	 */
	start({ themed = true } = {}): () => void {
		this.#themed = themed;
		this.#theme = read('theme', THEMES) ?? 'auto';
		this.#motion = read('motion', MOTIONS) ?? 'auto';
		const query = matchMedia('(prefers-reduced-motion: reduce)');
		const follow = () => (this.#systemReduced = query.matches);
		follow();
		query.addEventListener('change', follow);
		this.#show();
		return () => query.removeEventListener('change', follow);
	}

	#showTheme(root: HTMLElement): void {
		if (this.#theme === 'auto') delete root.dataset.theme;
		else root.dataset.theme = this.#theme === 'light' ? 'paper' : 'night';
	}
	#show(): void {
		const root = document.documentElement;
		if (this.#themed) this.#showTheme(root);
		if (this.#motion === 'auto') delete root.dataset.motion;
		else root.dataset.motion = this.#motion;
	}
}

export const preferences = new Preferences();
