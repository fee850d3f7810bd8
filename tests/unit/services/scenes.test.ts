/** The scenes with services, step by step: which calls to KMS each makes, and as whom. */
import { describe, expect, test } from 'vitest';
import { fromHex } from '$lib/domain/bytes';
import type { AccountId } from '$lib/domain/ids';
import { billOf } from '$lib/bill/bill';
import { readLedger } from '$lib/bill/ledger';
import { monthOf } from '$lib/bill/month';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { scenarioById } from '$lib/scenarios';
import { playScenario } from '$lib/scenarios/run';
import { callsTo, cloud, HOME, newKey, OTHER } from './services';

async function played(id: string) {
	const scenario = scenarioById(id)!;
	const { played: steps } = await playScenario(
		scenario,
		createInProcessHsm({ seed: fromHex(scenario.seed) })
	);
	return steps;
}
/** By phase: the operations of KMS, in order. */
async function sequenceOf(id: string) {
	const steps = await played(id);
	return steps.map(({ step, entry }) => [step.phase, callsTo(entry).map(({ operation }) => operation)]);
}

test('dead-key: what asks KMS fails at once, what holds a data key later (section 18)', async () => {
	expect(await sequenceOf('dead-key')).toEqual([
		['Disable the key', ['DisableKey']],
		['S3: fails at once', ['Decrypt']],
		['Secrets Manager: at once', ['Decrypt']],
		['S3 with a Bucket Key: works', []],
		['EBS, attached: works', []],
		['RDS: works', []],
		['DynamoDB: works', []],
		['SQS: works', []],
		['Lambda, warm: works', []],
		['EBS: detached', ['RetireGrant']],
		['EBS: attached again? Accepted', ['CreateGrant']],
		['An hour later', []],
		['S3 with a Bucket Key: fails', ['Decrypt']],
		['RDS: stopped', []],
		['DynamoDB: inaccessible', []],
		['SQS: fails', ['Decrypt']],
		['Lambda, cold: fails', ['Decrypt']],
		['A week later', []],
		['Enable it again', ['EnableKey']],
		['S3: back', ['Decrypt']],
		['RDS: lost', []],
		['DynamoDB: archived', []]
	]);
	const steps = await played('dead-key');
	const statusesOf = (phase: string, ...types: readonly string[]) => {
		const { after } = steps.find(({ step }) => step.phase === phase)!;
		return [...after.resources.values()].filter(({ type }) => types.includes(type)).map((one) => one.status);
	};
	// The database, the instance of EC2 and its root volume, the volume, the table.
	expect(statusesOf('EBS: attached again? Accepted', 'volume')).toEqual(['in-use', 'in-use']);
	expect(statusesOf('An hour later', 'volume')).toEqual(['in-use', 'available']);
	expect(statusesOf('DynamoDB: archived', 'volume', 'instance', 'table')).toEqual([
		...['inaccessible-encryption-credentials', 'running', 'in-use', 'available'],
		'ARCHIVED'
	]);
});

test('rds-instance: the copy in the other account makes its calls there, and lives on', async () => {
	const steps = await played('rds-instance');
	const copy = steps.find(({ step }) => step.phase.startsWith('Copy it'))!;
	const rds = 'rds.eu-west-1.amazonaws.com';
	const bob = { caller: `arn:aws:iam::${OTHER}:user/Bob`, viaService: rds };
	expect(callsTo(copy.entry)).toMatchObject([
		{ operation: 'DescribeKey', ...bob },
		{ operation: 'CreateGrant', ...bob },
		{ operation: 'CreateGrant', ...bob },
		{ operation: 'GenerateDataKeyWithoutPlaintext', caller: rds },
		{ operation: 'Decrypt', caller: rds },
		{ operation: 'Decrypt', caller: rds }
	]);
	const [first, second] = [...copy.before.keys.keys()];
	expect(callsTo(copy.entry).map(({ keyId }) => keyId)).toEqual([
		second,
		first,
		second,
		second,
		first,
		second
	]);
	const { resources } = steps.at(-1)!.after;
	expect([...resources.values()].map(({ name, status }) => [name, status])).toEqual([
		['shop', 'inaccessible-encryption-credentials'],
		['monday', 'available'],
		['copy', 'available']
	]);
});

test('server-side-and-client-side: S3 calls for you, or you call', async () => {
	const steps = await played('server-side-and-client-side');
	const calls = steps.map(({ entry }) => callsTo(entry).map((one) => [one.operation, one.viaService]));
	const s3 = 's3.eu-west-1.amazonaws.com';
	expect(calls.slice(0, 6)).toEqual([
		[['GenerateDataKey', s3]],
		[['GenerateDataKey', undefined]],
		[],
		[['Decrypt', s3]],
		[],
		[['Decrypt', undefined]]
	]);
	const upload = steps[2]!.entry.trace.find((step) => step.kind === 'request');
	expect(upload).toMatchObject({ carries: [{ material: 'ciphertext' }] });
});

test('small-files: one call a file, or one for all; a Bucket Key asks once', async () => {
	const calls = (await sequenceOf('small-files')).map(([, operations]) => operations);
	expect(calls).toEqual([
		['Encrypt'],
		['Encrypt'],
		['Encrypt'],
		['GenerateDataKey'],
		['GenerateDataKey'],
		[]
	]);
});

describe('a thousand files of 1 KB, really done', () => {
	const FILES = 1000;

	test('direct Encrypt is a thousand calls, and within the quota; the bill says $0.003 beyond the free ones', async () => {
		const it = cloud();
		const KeyId = await newKey(it);
		await it.world.run({ type: 'quotas.set', on: true, ...it.world.acting });
		const Plaintext = new Uint8Array(1024);
		for (let file = 0; file < FILES; file++)
			await it.world.kms('Encrypt', { KeyId, Plaintext, EncryptionContext: { file: String(file) } });
		const path = it.world.timeline.path();
		const bill = billOf(readLedger(path), {
			account: HOME as AccountId,
			month: monthOf(it.world.state().time),
			year: 'today',
			until: it.world.state().time
		});
		const requests = bill.lines.find(({ kind }) => kind === 'requests')!;
		// CreateKey is a request, too.
		expect(requests).toMatchObject({ quantity: FILES + 1, free: FILES + 1, amount: 0 });
		expect((FILES / 10_000) * 0.03).toBeCloseTo(0.003);
		expect(scenarioById('small-files')!.note).toContain('$0.003');
	});

	test('behind a Bucket Key they are one call for an hour', async () => {
		const it = cloud();
		const SSEKMSKeyId = await newKey(it);
		await it.ask('s3', 'CreateBucket', { Bucket: 'files' });
		const sealing = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId, BucketKeyEnabled: true };
		const counts: number[] = [];
		for (let file = 0; file < 25; file++) {
			const Body = new Uint8Array(1024);
			const put = await it.ask('s3', 'PutObject', { Bucket: 'files', Key: `${file}`, Body, ...sealing });
			counts.push(put.kms.length);
		}
		expect(counts).toEqual([1, ...Array.from({ length: 24 }, () => 0)]);
	});
});
