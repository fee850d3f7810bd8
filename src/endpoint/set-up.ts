/**
 * A world written by hand, for reproducible set-ups: keys of fixed id, alias, policy, tags and material. It is carried
 * out as the calls any client would make; only the key ids are given. Material enters by ImportKeyMaterial, wrapped
 * under a key of the HSM, is kept as a token, and nothing carries it out again.
 *
 *     { "format": "glass-kms-set-up", "version": 1, "seed": "anything", "region": "eu-west-1",
 *       "keys": [{ "KeyId": "1234abcd-12ab-34cd-56ef-1234567890ab", "Aliases": ["alias/app"], "Material": "<base64>" }] }
 */
import { createHash, randomBytes } from 'node:crypto';
import { fromBase64 } from '$lib/domain/bytes';
import type { Acting, Command } from '$lib/domain/entry';
import { accountId, keyId, region, type AccountId, type KeyId, type Region } from '$lib/domain/ids';
import type { Output } from '$lib/domain/operations';
import { wrapForImport } from '$lib/crypto/asymmetric/import-wrap';
import { wipe } from '$lib/crypto/wipe';
import type { RunningWorld } from '$lib/world/running-world';
import { signersOf } from './principals';

export interface SetUpKey {
	readonly KeyId: KeyId;
	/** Absent: the world's. */
	readonly Account?: AccountId;
	readonly Region?: Region;
	readonly Description?: string;
	readonly KeySpec?: string;
	readonly KeyUsage?: string;
	readonly MultiRegion?: boolean;
	/** A policy document, or its text. */
	readonly Policy?: unknown;
	readonly Tags?: readonly { readonly TagKey: string; readonly TagValue: string }[];
	readonly Aliases?: readonly string[];
	/** Base64 of the raw bytes, or PKCS #8 as PEM. Makes the key one of Origin EXTERNAL. */
	readonly Material?: string;
	/** Days between automatic rotations; they are off without it. */
	readonly RotationPeriodInDays?: number;
	/** Absent: true. */
	readonly Enabled?: boolean;
}

export interface SetUp {
	readonly seed?: string;
	readonly account?: AccountId;
	readonly region?: Region;
	/** World time at the start, milliseconds since 1970. */
	readonly startsAt?: number;
	readonly keys: readonly SetUpKey[];
}

/** A set-up that cannot be read or carried out: a sentence for whoever wrote it. */
export class SetUpError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'SetUpError';
	}
}

const MEMBERS = new Set(['format', 'version', 'seed', 'account', 'region', 'startsAt', 'keys']);
const KEY_MEMBERS: Readonly<Record<keyof SetUpKey, 'string' | 'boolean' | 'number' | 'list' | 'any'>> = {
	KeyId: 'string',
	Account: 'string',
	Region: 'string',
	Description: 'string',
	KeySpec: 'string',
	KeyUsage: 'string',
	MultiRegion: 'boolean',
	Policy: 'any',
	Tags: 'list',
	Aliases: 'list',
	Material: 'string',
	RotationPeriodInDays: 'number',
	Enabled: 'boolean'
};

/** @returns undefined for a file of another form. @throws SetUpError */
export function readSetUp(text: string): SetUp | undefined {
	let file: unknown;
	try {
		file = JSON.parse(text);
	} catch {
		return undefined;
	}
	if (!isRecord(file) || file.format !== 'glass-kms-set-up') return undefined;
	if (file.version !== 1)
		throw new SetUpError(`Expected version 1 of a set-up, got ${JSON.stringify(file.version)}.`);
	refuseUnknown(file, (name) => MEMBERS.has(name), 'the set-up');
	if (!Array.isArray(file.keys)) throw new SetUpError('Expected "keys" to be a list.');
	const keys = file.keys.map(readKey);
	const ids = keys.map((key) => [key.Account, key.Region, key.KeyId].join('/'));
	const twice = keys.find((_key, i) => ids.indexOf(ids[i]!) !== i);
	if (twice) throw new SetUpError(`Two keys have the id ${twice.KeyId}.`);
	const startsAt = file.startsAt === undefined ? undefined : Date.parse(textOf(file.startsAt, 'startsAt'));
	if (Number.isNaN(startsAt))
		throw new SetUpError('Expected "startsAt" to be a date such as 2026-01-01T09:00:00Z.');
	return {
		...(file.seed !== undefined && { seed: textOf(file.seed, 'seed') }),
		...(file.account !== undefined && {
			account: branded('account', () => accountId(textOf(file.account, 'account')))
		}),
		...(file.region !== undefined && {
			region: branded('region', () => region(textOf(file.region, 'region')))
		}),
		...(startsAt !== undefined && { startsAt }),
		keys
	};
}

function readKey(value: unknown, at: number): SetUpKey {
	const where = `keys[${at}]`;
	if (!isRecord(value)) throw new SetUpError(`Expected ${where} to be an object.`);
	refuseUnknown(value, (name) => Object.hasOwn(KEY_MEMBERS, name), where);
	for (const [name, type] of Object.entries(KEY_MEMBERS)) {
		const got = value[name];
		if (got === undefined || type === 'any') continue;
		if (type === 'list' ? !Array.isArray(got) : typeof got !== type)
			throw new SetUpError(`Expected ${where}.${name} to be a ${type}.`);
	}
	if (value.KeyId === undefined) throw new SetUpError(`Expected ${where} to have a KeyId.`);
	branded(`${where}.KeyId`, () => keyId(value.KeyId as string));
	if ((value.KeyId as string).startsWith('mrk-') !== (value.MultiRegion === true))
		throw new SetUpError(`Expected ${where} to have MultiRegion true just when its KeyId begins with mrk-.`);
	if (value.Account !== undefined) branded(`${where}.Account`, () => accountId(value.Account as string));
	if (value.Region !== undefined) branded(`${where}.Region`, () => region(value.Region as string));
	// Each member was checked above, by name and type.
	return value as unknown as SetUpKey;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function refuseUnknown(value: object, known: (name: string) => boolean, where: string): void {
	const strange = Object.keys(value).find((name) => !known(name));
	if (strange !== undefined) throw new SetUpError(`Expected no member "${strange}" in ${where}.`);
}

function textOf(value: unknown, where: string): string {
	if (typeof value !== 'string') throw new SetUpError(`Expected "${where}" to be text.`);
	return value;
}

function branded<T>(where: string, parse: () => T): T {
	try {
		return parse();
	} catch (error) {
		throw new SetUpError(`${where}: ${(error as Error).message}.`);
	}
}

/** 32 bytes: 64 hex digits as they are, any other text by its SHA-256. */
export const seedOf = (text: string): Buffer =>
	/^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : createHash('sha256').update(text).digest();

/** Makes the keys of a set-up in a new world. @throws SetUpError that names the key and AWS's refusal */
export async function carryOut(setUp: SetUp, world: RunningWorld): Promise<void> {
	for (const [at, key] of setUp.keys.entries()) await makeKey(key, world, `keys[${at}] (${key.KeyId})`);
}

async function makeKey(key: SetUpKey, world: RunningWorld, where: string): Promise<void> {
	const acting = actingFor(key, world, where);
	const call = async <T>(operation: string, input: object, more: object = {}): Promise<T> => {
		// The members come from a file: the operation's own check is what types them.
		const command = { type: 'kms', operation, input, ...more, ...acting } as unknown as Command;
		const { entry, output } = await world.run(command);
		if (!entry.outcome.ok) {
			const { code, message } = entry.outcome.error;
			throw new SetUpError(`${where}: ${operation} answers ${code}${message && `: ${message}`}`);
		}
		return output as T;
	};
	const { KeyId } = key;
	const { Description, KeySpec, KeyUsage, MultiRegion, Policy, Tags } = key;
	await call(
		'CreateKey',
		{
			...(Description !== undefined && { Description }),
			...(KeySpec !== undefined && { KeySpec }),
			...(KeyUsage !== undefined && { KeyUsage }),
			...(MultiRegion !== undefined && { MultiRegion }),
			...(Policy !== undefined && { Policy: typeof Policy === 'string' ? Policy : JSON.stringify(Policy) }),
			...(Tags !== undefined && { Tags }),
			...(key.Material !== undefined && { Origin: 'EXTERNAL' })
		},
		{ fixedKeyId: KeyId }
	);
	if (key.Material !== undefined) await importMaterial(key.Material);
	for (const AliasName of key.Aliases ?? []) await call('CreateAlias', { AliasName, TargetKeyId: KeyId });
	const { RotationPeriodInDays } = key;
	if (RotationPeriodInDays !== undefined) await call('EnableKeyRotation', { KeyId, RotationPeriodInDays });
	if (key.Enabled === false) await call('DisableKey', { KeyId });

	async function importMaterial(text: string): Promise<void> {
		const material = materialBytes(text, where);
		const symmetric = KeySpec === undefined || KeySpec === 'SYMMETRIC_DEFAULT' || KeySpec.startsWith('HMAC_');
		const algorithm = symmetric ? 'RSAES_OAEP_SHA_256' : 'RSA_AES_KEY_WRAP_SHA_256';
		const aesKey = randomBytes(32);
		try {
			const { ImportToken, PublicKey } = await call<Output<'GetParametersForImport'>>(
				'GetParametersForImport',
				{
					KeyId,
					WrappingAlgorithm: algorithm,
					WrappingKeySpec: 'RSA_2048'
				}
			);
			const EncryptedKeyMaterial = await wrapForImport({ publicKey: PublicKey, algorithm, material, aesKey });
			await call('ImportKeyMaterial', {
				KeyId,
				ImportToken,
				EncryptedKeyMaterial,
				ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
			});
		} finally {
			wipe(material);
			wipe(aesKey);
		}
	}
}

function actingFor(key: SetUpKey, { origin, state }: RunningWorld, where: string): Acting {
	const account = key.Account ?? origin.account;
	const caller = signersOf(origin, state).find((one) => one.account === account);
	if (!caller) throw new SetUpError(`${where}: no principal of this world is of account ${account}.`);
	return { caller: caller.arn, account, region: key.Region ?? origin.region };
}

function materialBytes(text: string, where: string): Uint8Array {
	const pem = /-----BEGIN PRIVATE KEY-----([\s\S]+)-----END PRIVATE KEY-----/.exec(text)?.[1];
	try {
		return fromBase64(pem ?? text);
	} catch {
		throw new SetUpError(`${where}: expected Material to be base64, or PKCS #8 as PEM.`);
	}
}
