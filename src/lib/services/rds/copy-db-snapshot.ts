/**
 * Copies a snapshot, one's own or a shared one, under a key of one's own. The person who copies gives RDS a grant on
 * the source's key: so the key's policy must let their account create grants.
 * Source: RDS User Guide, "Copying a DB snapshot", "Sharing encrypted snapshots" (2023).
 * Differs from AWS: the calls to KMS and their order are not published.
 */
import { optionalText, textOf } from '../input';
import { putNew, refuseTaken } from '../records';
import { ServiceError, type ServiceCall, type ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { findSnapshot, snapshotArn, type Snapshot, type SnapshotBody } from './records';
import { moveStorage, permitOn } from './running';
import { DEFAULT_KEY, grantToRds, newStorageKey, read, usableKey, write } from './storage';

export const copyDBSnapshot: ServiceOperation = async (call) => {
	const source = findSnapshot(call, 'SourceDBSnapshotIdentifier');
	const name = textOf(call, 'TargetDBSnapshotIdentifier');
	const arn = snapshotArn(call, name);
	asked(call, 'CopyDBSnapshot');
	permitOn(call, 'CopyDBSnapshot', name, 'snapshot');
	refuseForeign(call, source);
	refuseTaken(call, arn, 'DBSnapshotAlreadyExists', `Cannot create the snapshot ${name}: it exists.`);
	const { account, region } = call.acting;
	const place = { arn, account, region };
	const keyArn = await usableKey(call, keyFor(call, source));
	const ids = { dbId: source.body.dbId, volumeId: call.newId('vol') };
	const [sealedSource] = source.sealed;
	if (!sealedSource) throw new Error('expected a snapshot with an encrypted data key');
	const from = {
		...{ place, sealed: sealedSource },
		grant: await grantToRds(call, sealedSource.keyArn, source.body.dbId)
	};
	const grant = await grantToRds(call, keyArn, ids.dbId);
	const sealed = await newStorageKey(call, { place, keyArn, ids, grant });
	const blocks = await moveStorage(call, { from, to: { place, sealed, grant } }, (opened, sealing) =>
		write(call, sealing, read(call, opened, source.body, source.name), name)
	);
	putNew<SnapshotBody>(call, {
		...{ arn, name, status: 'available', sealed: [sealed] },
		type: 'db-snapshot',
		body: { ...ids, grant, blocks, of: source.body.of, sharedWith: [] }
	});
	noted(call, name, 'is a snapshot of its own: it needs its own key only');
	answered(call, 'CopyDBSnapshot');
	return { DBSnapshot: { DBSnapshotIdentifier: name, DBSnapshotArn: arn, KmsKeyId: keyArn } };
};

/** One's own stays under its key unless another is named; a shared one needs a name. */
function keyFor(call: ServiceCall, source: Snapshot): string {
	const named = optionalText(call, 'KmsKeyId');
	if (named !== undefined) return named;
	return source.account === call.acting.account ? (source.sealed[0]?.keyArn ?? DEFAULT_KEY) : DEFAULT_KEY;
}

function refuseForeign({ acting }: ServiceCall, source: Snapshot): void {
	if (acting.caller.endsWith(':root'))
		throw new ServiceError('AccessDenied', "The account's root identity can't copy an encrypted snapshot.", {
			status: 403
		});
	if (source.account === acting.account || source.body.sharedWith.includes(acting.account)) return;
	throw new ServiceError('DBSnapshotNotFound', `DBSnapshot ${source.arn} not found.`, {
		status: 404,
		detail: `It is not shared with ${acting.account}.`
	});
}
