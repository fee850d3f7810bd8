/**
 * The one error of the service: AWS's code, HTTP status and message, and why, as data the page can open.
 * A bug throws an ordinary Error and is never shown as an AWS error.
 */
import type { MessageCheck } from './message-check';
import type { ServiceErrorCode } from './service';

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

/**
 * Refusals of the caller's own software, in its own memory: KMS never said them. The Encryption SDKs name theirs
 * differently in each language, so these names are ours.
 */
export type ClientErrorCode = 'MessageRefused' | 'NoDataKeyOpens' | 'SignatureDoesNotFit' | 'RefusedOutside';

/** What caused an error: the gate, the state, the check. `check` is a stable word; the rest is for the inspector. */
export interface Why {
	readonly check:
		| 'validation'
		| 'resolve'
		| 'authorization'
		| 'key-state'
		| 'key-store'
		| 'ciphertext-format'
		| 'message'
		| 'authentication-tag'
		| 'signature'
		| 'mac'
		| 'import-token'
		| 'key-material'
		| 'key-mismatch'
		| 'limit'
		| 'conflict'
		| 'unsupported'
		/** Another service than KMS refused. */
		| 'service'
		| 'internal';
	readonly detail: string;
	readonly expected?: string;
	readonly got?: string;
	/** With `message`: which check of the message it was. */
	readonly messageCheck?: MessageCheck;
}

/** JSON form of an error as an entry keeps it. */
export interface ErrorRecord {
	readonly code: KmsErrorCode | ClientErrorCode | ServiceErrorCode;
	/** Of HTTP; 0 where nothing was sent: the caller's own software refused. */
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
}

export const isKmsError = (error: unknown): error is KmsError => error instanceof KmsError;
