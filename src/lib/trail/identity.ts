/** userIdentity: who called, as CloudTrail writes it. Ids and access keys are made up from the ARN. */
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from '$lib/domain/bytes';
import type { Json } from '$lib/domain/entry';

type Members = Record<string, Json>;

const idOf = (prefix: string, arn: string): string =>
	`${prefix}${toHex(sha256(utf8(arn)))
		.slice(0, 17)
		.toUpperCase()}`;

interface Person {
	readonly type: string;
	readonly principalId: string;
	readonly account: string;
	readonly members: Members;
}

function personOf(arn: string): Person {
	const [, , , , account = '', ...rest] = arn.split(':');
	// EC2's own role has a colon in its name.
	const what = rest.join(':');
	const [, name = what] = /^[^/]+\/(.+)$/.exec(what) ?? [];
	if (what === 'root') return { type: 'Root', principalId: account, account, members: { arn } };
	if (what.startsWith('user/')) {
		const userName = name.split('/').at(-1) ?? name;
		const members = { arn, accessKeyId: idOf('AKIA', arn), userName };
		return { type: 'IAMUser', principalId: idOf('AIDA', arn), account, members };
	}
	const isSession = what.startsWith('assumed-role/');
	const path = name.split('/');
	const role = isSession ? (path[0] ?? name) : (path.at(-1) ?? name);
	const session = isSession ? (path[1] ?? 'session') : 'session';
	// EC2's own hosts, under a grant: no role of the account stands behind them.
	if (role.startsWith('aws:'))
		return {
			type: 'AssumedRole',
			principalId: `${account}:${role}:${session}`,
			account,
			members: { arn, accessKeyId: '' }
		};
	const roleArn = isSession ? `arn:aws:iam::${account}:role/${role}` : arn;
	const principalId = idOf('AROA', roleArn);
	return {
		type: 'AssumedRole',
		principalId: `${principalId}:${session}`,
		account,
		members: {
			arn: isSession ? arn : `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
			accessKeyId: idOf('ASIA', arn),
			sessionContext: {
				sessionIssuer: { type: 'Role', principalId, arn: roleArn, accountId: account, userName: role }
			}
		}
	};
}

/** `viewedBy` is the account of the trail: another account sees less of the caller. */
export function identityOf(
	caller: string,
	{ viewedBy, invokedBy }: { readonly viewedBy: string; readonly invokedBy?: string | undefined }
): Members {
	if (/\.amazonaws\.com$/.test(caller)) return { type: 'AWSService', invokedBy: caller };
	const { type, principalId, account, members } = personOf(caller);
	if (account !== viewedBy) return { type: 'AWSAccount', principalId, accountId: account };
	return { type, principalId, ...members, accountId: account, ...(invokedBy && { invokedBy }) };
}
