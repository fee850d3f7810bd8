/** How a blast radius says what dies, and in which rows a list shows it. */
import type { BlastRadius, Deed, Struck, StruckGeneration } from '$lib/blast/radius';
import { originOf } from '$lib/domain/key';
import { dateTimeOf } from './words';

export const DEED_WORDS: Readonly<Record<Deed, { readonly choose: string; readonly when: string }>> = {
	disable: { choose: 'Disable', when: 'If the key is disabled' },
	'schedule-deletion': { choose: 'Schedule deletion', when: 'If its deletion is scheduled' },
	delete: { choose: 'Delete', when: 'Once the key is deleted' },
	'lose-material': {
		choose: 'Lose imported material',
		when: 'If imported material is deleted or expires'
	},
	'change-policy': { choose: 'Change the policy', when: 'With this policy' }
};

/** Whether it can be undone, and by what. */
export function wayBack({ deed, key }: BlastRadius, days: number): string {
	switch (deed) {
		case 'disable':
			return 'EnableKey brings everything back.';
		case 'schedule-deletion':
			return `From now on like disabled. For ${days} days CancelKeyDeletion and EnableKey bring everything back; then it is lost for ever.`;
		case 'delete':
			return originOf(key) === 'EXTERNAL' && key.spec !== undefined
				? 'Your copy of the material can be imported into a new key; that key has another id.'
				: 'Nothing brings it back, not even the same material in a new key. AWS keeps no copy.';
		case 'lose-material':
			return 'Every generation must be there: losing one loses the use of the whole key, until the same bytes are imported again.';
		case 'change-policy':
			return 'Another PutKeyPolicy brings it back, as long as somebody may call it.';
	}
}

const things = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'thing' : 'things'}`;

/** "3 things fail at once, 1 goes on for a while, 2 live on." */
export function countWords({ count: { now, later, never } }: Pick<BlastRadius, 'count'>): string {
	const parts = [
		now > 0 && `${things(now)} ${now === 1 ? 'fails' : 'fail'} at once`,
		later > 0 &&
			`${now > 0 ? later.toLocaleString('en') : things(later)} ${later === 1 ? 'goes' : 'go'} on for a while`,
		never > 0 &&
			`${now + later > 0 ? never.toLocaleString('en') : things(never)} ${never === 1 ? 'lives' : 'live'} on`
	].filter((part) => part !== false);
	return parts.length === 0 ? 'nothing was sealed under it yet' : parts.join(', ');
}

export const endWords = { now: 'at once', later: 'later', never: 'lives on' } as const;

export interface ShownRow {
	readonly id: string;
	readonly title: string;
	/** What it is, where the title is its name. */
	readonly kind?: string;
	readonly ends: Struck['fate']['ends'];
	readonly says: string;
	readonly count: number;
}

/** By service and type; what the caller keeps has no service. */
const TYPES: Readonly<Record<string, readonly [one: string, many: string]>> = {
	' ciphertext': ['ciphertext of the caller', 'ciphertexts of the caller'],
	' message': ['message sealed client-side', 'messages sealed client-side'],
	's3 object': ['S3 object', 'S3 objects'],
	's3 bucket': ['S3 bucket', 'S3 buckets'],
	'ec2 volume': ['EBS volume', 'EBS volumes'],
	'ec2 snapshot': ['EBS snapshot', 'EBS snapshots'],
	'ec2 image': ['AMI', 'AMIs'],
	'ec2 instance': ['EC2 instance', 'EC2 instances'],
	'ec2 ebs-settings': ['setting for new disks', 'settings for new disks'],
	'ec2 auto-scaling-group': ['Auto Scaling group', 'Auto Scaling groups'],
	'rds instance': ['database instance', 'database instances'],
	'rds db-snapshot': ['database snapshot', 'database snapshots'],
	'secretsmanager secret': ['secret', 'secrets'],
	'secretsmanager secret-version': ['version of a secret', 'versions of secrets'],
	'dynamodb table': ['DynamoDB table', 'DynamoDB tables'],
	'dynamodb item': ['DynamoDB item', 'DynamoDB items'],
	'sqs queue': ['SQS queue', 'SQS queues'],
	'sqs message': ['SQS message', 'SQS messages'],
	'sns topic': ['SNS topic', 'SNS topics'],
	'sns published': ['SNS message', 'SNS messages'],
	'lambda function': ['Lambda function', 'Lambda functions'],
	'cloudtrail trail': ['trail', 'trails']
};
function typeWords({ type, service }: Struck, many: boolean): string {
	const known = TYPES[`${service ?? ''} ${type}`];
	return known ? known[many ? 1 : 0] : `${type}${many ? 's' : ''} of ${service ?? 'the caller'}`;
}

function says({ fate }: Struck): string {
	if (fate.ends === 'never') return fate.still;
	const then = fate.shows === undefined ? fate.then : `${fate.then}: ${fate.shows}`;
	if (fate.still === undefined) return then;
	const until = fate.until === undefined ? '' : `, until ${dateTimeOf(fate.until)}`;
	return `${fate.still}${until}; then it ${then}`;
}

/** More of one kind with one fate are one row. */
const ALONE = 3;

export function rowsOf({ number, things: all }: StruckGeneration): readonly ShownRow[] {
	const alike = new Map<string, Struck[]>();
	for (const one of all) {
		const { fate } = one;
		const id = `${one.service ?? ''} ${one.type} ${fate.ends} ${fate.ends === 'never' ? fate.still : fate.then}`;
		const group = alike.get(id);
		if (group) group.push(one);
		else alike.set(id, [one]);
	}
	const rank = { now: 0, later: 1, never: 2 } as const;
	return [...alike]
		.flatMap(([id, group]): ShownRow[] => {
			const [first] = group;
			if (group.length > ALONE && first)
				return [
					{
						id: `${number} ${id}`,
						title: `${group.length.toLocaleString('en')} ${typeWords(first, true)}`,
						ends: first.fate.ends,
						says: says(first),
						count: group.length
					}
				];
			return group.map((one) => ({
				id: `${number} ${one.id}`,
				title: one.name,
				kind: typeWords(one, false),
				ends: one.fate.ends,
				says: says(one),
				count: 1
			}));
		})
		.sort((a, b) => rank[a.ends] - rank[b.ends]);
}

/** Which deeds can befall the key. */
export function deedsFor(key: BlastRadius['key']): readonly Deed[] {
	const imported = originOf(key) === 'EXTERNAL' ? (['lose-material'] as const) : [];
	return ['disable', 'schedule-deletion', 'delete', ...imported];
}
