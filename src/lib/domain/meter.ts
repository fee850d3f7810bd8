/** Counts requests against their quotas. */
export interface Quota {
	/** What shares the quota: an operation's name, or a word for several. */
	readonly group: string;
	/** Requests a second, per account and Region. */
	readonly rate: number;
}

/** What a request counts by: its operation, or else the key it is with. */
export interface Metered {
	readonly operation: string;
	readonly region: string;
	readonly keyPairSpec?: string | undefined;
}
export interface MeteredKey {
	readonly region: string;
	readonly spec: string;
	readonly customKeyStoreId?: string | undefined;
}

export interface Meter {
	/** The quota of a request; undefined for one that counts by its key, or not at all. */
	quotaOf(request: Metered): Quota | undefined;
	/** The quota of a cryptographic operation, by its key. */
	quotaWithKey(key: MeteredKey): Quota | undefined;
	/** Counts one request; false when the quota of this second is used up. */
	take(quota: Quota): boolean;
}
