/** What can be asked of the endpoint on the command line. */
import { parseArgs } from 'node:util';
import { accountId, region, type AccountId, type Region } from '$lib/domain/ids';

export interface EndpointOptions {
	readonly account?: AccountId;
	readonly region?: Region;
	/** A world file, or a set-up written by hand. */
	readonly world?: string;
	/** Where the world of a set-up is kept. */
	readonly keep?: string;
	/** 64 hex digits, or any text. */
	readonly seed?: string;
	readonly anyCredentials: boolean;
	readonly allowReset: boolean;
}

export interface StartOptions extends EndpointOptions {
	readonly port: number;
	readonly noBuild: boolean;
}

/** A sentence for whoever typed the command. */
export class OptionsError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'OptionsError';
	}
}

export const HELP = `Options
  --port N            where to listen, on the loopback interface only (4173; 0: any free port)
  --account ID        the world's account, 12 digits (111122223333)
  --region NAME       the world's own Region (eu-west-1); a call's Region is that of its signature
  --world FILE        loads the world of FILE and keeps it there; a set-up written by hand is only read
  --keep FILE         keeps the world of a set-up in FILE, and goes on with it next time
  --seed TEXT         the seed of a new world: 64 hex digits, or any text
  --any-credentials   takes any access key as that of the account's administrator; no signature is checked
  --allow-reset       lets POST /_glass/reset empty the world
`;

/** @throws OptionsError */
export function parseOptions(args: readonly string[]): StartOptions {
	const values = parse(args);
	const port = Number(values.port);
	if (!Number.isInteger(port) || port < 0 || port > 65_535)
		throw new OptionsError(`--port wants a number from 0 to 65535, not "${values.port}".`);
	const checked = <T>(name: string, text: string, read: (text: string) => T): T => {
		try {
			return read(text);
		} catch (error) {
			throw new OptionsError(`--${name}: ${(error as Error).message}.`);
		}
	};
	return {
		port,
		noBuild: values['no-build'],
		...(values.account !== undefined && { account: checked('account', values.account, accountId) }),
		...(values.region !== undefined && { region: checked('region', values.region, region) }),
		...(values.world !== undefined && { world: values.world }),
		...(values.keep !== undefined && { keep: values.keep }),
		...(values.seed !== undefined && { seed: values.seed }),
		anyCredentials: values['any-credentials'],
		allowReset: values['allow-reset']
	};
}

function parse(args: readonly string[]) {
	try {
		return parseArgs({
			args: [...args],
			options: {
				port: { type: 'string', default: '4173' },
				'no-build': { type: 'boolean', default: false },
				account: { type: 'string' },
				region: { type: 'string' },
				world: { type: 'string' },
				keep: { type: 'string' },
				seed: { type: 'string' },
				'any-credentials': { type: 'boolean', default: false },
				'allow-reset': { type: 'boolean', default: false }
			}
		}).values;
	} catch (error) {
		throw new OptionsError((error as Error).message);
	}
}
