/** What RDS keeps: database instances and snapshots, each with its encrypted storage. */
import type { AccountId } from '$lib/domain/ids';
import type { ResourceRecord } from '$lib/domain/service';
import { textOf } from '../input';
import type { Blocks } from '../blocks';
import { arnHere, find } from '../records';
import type { ServiceCall } from '../service';

/** Made by the user when the storage is made; RDS uses the key under it from then on. */
export interface StorageGrant {
	readonly id: string;
	/** Until the grant is known everywhere. */
	readonly token: string;
}
/** Blocks of a database, encrypted. */
export interface Storage {
	/** `db-…`, in the encryption context. */
	readonly dbId: string;
	readonly volumeId: string;
	readonly grant: StorageGrant;
	readonly blocks: Blocks;
}
export type InstanceBody = Storage;
export interface SnapshotBody extends Storage {
	readonly of: string;
	/** Accounts that may copy it. */
	readonly sharedWith: readonly AccountId[];
}
export type Instance = ResourceRecord<InstanceBody>;
export type Snapshot = ResourceRecord<SnapshotBody>;

export const instanceArn = (call: ServiceCall, name: string): string => arnHere(call, `db:${name}`);
export const snapshotArn = (call: ServiceCall, name: string): string => arnHere(call, `snapshot:${name}`);

export function findInstance(call: ServiceCall): Instance {
	const name = textOf(call, 'DBInstanceIdentifier');
	return find<InstanceBody>(
		call,
		{ arn: instanceArn(call, name), type: 'instance' },
		{ code: 'DBInstanceNotFound', message: `DBInstance ${name} not found.`, status: 404 }
	);
}
/** One's own by name; a shared one by its ARN. */
export function findSnapshot(call: ServiceCall, member: string): Snapshot {
	const name = textOf(call, member);
	const arn = name.startsWith('arn:') ? name : snapshotArn(call, name);
	return find<SnapshotBody>(
		call,
		{ arn, type: 'db-snapshot' },
		{ code: 'DBSnapshotNotFound', message: `DBSnapshot ${name} not found.`, status: 404 }
	);
}
