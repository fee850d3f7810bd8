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
	/** Days. Source: API ScheduleKeyDeletion. */
	deletionWindow: { min: 7, max: 30, default: 30 },
	/** A key's whole life. Source: Resource quotas, "On-demand rotation". */
	onDemandRotations: 25,
	/** Minutes before an automatic rotation in which RotateKeyOnDemand conflicts. Source: API ConflictException. */
	rotationConflictMinutes: 20,
	/** Source: Resource quotas, "Aliases per KMS key". */
	aliasesPerKey: 50,
	/** Bytes of a key policy document. Source: Developer Guide, "Key policies", format; API PutKeyPolicy. Unverified. */
	keyPolicy: 32_768,
	/** A grant constraint. Source: API GrantConstraints. */
	grantConstraint: { pairs: 8, value: 384 },
	/** Source: API TagResource; Resource quotas, "Tags per KMS key". */
	tagsPerKey: 50,
	/** Characters. Source: service model, TagKeyType, TagValueType. */
	tagKey: { min: 1, max: 128 },
	tagValue: { min: 0, max: 256 },
	/** Source: API parameter texts. */
	page: {
		ListKeys: { max: 1000, default: 100 },
		ListAliases: { max: 100, default: 50 },
		ListKeyRotations: { max: 1000, default: 100 }
	}
} as const;
