/** A person's own policies: from what the AWS CLI and CloudTrail print to the reason of a refusal. */
import { expect, test } from 'vitest';
import { bring } from '$lib/policy/bring';
import { explain } from '$lib/policy/evaluate';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ROLE = 'arn:aws:iam::111122223333:role/team/Reader';
const describeKey = JSON.stringify({
	KeyMetadata: { Arn: KEY, KeyState: 'Enabled', KeySpec: 'SYMMETRIC_DEFAULT', KeyManager: 'CUSTOMER' }
});
const keyPolicy = JSON.stringify({
	Policy: JSON.stringify({
		Version: '2012-10-17',
		Statement: [
			{
				Effect: 'Allow',
				Principal: { AWS: 'arn:aws:iam::111122223333:root' },
				Action: 'kms:*',
				Resource: '*'
			}
		]
	}),
	PolicyName: 'default'
});
const details = (action: string): string =>
	JSON.stringify({
		UserDetailList: [],
		RoleDetailList: [
			{
				Arn: ROLE,
				RoleName: 'Reader',
				RolePolicyList: [],
				AttachedManagedPolicies: [
					{ PolicyName: 'UseKeys', PolicyArn: 'arn:aws:iam::111122223333:policy/UseKeys' },
					{ PolicyName: 'Elsewhere', PolicyArn: 'arn:aws:iam::aws:policy/Elsewhere' }
				]
			}
		],
		Policies: [
			{
				Arn: 'arn:aws:iam::111122223333:policy/UseKeys',
				PolicyVersionList: [
					{ IsDefaultVersion: false, Document: {} },
					{
						IsDefaultVersion: true,
						Document: { Statement: [{ Effect: 'Allow', Action: action, Resource: KEY }] }
					}
				]
			}
		]
	});
const record = JSON.stringify({
	eventSource: 'kms.amazonaws.com',
	eventName: 'Decrypt',
	awsRegion: 'us-east-1',
	errorCode: 'AccessDenied',
	errorMessage: `User: arn:aws:sts::111122223333:assumed-role/Reader/me is not authorized to perform: kms:Decrypt on resource: ${KEY} because no identity-based policy allows the kms:Decrypt action`,
	userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/Reader/me' },
	requestParameters: null
});

test('outputs pasted after one another make a world in which the call is refused for the same reason', () => {
	const { world, call, found, unknown } = bring(
		`${describeKey}\n${keyPolicy}\n\n${details('kms:Encrypt')} ${record}`
	);
	expect(found).toHaveLength(4);
	expect(unknown.join('\n')).toContain('Elsewhere');
	expect(call).toMatchObject({ action: 'kms:Decrypt', keyRef: KEY, region: 'us-east-1' });
	const { decision, message } = explain(world, call!);
	expect(decision).toBe('deny');
	expect(message).toContain('no identity-based policy allows the kms:Decrypt action');
});

test('where IAM allows it, it is allowed', () => {
	const { world, call } = bring(describeKey + keyPolicy + details('kms:Decrypt') + record);
	expect(explain(world, call!).decision).toBe('allow');
});

test('a record alone names its key; what is assumed is said', () => {
	const { world, unknown } = bring(record);
	expect(world.keys[0]?.arn).toBe(KEY);
	expect(unknown.join('\n')).toMatch(/default policy of the API is assumed[^]*nothing is allowed by IAM/);
});

test('what is no JSON is a SyntaxError, what is unknown is listed, and a broken policy allows nothing', () => {
	expect(() => bring('{"KeyMetadata": ')).toThrow(SyntaxError);
	expect(bring('{"Volumes":[]}').unknown[0]).toContain('Volumes');
	const broken = JSON.stringify({ Policy: '{"Statement": [' });
	const { world, call } = bring(describeKey + broken + details('kms:Decrypt') + record);
	expect(explain(world, call!).decision).toBe('deny');
});
