import type { RequestPanel } from '$lib/view/service-form';

const SECRET = { name: 'SecretId', label: 'Secret', kind: 'resource', type: 'secret', by: 'arn' } as const;
const VALUE = { name: 'SecretString', label: 'Value', kind: 'long' } as const;

/** AWS Secrets Manager: each version of a secret under a data key of its own. */
export const PANEL: RequestPanel = {
	service: 'secretsmanager',
	about:
		'Each value has its own data key. Nothing is held in memory: a dead key shows at once, for reading and for writing.',
	types: { secret: 'Secrets', 'secret-version': 'Versions' },
	forms: [
		{
			operation: 'CreateSecret',
			says: 'The key is tried once (RequestToValidateKeyAccess); then the value gets a data key of its own.',
			fields: [
				{ name: 'Name', label: 'Name', kind: 'text', value: 'door-code' },
				{ ...VALUE, value: '4711' },
				{ name: 'KmsKeyId', label: 'KMS key', kind: 'key', own: 'alias/aws/secretsmanager (AWS managed)' }
			]
		},
		{
			operation: 'GetSecretValue',
			says: 'KMS opens the data key of this version, as you.',
			fields: [
				SECRET,
				{
					name: 'VersionStage',
					label: 'Version',
					kind: 'choice',
					options: [
						['AWSCURRENT', 'AWSCURRENT'],
						['AWSPREVIOUS', 'AWSPREVIOUS'],
						['AWSPENDING', 'AWSPENDING']
					]
				}
			]
		},
		{
			operation: 'PutSecretValue',
			says: 'A new version; the one before becomes AWSPREVIOUS.',
			fields: [SECRET, { ...VALUE, value: '0815' }]
		},
		{
			operation: 'UpdateSecret',
			says: 'Another key: the labelled versions are encrypted anew, older ones stay as they are.',
			fields: [
				SECRET,
				{ name: 'KmsKeyId', label: 'KMS key', kind: 'key', managed: 'alias/aws/secretsmanager' }
			]
		},
		{
			operation: 'PutResourcePolicy',
			says: 'Another account needs this, the key policy, and a permission of its own.',
			fields: [
				SECRET,
				{
					name: 'ResourcePolicy',
					label: 'Policy',
					kind: 'policy',
					value: JSON.stringify(
						{
							Version: '2012-10-17',
							Statement: [
								{
									Effect: 'Allow',
									Principal: { AWS: 'arn:aws:iam::444455556666:root' },
									Action: 'secretsmanager:GetSecretValue',
									Resource: '*'
								}
							]
						},
						null,
						2
					)
				}
			]
		}
	]
};
