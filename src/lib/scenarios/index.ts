/** The scenarios, in the order of the path through them. */
import { allowedByIam } from './allowed-by-iam';
import { allowedByKeyPolicy } from './allowed-by-key-policy';
import { automaticRotation } from './automatic-rotation';
import { contextAsCondition } from './context-as-condition';
import { crossAccount } from './cross-account';
import { customPolicy } from './custom-policy';
import { defaultPolicy } from './default-policy';
import { explicitDeny } from './explicit-deny';
import { fourCorners } from './four-corners';
import { grant } from './grant';
import { handedToAnotherAccount } from './handed-to-another-account';
import { lockout } from './lockout';
import { aliasManualRotation } from './alias-manual-rotation';
import { decryptOlderGeneration } from './decrypt-older-generation';
import { deletionAndLoss } from './deletion-and-loss';
import { deletionAndRescue } from './deletion-and-rescue';
import { directEncrypt } from './direct-encrypt';
import { disable } from './disable';
import { envelopeOpen } from './envelope-open';
import { envelopeSeal } from './envelope-seal';
import { objectOfADisabledKey } from './object-of-a-disabled-key';
import { readWithoutDecrypt } from './read-without-decrypt';
import { s3Variants } from './s3-variants';
import { serverSideEncryption } from './server-side-encryption';
import { reEncrypt } from './re-encrypt';
import { rescue } from './rescue';
import { rotate } from './rotate';
import { administratorAndUser } from './administrator-and-user';
import { customStoreDisconnected } from './custom-store-disconnected';
import { dataKeyPair } from './data-key-pair';
import { generateDataKeyOnRsa } from './generate-data-key-on-rsa';
import { hmac } from './hmac';
import { importKeyMaterial } from './import-key-material';
import { importedKeyExpires } from './imported-key-expires';
import { keyAgreement } from './key-agreement';
import { manualRotation } from './manual-rotation';
import { multiRegionKey } from './multi-region-key';
import { postQuantum } from './post-quantum';
import { publicKeyOutside } from './public-key-outside';
import { signAndVerify } from './sign-and-verify';
import { copyToAnotherRegion } from './copy-to-another-region';
import { encryptedVolume } from './encrypted-volume';
import { sharedAmi } from './shared-ami';
import { snapshotToAnotherAccount } from './snapshot-to-another-account';
import { bucketPolicyAndKeyPolicy } from './bucket-policy-and-key-policy';
import { deadKey } from './dead-key';
import { rdsInstance } from './rds-instance';
import { serverSideAndClientSide } from './server-side-and-client-side';
import { smallFiles } from './small-files';
import type { Scenario } from './scenario';
import { scheduleKeyDeletion } from './schedule-deletion';

export type { Scenario } from './scenario';

export const SCENARIOS: readonly Scenario[] = [
	directEncrypt,
	envelopeSeal,
	envelopeOpen,
	rotate,
	decryptOlderGeneration,
	reEncrypt,
	automaticRotation,
	aliasManualRotation,
	manualRotation,
	disable,
	scheduleKeyDeletion,
	rescue,
	deletionAndLoss,
	deletionAndRescue,
	allowedByKeyPolicy,
	allowedByIam,
	fourCorners,
	defaultPolicy,
	customPolicy,
	administratorAndUser,
	lockout,
	explicitDeny,
	contextAsCondition,
	grant,
	crossAccount,
	handedToAnotherAccount,
	serverSideEncryption,
	s3Variants,
	objectOfADisabledKey,
	readWithoutDecrypt,
	encryptedVolume,
	snapshotToAnotherAccount,
	sharedAmi,
	copyToAnotherRegion,
	publicKeyOutside,
	signAndVerify,
	hmac,
	dataKeyPair,
	generateDataKeyOnRsa,
	keyAgreement,
	postQuantum,
	importKeyMaterial,
	importedKeyExpires,
	multiRegionKey,
	customStoreDisconnected,
	bucketPolicyAndKeyPolicy,
	serverSideAndClientSide,
	smallFiles,
	rdsInstance,
	deadKey
];

export const scenarioById = (id: string): Scenario | undefined =>
	SCENARIOS.find((scenario) => scenario.id === id);
