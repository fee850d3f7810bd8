/** Counts requests against their quotas. */
export interface Quota {
	/** What shares the quota: an operation's name, or a word for several. */
	readonly group: string;
	/** Requests a second, per account and Region. */
	readonly rate: number;
}

export interface Meter {
	/** Counts one request; false when the quota of this second is used up. */
	take(quota: Quota): boolean;
}
