/** Importing key material, and taking it away again. */
import type { ExpirationModel, Keyed } from './common';

export interface ImportOperations {
	GetParametersForImport: {
		in: Keyed & { readonly WrappingAlgorithm: string; readonly WrappingKeySpec: string };
		out: {
			readonly KeyId: string;
			readonly ImportToken: Uint8Array;
			readonly PublicKey: Uint8Array;
			readonly ParametersValidTo: number;
		};
	};
	ImportKeyMaterial: {
		in: Keyed & {
			readonly ImportToken: Uint8Array;
			readonly EncryptedKeyMaterial: Uint8Array;
			/** Seconds since 1970. */
			readonly ValidTo?: number;
			readonly ExpirationModel?: ExpirationModel;
			readonly ImportType?: 'NEW_KEY_MATERIAL' | 'EXISTING_KEY_MATERIAL';
			readonly KeyMaterialDescription?: string;
			readonly KeyMaterialId?: string;
		};
		out: { readonly KeyId: string; readonly KeyMaterialId?: string };
	};
	DeleteImportedKeyMaterial: {
		in: Keyed & { readonly KeyMaterialId?: string };
		out: { readonly KeyId: string; readonly KeyMaterialId?: string };
	};
}
