/** The scenes of disks against the sequences of the facts: who calls what, in which account and Region, and who hears. */
import { expect, test } from 'vitest';
import { fromHex } from '$lib/domain/bytes';
import { createInProcessHsm } from '$lib/hsm/in-process';
import { SCENARIOS } from '$lib/scenarios';
import { playScenario } from '$lib/scenarios/run';
import { recordsOf } from '$lib/trail/records';
import { callsOf } from '$lib/world/api-calls';

const OWNER = '111122223333';
const OTHER = '444455556666';

async function played(id: string) {
	const scenario = SCENARIOS.find((one) => one.id === id)!;
	const done = await playScenario(scenario, createInProcessHsm({ seed: fromHex(scenario.seed) }));
	return {
		...done,
		/** Of each phase the calls to KMS: `Decrypt aws:ec2-infrastructure`. */
		calls: done.played.map(({ step, entry }) => [
			step.phase,
			...callsOf(entry)
				.filter(({ source }) => source === 'kms.amazonaws.com')
				.map(({ operation, caller }) => {
					const [, , , , account, kind = '', rest = ''] = caller.split(':');
					const who = rest === '' ? (kind.split('/')[1] ?? '') : 'EC2';
					return `${operation} ${who} ${account === OWNER ? 'owner' : 'other'}`;
				})
		]),
		/** Of a phase's calls: `CreateGrant` and whose trails have it. */
		trails: (phase: string) => {
			const { entry, before } = done.played.find(({ step }) => step.phase === phase)!;
			return recordsOf(entry, () => before).map(
				({ record }) =>
					`${record.eventName} ${record.recipientAccountId === OWNER ? 'owner' : 'other'}${record.errorCode === undefined ? '' : ` ${record.errorCode}`}`
			);
		}
	};
}

test('the life of a volume: KMS is asked at creation and at each attach, never by a read or a write', async () => {
	const { calls, played: steps } = await played('encrypted-volume');
	expect(calls).toEqual([
		['Create the volume', 'GenerateDataKeyWithoutPlaintext Alice owner'],
		['Attach it', 'CreateGrant Alice owner', 'Decrypt EC2 owner'],
		['Write a block'],
		['Disable the key', 'DisableKey Alice owner'],
		['Read while it is attached'],
		['Detach', 'RetireGrant EC2 owner'],
		['Attach again', 'CreateGrant Alice owner'],
		['Seconds later: not attached'],
		['Enable it', 'EnableKey Alice owner'],
		['Attach once more', 'CreateGrant Alice owner', 'Decrypt EC2 owner']
	]);
	const contexts = steps.flatMap(({ entry }) =>
		callsOf(entry).flatMap(({ input }) => {
			const { EncryptionContext } = input as { EncryptionContext?: Record<string, string> };
			return EncryptionContext ? [Object.keys(EncryptionContext).join()] : [];
		})
	);
	expect(new Set(contexts)).toEqual(new Set(['aws:ebs:id']));
});

test('six steps to another account: the source key is used once, and both trails have it', async () => {
	const { calls, trails, timeline } = await played('snapshot-to-another-account');
	expect(calls.map(([phase, ...made]) => [phase, made.length])).toEqual([
		['Near miss: under aws/ebs', 0],
		['1. Take a snapshot', 0],
		['2. Open the key policy', 1],
		['3. Share the snapshot', 0],
		['4. and 5. Copy it, under a key there', 7],
		['6. A volume from the copy', 1],
		['A volume straight from the share', 1],
		['The owner disables the key', 1],
		['Attach the one from the copy', 2],
		['Attach the one from the share', 1],
		['Seconds later: not attached', 0]
	]);
	expect(calls[4]?.slice(1)).toEqual([
		...['CreateGrant Bob other', 'Decrypt EC2 other', 'RetireGrant EC2 other'],
		...['CreateGrant Bob other', 'GenerateDataKeyWithoutPlaintext Bob other'],
		...['Decrypt EC2 other', 'RetireGrant EC2 other']
	]);
	expect(trails('4. and 5. Copy it, under a key there')).toEqual([
		...['CreateGrant other', 'CreateGrant owner', 'Decrypt other', 'Decrypt owner'],
		...['RetireGrant other', 'RetireGrant owner'],
		...['CreateGrant other', 'GenerateDataKeyWithoutPlaintext other', 'Decrypt other', 'RetireGrant other']
	]);
	const states = [...timeline.stateAt(timeline.head).resources.values()]
		.filter((one) => one.type === 'volume' && one.account === OTHER)
		.map(({ status }) => status);
	// Bob's root volume, the one from the copy, the one from the share.
	expect(states).toEqual(['in-use', 'in-use', 'available']);
});

test('the image that will not launch: only the launching account hears of the refusal', async () => {
	const { calls, trails, played: steps } = await played('shared-ami');
	expect(calls[1]).toEqual(['Bob launches it', 'DescribeKey Bob other']);
	expect(trails('Bob launches it')).toEqual(['DescribeKey other AccessDenied']);
	const states = steps.map(({ after }) =>
		[...after.resources.values()]
			.filter((one) => one.type === 'instance' && one.account === OTHER)
			.map(({ status, body }) => [status, body['stateReason']])
	);
	const pending = ['pending', undefined];
	const failed = ['terminated', 'Client.InternalError: Client error on launch'];
	expect(states).toEqual([[], [pending], [failed], [failed], [failed, ['running', undefined]]]);
	expect(trails('Bob launches it again').filter((one) => one.endsWith('owner'))).toEqual([
		'DescribeKey owner',
		'CreateGrant owner',
		'Decrypt owner',
		'RetireGrant owner'
	]);
});

test('to another Region: each key is used where it is', async () => {
	const { played: steps } = await played('copy-to-another-region');
	const copy = steps.find(({ step }) => step.phase === 'Copy under a key of there')!;
	const regions = callsOf(copy.entry)
		.filter(({ source }) => source === 'kms.amazonaws.com')
		.map(({ operation, region }) => `${operation} ${region}`);
	expect(regions).toEqual([
		...['CreateGrant eu-west-1', 'Decrypt eu-west-1', 'RetireGrant eu-west-1'],
		...['CreateGrant us-east-1', 'GenerateDataKeyWithoutPlaintext us-east-1'],
		...['Decrypt us-east-1', 'RetireGrant us-east-1']
	]);
});
