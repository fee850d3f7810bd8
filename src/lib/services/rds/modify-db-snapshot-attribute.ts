/**
 * Shares a snapshot with other accounts. Source: RDS User Guide, "Sharing encrypted snapshots" (2023): never under the
 * default key, never in public. Unverified: codes and texts of the two refusals.
 */
import { accountId } from '$lib/domain/ids';
import { put } from '../records';
import { ServiceError, type ServiceCall, type ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { findSnapshot, type Snapshot } from './records';
import { permitOn } from './running';

export const modifyDBSnapshotAttribute: ServiceOperation = async (call) => {
	const snapshot = findSnapshot(call, 'DBSnapshotIdentifier');
	const accounts = accountsOf(call);
	asked(call, 'ModifyDBSnapshotAttribute');
	permitOn(call, 'ModifyDBSnapshotAttribute', snapshot.name, 'snapshot');
	if (accounts.includes('all'))
		throw new ServiceError('InvalidParameterCombination', "Encrypted snapshots can't be shared as public.");
	refuseDefaultKey(call, snapshot);
	const sharedWith = [...new Set([...snapshot.body.sharedWith, ...accounts.map(accountId)])];
	put(call, { ...snapshot, body: { ...snapshot.body, sharedWith } });
	noted(call, snapshot.name, `is shared with ${accounts.join(', ')}: the blocks, not the key`);
	answered(call, 'ModifyDBSnapshotAttribute');
	return { DBSnapshotAttributesResult: { DBSnapshotIdentifier: snapshot.name, AttributeValues: sharedWith } };
};

function accountsOf({ input }: ServiceCall): readonly string[] {
	const asked = input['ValuesToAdd'];
	if (Array.isArray(asked) && asked.length > 0 && asked.every((one) => /^(\d{12}|all)$/.test(String(one))))
		return asked.map(String);
	throw new ServiceError('InvalidParameter', 'ValuesToAdd: expected account ids of 12 digits', {
		check: 'validation'
	});
}

function refuseDefaultKey(call: ServiceCall, { sealed }: Snapshot): void {
	const key = sealed[0] && call.state().keys.get(sealed[0].keyArn);
	if (key?.manager !== 'AWS') return;
	throw new ServiceError(
		'InvalidDBSnapshotState',
		"Snapshots encrypted with the default AWS KMS key of RDS can't be shared.",
		{ detail: "The key policy of an AWS managed key can't be changed, so no other account can use the key." }
	);
}
