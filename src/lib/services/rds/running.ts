/** An instance that runs: its data key in the host's memory, and the key watched over by RDS. */
import type { KeyArn } from '$lib/domain/ids';
import type { ResourceRecord, SealedUnder } from '$lib/domain/service';
import type { Blocks } from '../blocks';
import { hold } from '../memory';
import { arnHere, putNew } from '../records';
import { letGo } from '../sealing';
import { ServiceError, type ServiceCall } from '../service';
import { noted } from '../told';
import { instanceArn, type Instance, type InstanceBody } from './records';
import { grantToRds, newStorageKey, openStorageKey, write } from './storage';

/** Opens the data key under the grant. @throws ServiceError KMSKeyNotAccessibleFault */
export async function running(call: ServiceCall, instance: Instance): Promise<Instance> {
	const [sealed] = instance.sealed;
	if (!sealed) throw new Error('expected an instance with an encrypted data key');
	const { grant } = instance.body;
	const key = await openStorageKey(call, instance, sealed, grant);
	const memory = hold(call, key, { name: 'storage key', where: 'on the host, while the database runs' });
	return {
		...instance,
		...{ memory, status: 'available' },
		watch: { keyArn: sealed.keyArn, grantId: grant.id }
	};
}

/** A new, running instance with storage of its own. */
export async function newInstance(
	call: ServiceCall,
	{ name, keyArn, rows }: { name: string; keyArn: KeyArn; rows: readonly string[] }
): Promise<Instance> {
	const { account, region } = call.acting;
	const arn = instanceArn(call, name);
	const ids = { dbId: call.newId('db'), volumeId: call.newId('vol') };
	const grant = await grantToRds(call, keyArn, ids.dbId);
	const place = { arn, account, region };
	const sealed = await newStorageKey(call, { place, keyArn, ids, grant });
	const body: InstanceBody = { ...ids, grant, blocks: {} };
	const empty = {
		arn,
		account,
		region,
		name,
		service: 'rds',
		type: 'instance',
		at: call.time,
		body
	} as const;
	const instance = await running(call, { ...empty, sealed: [sealed] });
	const key = call.recall(instance.memory!.wrapped);
	const blocks = write(call, key, rows, name);
	noted(call, name, 'is available');
	return putNew(call, { ...instance, body: { ...body, blocks } });
}

/** The same rows, read under one key and written under another. */
export async function moveStorage(
	call: ServiceCall,
	{ from, to }: { from: Sealed; to: Sealed },
	reseal: (open: Uint8Array, seal: Uint8Array) => Blocks
): Promise<Blocks> {
	const opened = await openStorageKey(call, from.place, from.sealed, from.grant);
	const sealing = await openStorageKey(call, to.place, to.sealed, to.grant);
	const blocks = reseal(opened, sealing);
	letGo(call, opened);
	letGo(call, sealing);
	return blocks;
}
export interface Sealed {
	readonly place: Pick<ResourceRecord, 'arn' | 'account' | 'region'>;
	readonly sealed: SealedUnder;
	readonly grant: InstanceBody['grant'];
}

/** @throws ServiceError InvalidDBInstanceState */
export function requireStatus(instance: Instance, ...allowed: readonly string[]): void {
	if (allowed.includes(instance.status ?? '')) return;
	throw new ServiceError(
		'InvalidDBInstanceState',
		`Instance ${instance.name} is not in ${allowed.join(' or ')} state.`,
		{ detail: `It is ${instance.status}.` }
	);
}
export const permitOn = (call: ServiceCall, action: string, name: string, kind: 'db' | 'snapshot'): void =>
	call.permit({
		action: `rds:${action}`,
		resourceArn: arnHere(call, `${kind}:${name}`),
		owner: call.acting.account
	});
