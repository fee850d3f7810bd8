/** Using asymmetric and HMAC keys: signatures, MACs, shared secrets. */
import type {
	EncapsulationAlgorithm,
	EncryptionAlgorithm,
	KeyAgreementAlgorithm,
	KeyOrigin,
	KeySpec,
	KeyUsage,
	MacAlgorithm,
	MessageType,
	SigningAlgorithm
} from '../key-spec';
import type { Keyed } from './common';

interface Guarded {
	readonly GrantTokens?: readonly string[];
	readonly DryRun?: boolean;
}

export interface AsymmetricKeyOperations {
	GetPublicKey: {
		in: Keyed & { readonly GrantTokens?: readonly string[] };
		out: {
			readonly KeyId: string;
			readonly PublicKey: Uint8Array;
			readonly CustomerMasterKeySpec: KeySpec;
			readonly KeySpec: KeySpec;
			readonly KeyUsage: KeyUsage;
			readonly EncryptionAlgorithms?: readonly EncryptionAlgorithm[];
			readonly SigningAlgorithms?: readonly SigningAlgorithm[];
			readonly KeyAgreementAlgorithms?: readonly KeyAgreementAlgorithm[];
			readonly EncapsulationAlgorithms?: readonly EncapsulationAlgorithm[];
		};
	};
	Sign: {
		in: Keyed &
			Guarded & {
				readonly Message: Uint8Array;
				readonly MessageType?: MessageType;
				readonly SigningAlgorithm: SigningAlgorithm;
			};
		out: {
			readonly KeyId: string;
			readonly Signature: Uint8Array;
			readonly SigningAlgorithm: SigningAlgorithm;
		};
	};
	Verify: {
		in: Keyed &
			Guarded & {
				readonly Message: Uint8Array;
				readonly MessageType?: MessageType;
				readonly Signature: Uint8Array;
				readonly SigningAlgorithm: SigningAlgorithm;
			};
		out: {
			readonly KeyId: string;
			readonly SignatureValid: true;
			readonly SigningAlgorithm: SigningAlgorithm;
		};
	};
	GenerateMac: {
		in: Keyed & Guarded & { readonly Message: Uint8Array; readonly MacAlgorithm: MacAlgorithm };
		out: { readonly Mac: Uint8Array; readonly MacAlgorithm: MacAlgorithm; readonly KeyId: string };
	};
	VerifyMac: {
		in: Keyed &
			Guarded & {
				readonly Message: Uint8Array;
				readonly MacAlgorithm: MacAlgorithm;
				readonly Mac: Uint8Array;
			};
		out: { readonly KeyId: string; readonly MacValid: true; readonly MacAlgorithm: MacAlgorithm };
	};
	DeriveSharedSecret: {
		in: Keyed &
			Guarded & { readonly KeyAgreementAlgorithm: KeyAgreementAlgorithm; readonly PublicKey: Uint8Array };
		out: {
			readonly KeyId: string;
			readonly SharedSecret: Uint8Array;
			readonly KeyAgreementAlgorithm: KeyAgreementAlgorithm;
			readonly KeyOrigin: KeyOrigin;
		};
	};
	Encapsulate: {
		in: Keyed & Guarded & { readonly EncapsulationAlgorithm: EncapsulationAlgorithm };
		out: {
			readonly KeyId: string;
			readonly SharedSecret: Uint8Array;
			readonly SharedSecretCiphertextBlob: Uint8Array;
			readonly EncapsulationAlgorithm: EncapsulationAlgorithm;
		};
	};
	Decapsulate: {
		in: Keyed &
			Guarded & {
				readonly SharedSecretCiphertextBlob: Uint8Array;
				readonly EncapsulationAlgorithm: EncapsulationAlgorithm;
			};
		out: {
			readonly KeyId: string;
			readonly SharedSecret: Uint8Array;
			readonly EncapsulationAlgorithm: EncapsulationAlgorithm;
		};
	};
}
