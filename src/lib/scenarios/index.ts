/** The scenarios, in the order of the path through them. */
import { allowedByIam } from './allowed-by-iam';
import { allowedByKeyPolicy } from './allowed-by-key-policy';
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
import { directEncrypt } from './direct-encrypt';
import { disable } from './disable';
import { envelopeOpen } from './envelope-open';
import { envelopeSeal } from './envelope-seal';
import { reEncrypt } from './re-encrypt';
import { rescue } from './rescue';
import { rotate } from './rotate';
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
	aliasManualRotation,
	disable,
	scheduleKeyDeletion,
	rescue,
	deletionAndLoss,
	allowedByKeyPolicy,
	allowedByIam,
	fourCorners,
	defaultPolicy,
	customPolicy,
	lockout,
	explicitDeny,
	contextAsCondition,
	grant,
	crossAccount,
	handedToAnotherAccount
];

export const scenarioById = (id: string): Scenario | undefined =>
	SCENARIOS.find((scenario) => scenario.id === id);
