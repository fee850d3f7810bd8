import { did, generationUsed, key } from './checks';
import { createAlias, createKey, decrypt, encrypt, rotateNow, seedOf, START, TEXT } from './parts';
import { DAY } from '$lib/domain/key';
import { keyIdAt, kms, type Scenario, type ScenarioStep } from './scenario';
import { asks, createBucket, getObject } from './services';

const everyYear: ScenarioStep = {
	phase: 'Switch it on',
	command: kms('EnableKeyRotation', (so) => ({ KeyId: keyIdAt(so, 0) }))
};
const threeYears: ScenarioStep = {
	phase: 'Three years pass',
	command: (so) => ({ type: 'clock.advance', by: 1096 * DAY, ...so.acting })
};
/** Without a key of one's own: alias/aws/s3, which AWS makes with this first use. */
const putUnderAwsKey: ScenarioStep = {
	phase: 'Beside it: aws/s3',
	command: asks('s3', 'PutObject', {
		Bucket: 'museum-letters',
		Key: 'old.txt',
		Body: TEXT,
		ServerSideEncryption: 'aws:kms'
	})
};

export const automaticRotation: Scenario = {
	id: 'automatic-rotation',
	title: 'Three years of automatic rotation',
	question: 'Three years pass and the key rotates. Does the first text still open?',
	summary:
		'A key of yours and alias/aws/s3 rotate each year by themselves. Old data opens, new data takes the newest.',
	note: 'Its bill: $1.00 a month at first, $2.00 after the first rotation, $3.00 after the second, and still $3.00 after the third. alias/aws/s3 costs nothing, and its rotations neither; its requests count. By the rules of 2022 your key would cost $4.00 a month after three rotations, and aws/s3 would have rotated once: switch the rules under Bill.',
	seed: seedOf('glass-kms automatic rotation'),
	startsAt: START,
	setup: [createKey('letters'), createAlias('alias/letters'), createBucket, encrypt('Before')],
	steps: [
		everyYear,
		putUnderAwsKey,
		threeYears,
		encrypt('New data', 'new'),
		decrypt('Old data', 'sealed'),
		getObject('Old object', 'old.txt'),
		{ phase: 'Look back', command: kms('ListKeyRotations', (so) => ({ KeyId: keyIdAt(so, 0) })) }
	],
	predict: {
		before: 4,
		question: 'The first text was sealed three years and three rotations ago. What must be done to open it?',
		choices: [
			{ text: 'Nothing special', says: 'The ciphertext names its generation, and KMS keeps every one.' },
			{ text: 'Name the old generation', says: 'Nobody can: KMS reads it from the ciphertext.' },
			{ text: 'Re-encrypt it first', says: 'Rotation re-encrypts nothing, and nothing has to be.' }
		],
		right: 0
	},
	goal: {
		task: 'Let the key rotate three times by itself, then open what its first generation sealed.',
		checks: [
			{
				label: 'Three generations that came by themselves',
				holds: key(
					(one) => one.generations.filter(({ rotation }) => rotation?.type === 'AUTOMATIC').length >= 3
				)
			},
			{
				label: 'Opened with generation 1',
				holds: did('Decrypt', (entry) => generationUsed(entry) === 1)
			}
		],
		hints: {
			look: 'Tab Keys switches it on; the calendar lets the years pass.',
			think: 'Automatic rotation needs time; on-demand rotation is another thing, and does not count here.'
		},
		solution: [everyYear, threeYears, decrypt('Open it', 'sealed')],
		nearMiss: [everyYear, rotateNow, rotateNow, rotateNow, decrypt('Open it', 'sealed')]
	},
	shows: [22, 25, 28, 39, 77]
};
