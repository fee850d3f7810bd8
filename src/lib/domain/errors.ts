/**
 * The one error of the service: AWS's code, HTTP status and message, and why, as data the page can open.
 * A bug throws an ordinary Error and is never shown as an AWS error.
 */
export type KmsErrorCode =
	| 'AccessDeniedException'
	| 'AlreadyExistsException'
	| 'CloudHsmClusterInUseException'
	| 'CloudHsmClusterInvalidConfigurationException'
	| 'CloudHsmClusterNotActiveException'
	| 'CloudHsmClusterNotFoundException'
	| 'CloudHsmClusterNotRelatedException'
	| 'ConflictException'
	| 'CustomKeyStoreHasCMKsException'
	| 'CustomKeyStoreInvalidStateException'
	| 'CustomKeyStoreNameInUseException'
	| 'CustomKeyStoreNotFoundException'
	| 'DependencyTimeoutException'
	| 'DisabledException'
	| 'DryRunOperationException'
	| 'ExpiredImportTokenException'
	| 'IncorrectKeyException'
	| 'IncorrectKeyMaterialException'
	| 'IncorrectTrustAnchorException'
	| 'InvalidAliasNameException'
	| 'InvalidArnException'
	| 'InvalidCiphertextException'
	| 'InvalidGrantIdException'
	| 'InvalidGrantTokenException'
	| 'InvalidImportTokenException'
	| 'InvalidKeyUsageException'
	| 'InvalidMarkerException'
	| 'KMSInternalException'
	| 'KMSInvalidMacException'
	| 'KMSInvalidSignatureException'
	| 'KMSInvalidStateException'
	| 'KeyUnavailableException'
	| 'LimitExceededException'
	| 'MalformedPolicyDocumentException'
	| 'NotAuthorizedException'
	| 'NotFoundException'
	| 'TagException'
	| 'ThrottlingException'
	| 'UnknownOperationException'
	| 'UnsupportedOperationException'
	| 'SerializationException'
	| 'ValidationException'
	| 'XksKeyAlreadyInUseException'
	| 'XksKeyInvalidConfigurationException'
	| 'XksKeyNotFoundException'
	| 'XksProxyIncorrectAuthenticationCredentialException'
	| 'XksProxyInvalidConfigurationException'
	| 'XksProxyInvalidResponseException'
	| 'XksProxyUriEndpointInUseException'
	| 'XksProxyUriInUseException'
	| 'XksProxyUriUnreachableException'
	| 'XksProxyVpcEndpointServiceInUseException'
	| 'XksProxyVpcEndpointServiceInvalidConfigurationException'
	| 'XksProxyVpcEndpointServiceNotFoundException';

/** What caused an error: the gate, the state, the check. `check` is a stable word; the rest is for the inspector. */
export interface Why {
	readonly check:
		| 'validation'
		| 'resolve'
		| 'authorization'
		| 'key-state'
		| 'key-store'
		| 'ciphertext-format'
		| 'authentication-tag'
		| 'signature'
		| 'mac'
		| 'import-token'
		| 'key-material'
		| 'key-mismatch'
		| 'limit'
		| 'conflict'
		| 'unsupported'
		| 'internal';
	readonly detail: string;
	readonly expected?: string;
	readonly got?: string;
}

/** JSON form of an error as an entry keeps it. */
export interface ErrorRecord {
	readonly code: KmsErrorCode;
	readonly status: number;
	readonly message: string;
	readonly why: Why;
}

const SERVER_FAULTS: ReadonlySet<KmsErrorCode> = new Set<KmsErrorCode>([
	'DependencyTimeoutException',
	'KMSInternalException',
	'KeyUnavailableException'
]);

export class KmsError extends Error {
	readonly code: KmsErrorCode;
	readonly status: number;
	readonly why: Why;

	constructor(code: KmsErrorCode, message: string, why: Why) {
		super(message);
		this.name = code;
		this.code = code;
		this.status = SERVER_FAULTS.has(code) ? 500 : 400;
		this.why = why;
	}

	toRecord(): ErrorRecord {
		return { code: this.code, status: this.status, message: this.message, why: this.why };
	}

	static fromRecord(record: ErrorRecord): KmsError {
		return new KmsError(record.code, record.message, record.why);
	}
}

export const isKmsError = (error: unknown): error is KmsError => error instanceof KmsError;
