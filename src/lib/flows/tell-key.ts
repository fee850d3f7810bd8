/** What becomes of a key, of what is written down beside it, and of the clock. */
import type { CaptionPart } from './beat';
import type { Naming } from './asks';
import { told, type KeyKind, type Part, type TellersOf } from './teller';
import { capital, day, say, shortKey, span } from './words';

/** Whom a grant is for, and what it lets them do: the long text has all of it. */
const tellGrant = (change: string, key: string): CaptionPart[] => {
	const short = change
		.replace(/arn:aws:(?:iam|sts)::\d+:(?:user|role|assumed-role)\//g, '')
		.replace(/aws:ec2-infrastructure\/i-/, 'the host of i-')
		.replace(/aws:ec2-infrastructure\//, '')
		.replace(/^rds\.\S+/, 'the service')
		.replace(
			/( may \w+), (.*)$/,
			(_, one: string, more: string) => `${one} and ${more.split(', ').length} more`
		);
	return short.startsWith('of ')
		? say(
				`The grant ${short.replace(/ (retired|revoked)$/, ' on ')}`,
				[key, 'kms-key'],
				` is ${short.split(' ').at(-1)}.`
			)
		: say('A grant on ', [key, 'kms-key'], `: ${short}.`);
};
/** People by their names; the long text has the whole ARN. */
const withoutArn = (text: string): string =>
	text.replace(/arn:aws:(?:iam|sts)::\d{12}:(?:user|role|assumed-role)\//g, '');

/** A key by its alias; one without is the key. */
const subject = (arn: string, naming: Naming): Part[] => {
	const name = naming.key(arn);
	return name.startsWith('alias/') ? [[name, 'kms-key']] : ['The ', ['key', 'kms-key']];
};

export const KEY_TELLERS: TellersOf<KeyKind> = {
	'key-transition': (s, naming) =>
		told(
			s.to === 'deleted'
				? say(...subject(s.keyArn, naming), ' is ', ['deleted', 'denied'], ': what it sealed stays sealed.')
				: s.from === 'none'
					? say('A new ', ['key', 'kms-key'], ` begins its life: ${s.to}.`)
					: say(...subject(s.keyArn, naming), ` goes from ${s.from} to ${s.to}.`),
			`${s.keyArn}: ${s.event} takes it from ${s.from} to ${s.to}.`
		),
	rotation: (s, naming) =>
		told(
			say(
				...subject(s.keyArn, naming),
				s.count !== undefined && s.count > 1 ? ` grows ${s.count} rings: ` : ' grows a ring: ',
				[`generation ${s.to}`, 'key-material'],
				' is now current.'
			),
			`${s.type} rotation of ${s.keyArn} on ${day(s.at)}: generation ${s.to} is current; the older ones can still decrypt. Key id and aliases stay.`
		),
	'rotation-settings': (s, naming) =>
		told(
			say(
				'Automatic rotation of ',
				[naming.key(s.keyArn), 'kms-key'],
				s.enabled ? ` is on: every ${s.periodInDays} days.` : ' is off.'
			),
			`${s.keyArn}: automatic rotation ${s.enabled ? 'enabled' : 'disabled'}, period ${s.periodInDays} days${s.nextAt ? `, next on ${day(s.nextAt)}` : ''}.`
		),
	alias: (s) =>
		told(
			s.to
				? say(
						[s.name, 'kms-key'],
						s.from ? ' moves to ' : ' now points to ',
						[shortKey(s.to), 'kms-key'],
						'.'
					)
				: say([s.name, 'kms-key'], ' is removed.'),
			`${s.name}: from ${s.from ?? 'no key'} to ${s.to ?? 'no key'}.`
		),
	record: (s, naming) =>
		told(
			s.what === 'IAM policies'
				? say(
						'IAM writes down the policies of ',
						[s.ref.split('/').at(-1) ?? s.ref, 'kms-key'],
						`: ${s.change}.`
					)
				: s.what === 'key store'
					? say('The key store ', [s.ref, 'kms-key'], ` is ${s.change.toLowerCase()}.`)
					: s.what === 'key policy'
						? say('The key policy of ', [naming.key(s.ref), 'kms-key'], ` is ${s.change}.`)
						: s.what === 'grant'
							? tellGrant(s.change, naming.key(s.ref))
							: say(
									`KMS writes down the ${s.what} of `,
									[naming.key(s.ref), 'kms-key'],
									`: ${withoutArn(s.change)}.`
								),
			`${capital(s.what)} of ${s.ref}: ${s.change}.`
		),
	clock: (s) =>
		told(
			say(`The clock moves ${span(s.to - s.from)} on, to ${day(s.to)}.`),
			`World time goes from ${new Date(s.from).toISOString()} to ${new Date(s.to).toISOString()}.`
		)
};
