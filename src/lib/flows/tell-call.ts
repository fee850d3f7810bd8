/** A call and its checks: asked, found, allowed, in the right state, answered. */
import { askOf, handsOver } from './asks';
import { becauseOf } from './because';
import { told, who, type CallKind, type Part, type TellersOf } from './teller';
import { listOf, nameOf, ROOM, say, shortKey, THE_ACTOR } from './words';

/** Who decided, where a person would say so. */
const DECIDERS: Readonly<Record<string, string>> = {
	keyPolicy: 'the key policy',
	iamPolicy: 'IAM',
	grant: 'a grant'
};
/** Shorter than the reason itself, which the long text has. */
const DENIALS: Readonly<Record<string, string>> = {
	IMPLICIT_NO_KEY_POLICY_ALLOW: 'the key policy lets in neither the caller nor the account.',
	IMPLICIT_NO_DELEGATION: 'IAM says yes, but the key policy does not leave it to the account.',
	CROSS_ACCOUNT_NO_KEY_POLICY: 'the key policy of the other account does not let the caller in.',
	CROSS_ACCOUNT_NO_IAM: 'the key policy there would allow it, but no IAM policy here does.',
	GRANT_NOT_YET_CONSISTENT: 'the grant is not known everywhere yet, and no token came.'
};
/** An answer that only says yes. */
export const VERDICTS: Readonly<Record<string, readonly Part[]>> = {
	Verify: ['the ', ['signature', 'signature'], ' ', ['fits', 'allowed']],
	VerifyMac: ['the ', ['MAC', 'signature'], ' ', ['fits', 'allowed']]
};
/** An explicit Deny is said to be more than a missing yes. */
const overriding = (reasonCode: string, reason: string): string => {
	const longer = reason.replace(/\.$/, ', whatever else allows it.');
	return /EXPLICIT/.test(reasonCode) && longer.length + 8 <= ROOM ? longer : reason;
};
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

export const CALL_TELLERS: TellersOf<CallKind> = {
	request: (s, naming) => {
		const things = s.carries.filter((t) => t.material !== 'context');
		const describe = `${who(s.from)} calls ${s.operation} on ${THE_ACTOR[s.to]}. The request carries ${listOf(s.carries)}.`;
		if (s.to === 'hsm') return told(say(...handsOver(s.operation, s.keyRef, things, naming)), describe);
		const asked = s.to === 'kms' ? askOf(s.operation, s.keyRef, things, naming) : undefined;
		if (asked) return told(say(`${who(s.from)} asks ${THE_ACTOR[s.to]} `, ...asked, '.'), describe);
		const what = things[0];
		return told(
			[
				...say(`${who(s.from)} asks ${THE_ACTOR[s.to]} for ${s.operation}`),
				...(s.keyRef ? say(' under ', [naming.key(s.keyRef), 'kms-key']) : []),
				...(what ? say(', with the ', [nameOf(what), what.material]) : []),
				...say('.')
			],
			describe
		);
	},
	resolve: (s, naming) => {
		if (!s.keyArn && s.by === 'ciphertext')
			return told(
				say(
					'The ',
					['ciphertext', 'ciphertext'],
					' names its ',
					['key material', 'key-material'],
					': ',
					['no key here has it', 'denied'],
					'.'
				),
				`The ciphertext names ${s.ref}; no key of this Region has it.`
			);
		if (!s.keyArn)
			return told(
				say('KMS looks for ', [shortKey(s.ref), 'denied'], ' and finds no such key here.'),
				`KMS looks for ${s.ref} and finds no key.`
			);
		const key: [string, 'kms-key'] = [shortKey(s.keyArn), 'kms-key'];
		const named: [string, 'kms-key'] = [naming.key(s.keyArn), 'kms-key'];
		const full = `The request names ${s.ref}; it stands for ${s.keyArn}.`;
		if (s.by === 'alias')
			return told(say([s.alias ?? shortKey(s.ref), 'kms-key'], ' points to ', key, '.'), full);
		if (s.by === 'ciphertext')
			return told(
				named[0] === key[0]
					? say('The ', ['ciphertext', 'ciphertext'], ' itself names ', key, '.')
					: say('The ', ['ciphertext', 'ciphertext'], ' names its key by id: it is ', named, '.'),
				`The ciphertext names the key that sealed it: ${s.keyArn}.`
			);
		return told(say('KMS finds ', named, named[0] === key[0] ? '.' : ' by its key id.'), full);
	},
	authorize: (s) => {
		const { allowed, decidedBy, reason, reasonCode = '', walk } = s.decision;
		const by = DECIDERS[decidedBy];
		const overruled = (walk ?? []).filter((one) => one.overruled).length;
		const full = `${s.action}: ${reason}${overruled ? ' An explicit Deny overrides every Allow.' : ''}`;
		if (allowed)
			return told(
				say(['Allowed', 'allowed'], `${by ? ` by ${by}` : ''}: the caller may use ${s.action}.`),
				full
			);
		return told(
			say(['Denied', 'denied'], `: ${DENIALS[reasonCode] ?? overriding(reasonCode, lower(reason))}`),
			full
		);
	},
	'key-state': (s) =>
		told(
			s.allowed
				? say('The ', ['key', 'kms-key'], ' is ', [s.state, 'allowed'], ', so the call goes on.')
				: say('The ', ['key', 'kms-key'], ' is ', [s.state, 'denied'], ', so KMS stops here.'),
			`Key state of ${s.keyArn}: ${s.state}. ${s.allowed ? 'The operation is possible.' : 'The operation is not possible in this state.'}`
		),
	answer: (s) => {
		if (s.error) {
			const because = becauseOf(s.error);
			return told(
				say(
					`${who(s.from)} answers `,
					[s.error.code, 'denied'],
					because && s.from === 'kms' ? `: ${because}.` : '.'
				),
				`${s.error.code} (HTTP ${s.error.status}): ${s.error.message} ${s.error.why.detail}`
			);
		}
		const parts = s.carries
			.filter((t) => t.material !== 'context')
			.map((t): [string, typeof t.material] => [nameOf(t), t.material]);
		const words = parts.flatMap((part, i) => [
			i === 0 ? 'the ' : i === parts.length - 1 ? ' and the ' : ', the ',
			part
		]);
		return told(
			parts.length
				? say(`${who(s.from)} returns `, ...words, parts.length > 2 ? '.' : ` to ${THE_ACTOR[s.to]}.`)
				: say(
						`${who(s.from)} answers ${THE_ACTOR[s.to]}: `,
						...(VERDICTS[s.operation] ?? [`${s.operation} is `, ['done', 'allowed']]),
						'.'
					),
			`${who(s.from)} answers ${s.operation} to ${THE_ACTOR[s.to]} with ${listOf(s.carries)}.`
		);
	}
};
