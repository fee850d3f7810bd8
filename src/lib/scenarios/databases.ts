/** Steps with services that hold data: what is asked of them, in short. */
import { asks } from './services';
import { arnAt } from './acting';
import type { ScenarioStep, SoFar } from './scenario';
import type { Command } from '$lib/domain/entry';

export const MINUTE = 60_000;
export const DAY = 86_400_000;

type Input = Readonly<Record<string, unknown>>;
type By = (command: (so: SoFar) => Command) => (so: SoFar) => Command;
const self: By = (command) => command;

export const later = (phase: string, by: number): ScenarioStep => ({
	phase,
	command: ({ acting }) => ({ type: 'clock.advance', by, ...acting })
});
/** A step that asks a service; `fails` where it must be refused, `by` where somebody else asks. */
export const ask = (
	phase: string,
	service: Parameters<typeof asks>[0],
	operation: string,
	input: Input | ((so: SoFar) => Input),
	{ fails, by = self }: { readonly fails?: string; readonly by?: By } = {}
): ScenarioStep => ({
	phase,
	...(fails !== undefined && { fails }),
	command: by(asks(service, operation, input))
});

const SHOP = { DBInstanceIdentifier: 'shop' };
export const createDatabase: ScenarioStep = ask('Create the database', 'rds', 'CreateDBInstance', (so) => ({
	...{ ...SHOP, StorageEncrypted: true },
	KmsKeyId: arnAt(so, 0)
}));
export const insertRow: ScenarioStep = ask('Write a row', 'rds', 'ExecuteStatement', {
	...SHOP,
	sql: "insert into letters values ('Meet me at the museum at noon.')"
});
export const selectRows = (phase: string, fails?: string, name = 'shop'): ScenarioStep =>
	ask(
		phase,
		'rds',
		'ExecuteStatement',
		{ DBInstanceIdentifier: name, sql: 'select * from letters' },
		fails === undefined ? {} : { fails }
	);
export const startDatabase = (phase: string, fails?: string): ScenarioStep =>
	ask(phase, 'rds', 'StartDBInstance', SHOP, fails === undefined ? {} : { fails });
export const snapshotDatabase: ScenarioStep = ask('Take a snapshot', 'rds', 'CreateDBSnapshot', {
	...SHOP,
	DBSnapshotIdentifier: 'monday'
});
export const restoreSnapshot = (phase: string, name: string): ScenarioStep =>
	ask(phase, 'rds', 'RestoreDBInstanceFromDBSnapshot', {
		DBSnapshotIdentifier: 'monday',
		DBInstanceIdentifier: name
	});
