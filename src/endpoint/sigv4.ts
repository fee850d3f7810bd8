/**
 * Checks AWS Signature Version 4 on a request to KMS.
 * Source: IAM User Guide, "Create a signed AWS API request". A signature is good for 5 minutes either way.
 * Differs from AWS: only the Authorization header is read (no presigned query), and only AWS4-HMAC-SHA256.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { region as toRegion, type Region } from '$lib/domain/ids';
import { WireError } from './wire-error';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const SKEW = 5 * 60_000;

export interface SignedRequest {
	readonly method: string;
	/** Path and query as the request line has them. */
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Uint8Array;
}

export interface Scope {
	readonly keyId: string;
	/** YYYYMMDD. */
	readonly date: string;
	readonly region: Region;
}

interface Authorization extends Scope {
	readonly scope: string;
	readonly signedHeaders: readonly string[];
	readonly signature: string;
	/** ISO 8601 basic: 20261124T103000Z. */
	readonly time: string;
}

const incomplete = (message: string): WireError => new WireError('IncompleteSignatureException', message);
const invalid = (message: string): WireError => new WireError('InvalidSignatureException', message);

/** What the Authorization header claims, unchecked. @throws WireError */
export function readAuthorization(headers: IncomingHttpHeaders): Authorization {
	const { authorization } = headers;
	if (authorization === undefined || authorization.trim() === '')
		throw new WireError('MissingAuthenticationTokenException', 'Missing Authentication Token');
	const [algorithm, ...rest] = authorization.trim().split(/\s+/);
	if (algorithm !== ALGORITHM) throw incomplete(`Unsupported AWS 'algorithm': '${algorithm}'.`);
	const given = parametersOf(rest.join(' '));
	const time = first(headers['x-amz-date']);
	const missing = ['Credential', 'Signature', 'SignedHeaders']
		.filter((name) => !given.get(name))
		.map((name) => `Authorization header requires '${name}' parameter.`);
	if (!time)
		missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
	if (missing.length > 0 || !time)
		throw incomplete(`${missing.join(' ')} Authorization=${ALGORITHM} ${rest.join(' ')}`.slice(0, 1024));
	const credential = given.get('Credential') ?? '';
	const parts = credential.split('/');
	const [keyId = '', date = '', where = '', service, end] = parts;
	if (parts.length !== 5)
		throw incomplete(
			`Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`
		);
	const faults: string[] = [];
	const region = regionOf(where);
	if (!region) faults.push('Credential should be scoped to a valid region.');
	if (service !== 'kms') faults.push("Credential should be scoped to correct service: 'kms'.");
	if (end !== 'aws4_request')
		faults.push(`Credential should be scoped with a valid terminator: 'aws4_request', not '${end}'.`);
	if (!time.startsWith(date) || date.length !== 8)
		faults.push(
			`Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${time.slice(0, 8)}', from '${time}'.`
		);
	if (faults.length > 0 || !region) throw invalid(faults.join(' '));
	const signedHeaders = (given.get('SignedHeaders') ?? '').toLowerCase().split(';');
	if (!signedHeaders.includes('host'))
		throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
	const scope = `${date}/${region}/kms/aws4_request`;
	return { keyId, date, region, scope, signedHeaders, signature: given.get('Signature') ?? '', time };
}

/** `Credential=a, SignedHeaders=b, Signature=c`, with or without spaces after the commas. */
function parametersOf(text: string): ReadonlyMap<string, string> {
	return new Map(
		text.split(',').map((part) => {
			const at = part.indexOf('=');
			return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
		})
	);
}

function regionOf(name: string): Region | undefined {
	try {
		return toRegion(name);
	} catch {
		return undefined;
	}
}

const first = (value: string | string[] | undefined): string | undefined =>
	Array.isArray(value) ? value[0] : value;

/** @param now wall clock, milliseconds. @throws WireError */
export function checkSignature(of: {
	readonly request: SignedRequest;
	readonly authorization: Authorization;
	readonly secret: string;
	readonly now: number;
}): void {
	const { request, authorization, secret, now } = of;
	checkTime(authorization.time, now);
	const text = [
		ALGORITHM,
		authorization.time,
		authorization.scope,
		sha256(canonicalRequest(request, authorization.signedHeaders))
	].join('\n');
	const expected = hmac(signingKey(secret, authorization), text);
	const got = Buffer.from(authorization.signature, 'hex');
	if (got.length !== expected.length || !timingSafeEqual(got, expected))
		throw invalid(
			'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'
		);
}

function checkTime(time: string, now: number): void {
	const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time);
	if (!match)
		throw incomplete(
			`Date must be in ISO-8601 'basic format'. Got '${time}'. See http://en.wikipedia.org/wiki/ISO_8601`
		);
	const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
		number,
		number,
		number,
		number,
		number,
		number
	];
	const signed = Date.UTC(year, month - 1, day, hour, minute, second);
	if (signed < now - SKEW)
		throw invalid(
			`Signature expired: ${time} is now earlier than ${basic(now - SKEW)} (${basic(now)} - 5 min.)`
		);
	if (signed > now + SKEW)
		throw invalid(
			`Signature not yet current: ${time} is still later than ${basic(now + SKEW)} (${basic(now)} + 5 min.)`
		);
}

const basic = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');

/** Query parameters sorted as sent; KMS has none, so nothing is encoded again. */
function canonicalRequest({ method, url, headers, body }: SignedRequest, signed: readonly string[]): string {
	const [path = '/', query = ''] = url.split('?');
	const canonicalQuery = query
		.split('&')
		.filter((pair) => pair !== '')
		.map((pair) => (pair.includes('=') ? pair : `${pair}=`))
		.sort()
		.join('&');
	const lines = signed.map((name) => `${name}:${valueOf(headers[name])}\n`);
	return [method, path, canonicalQuery, lines.join(''), signed.join(';'), sha256(body)].join('\n');
}

const valueOf = (value: string | string[] | undefined): string =>
	(Array.isArray(value) ? value : [value ?? '']).map((one) => one.trim().replace(/\s+/g, ' ')).join(',');

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: string | Uint8Array, text: string): Buffer =>
	createHmac('sha256', key).update(text).digest();

/** By secret and scope: it changes once a day and Region. */
const keys = new Map<string, Buffer>();
function signingKey(secret: string, { date, region }: Scope): Buffer {
	const name = `${secret}/${date}/${region}`;
	let key = keys.get(name);
	if (!key) {
		key = [region, 'kms', 'aws4_request'].reduce<Buffer>(hmac, hmac(`AWS4${secret}`, date));
		if (keys.size > 100) keys.clear();
		keys.set(name, key);
	}
	return key;
}
