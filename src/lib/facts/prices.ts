/**
 * What KMS costs, in US dollars, in us-east-1 and most commercial Regions. As of 2026-11-23.
 * Sources: AWS KMS pricing page (stored copies of 2021–2024); its request lines and its sentence on rotation as quoted in
 * public repositories; price list output of cost estimators (2021–2026). `trust` says how well each figure is confirmed.
 */
export type Trust =
	/** Read on AWS's own page. */
	| 'documented'
	/** AWS's figure, as others quote it. */
	| 'quoted'
	/** Known, but found in no stored text. */
	| 'unverified';

export type RequestClass =
	'symmetric' | 'hmac' | 'rsa-2048' | 'asymmetric' | 'ecc-key-pairs' | 'rsa-key-pairs' | 'post-quantum';

export interface RequestPrice {
	readonly name: string;
	/** For 10,000 requests; absent: no price found. */
	readonly per10000?: number;
	/** Whether the free requests of a month count for it. */
	readonly free: boolean;
	readonly trust: Trust;
}

/** For each key and month, by the hour: every spec, every origin, each multi-Region key for itself. */
export const KEY_MONTH = { price: 1, trust: 'documented' } as const;
/** For each rotation that counts and month, by the hour. How many count: `rule-years`. */
export const ROTATION_MONTH = { price: 1, trust: 'quoted' } as const;

/** A month, an account, all its Regions together. */
export const FREE_REQUESTS = { count: 20_000, trust: 'documented' } as const;

export const REQUEST_PRICES: Readonly<Record<RequestClass, RequestPrice>> = {
	symmetric: {
		name: 'Symmetric and other requests',
		per10000: 0.03,
		free: true,
		trust: 'quoted'
	},
	hmac: { name: 'HMAC requests', per10000: 0.03, free: true, trust: 'unverified' },
	'rsa-2048': { name: 'Requests with RSA_2048 keys', per10000: 0.03, free: false, trust: 'quoted' },
	asymmetric: {
		name: 'Requests with other asymmetric keys',
		per10000: 0.15,
		free: false,
		trust: 'quoted'
	},
	'ecc-key-pairs': { name: 'ECC data key pairs', per10000: 0.1, free: false, trust: 'quoted' },
	'rsa-key-pairs': { name: 'RSA data key pairs', per10000: 12, free: false, trust: 'quoted' },
	'post-quantum': {
		name: 'ML-DSA and ML-KEM requests',
		free: false,
		trust: 'unverified'
	}
};

/** What no AWS text confirms, and this bill assumes. */
export const BILL_UNVERIFIED = [
	'a disabled key is charged like an enabled one',
	'a primary key that waits for its replicas (PendingReplicaDeletion) is not charged, like one pending deletion',
	'each key of a multi-Region set is charged for the rotated material',
	'refused requests count like answered ones, throttled ones do not',
	'HMAC requests cost what symmetric ones cost; for ML-DSA and ML-KEM no price was found',
	'an hour that has begun counts whole'
] as const;
