/** When and how a key was last used: what GetKeyLastUsage answers from. */
export interface KeyLastUse {
	readonly operation: string;
	/** World time. */
	readonly at: number;
	/** The entry of the log that used it. */
	readonly entryId: string;
}
