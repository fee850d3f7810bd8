/**
 * Limits and periods, as data.
 * Sources: KMS Developer Guide "Resource quotas", "Rotate AWS KMS keys", "Delete AWS KMS keys"; KMS API Reference.
 * As of 2026-11.
 */
export const LIMITS = {
	/** Bytes of plaintext for Encrypt under a symmetric key. Source: API Encrypt. */
	encryptPlaintext: 4096,
	/** Bytes of a CiphertextBlob. Source: service model, CiphertextType. */
	ciphertextBlob: 6144,
	/** Days. Source: API EnableKeyRotation. */
	rotationPeriod: { min: 90, max: 2560, default: 365 },
	/** Days between rotations of an AWS managed key; about 1,095 before May 2022. Source: API EnableKeyRotation. */
	awsManagedRotation: 365,
	/** Days. Source: API ScheduleKeyDeletion. */
	deletionWindow: { min: 7, max: 30, default: 30 },
	/** A key's whole life. Source: Resource quotas, "On-demand rotation". */
	onDemandRotations: 25,
	/** Minutes before an automatic rotation in which RotateKeyOnDemand conflicts. Source: API ConflictException. */
	rotationConflictMinutes: 20,
	/** Customer managed keys of an account in a Region, whatever their state. Source: Resource quotas, "KMS keys". */
	keysPerRegion: 100_000,
	/** Source: Resource quotas, "Aliases per KMS key". */
	aliasesPerKey: 50,
	/** Bytes of a key policy document. Source: KMS Developer Guide, "Key policies", format; API PutKeyPolicy. */
	keyPolicy: 32_768,
	/**
	 * Milliseconds that passing states last here; AWS says seconds, and up to 20 minutes for a CloudHSM cluster.
	 * Sources: API ReplicateKey, UpdatePrimaryRegion, ConnectCustomKeyStore.
	 */
	passing: {
		creating: 5000,
		updating: 5000,
		connectingCloudHsm: 20 * 60_000,
		connectingExternal: 5000,
		disconnecting: 5000
	},
	/** Source: Resource quotas, "Custom key stores". */
	customKeyStores: 10,
	/** Source: Resource quotas, "Grants per KMS key". */
	grantsPerKey: 50_000,
	/** Minutes until a new grant counts without its token. Source: KMS Developer Guide, "Grants", eventual consistency. */
	grantSpreadMinutes: 5,
	/** Pairs of one constraint, characters of a value. Source: API GrantConstraints. */
	grantConstraint: { pairs: 8, value: 384 },
	/** Source: KMS Developer Guide, "Tagging keys" (2022). */
	tagsPerKey: 50,
	/** Characters. Source: service model, TagKeyType, TagValueType. */
	tagKey: { min: 1, max: 128 },
	tagValue: { min: 0, max: 256 },
	/** Source: API parameter texts. */
	page: {
		ListKeys: { max: 1000, default: 100 },
		ListAliases: { max: 100, default: 50 },
		/** Not stated by AWS. */
		DescribeCustomKeyStores: { max: 1000, default: 100 },
		ListGrants: { max: 100, default: 50 },
		ListRetirableGrants: { max: 100, default: 50 },
		ListKeyPolicies: { max: 1000, default: 100 },
		ListResourceTags: { max: 50, default: 50 },
		ListKeyRotations: { max: 1000, default: 100 }
	}
} as const;
