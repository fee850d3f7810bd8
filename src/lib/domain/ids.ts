/**
 * Names of things: accounts, Regions, ARNs, key ids. Branded strings that only the parsers here make.
 * Source: KMS Developer Guide, "Key identifiers (KeyId)" (2026).
 */
export type AccountId = string & { readonly __brand: 'AccountId' };
export type Region = string & { readonly __brand: 'Region' };
/** A key id: a UUID, or `mrk-` and 32 hex digits. */
export type KeyId = string & { readonly __brand: 'KeyId' };
export type KeyArn = string & { readonly __brand: 'KeyArn' };
/** `alias/…` */
export type AliasName = string & { readonly __brand: 'AliasName' };
export type AliasArn = string & { readonly __brand: 'AliasArn' };
export type PrincipalArn = string & { readonly __brand: 'PrincipalArn' };
/** 64 lower-case hex digits. */
export type KeyMaterialId = string & { readonly __brand: 'KeyMaterialId' };

const KEY_ID = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;
const ARN = /^arn:(aws[a-z-]*):kms:([a-z0-9-]+):(\d{12}):(key|alias)\/(.+)$/;

function expected(what: string, got: unknown): never {
	throw new TypeError(`expected ${what}, got ${JSON.stringify(got)}`);
}

export const accountId = (text: string): AccountId =>
	/^\d{12}$/.test(text) ? (text as AccountId) : expected('an account id of 12 digits', text);
export const region = (text: string): Region =>
	/^[a-z]{2}(-[a-z]+)+-\d$/.test(text) ? (text as Region) : expected('a Region such as eu-west-1', text);
export const keyId = (text: string): KeyId =>
	KEY_ID.test(text) ? (text as KeyId) : expected('a key id (UUID or mrk-…)', text);
export const isKeyId = (text: string): text is KeyId => KEY_ID.test(text);
export const keyMaterialId = (text: string): KeyMaterialId =>
	/^[0-9a-f]{64}$/.test(text)
		? (text as KeyMaterialId)
		: expected('a key material id of 64 hex digits', text);

export const keyArn = (at: { region: Region; account: AccountId; keyId: KeyId }): KeyArn =>
	`arn:aws:kms:${at.region}:${at.account}:key/${at.keyId}` as KeyArn;
export const aliasArn = (at: { region: Region; account: AccountId; name: AliasName }): AliasArn =>
	`arn:aws:kms:${at.region}:${at.account}:${at.name}` as AliasArn;
export const userArn = (account: AccountId, name: string): PrincipalArn =>
	`arn:aws:iam::${account}:user/${name}` as PrincipalArn;
export const roleArn = (account: AccountId, name: string): PrincipalArn =>
	`arn:aws:iam::${account}:role/${name}` as PrincipalArn;

export type ParsedArn =
	| { readonly kind: 'key'; readonly region: Region; readonly account: AccountId; readonly keyId: string }
	| {
			readonly kind: 'alias';
			readonly region: Region;
			readonly account: AccountId;
			readonly name: AliasName;
	  };

/** Parses a KMS key or alias ARN; undefined if it is neither. */
export function parseKmsArn(text: string): ParsedArn | undefined {
	const match = ARN.exec(text);
	if (!match) return undefined;
	const [, , where, account, kind, rest] = match as unknown as [
		string,
		string,
		Region,
		AccountId,
		string,
		string
	];
	return kind === 'key'
		? { kind: 'key', region: where, account, keyId: rest }
		: { kind: 'alias', region: where, account, name: `alias/${rest}` as AliasName };
}

/** The account of an IAM principal's ARN; undefined if the ARN has none. */
export function accountOfPrincipal(arn: string): AccountId | undefined {
	return /^arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):/.exec(arn)?.[1] as AccountId | undefined;
}
