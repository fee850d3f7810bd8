import type { Form } from '$lib/view/service-form';

const TRAIL = { name: 'Name', label: 'Trail', kind: 'resource', type: 'trail' } as const;
const KEY = { name: 'KmsKeyId', label: 'Key of the files', kind: 'key' } as const;

export const FORMS: readonly Form[] = [
	{
		operation: 'CreateTrail',
		says: 'CloudTrail tries the key in its own name. Key policy and bucket policy must name cloudtrail.amazonaws.com.',
		fields: [
			{ name: 'Name', label: 'Name', kind: 'text', value: 'Default' },
			{ name: 'S3BucketName', label: 'Bucket', kind: 'text', value: 'my-letters' },
			{ ...KEY, own: 'none: SSE-S3' }
		]
	},
	{
		operation: 'DeliverLogFile',
		says: 'What CloudTrail does by itself every few minutes: what happened since, as one encrypted object of S3.',
		fields: [TRAIL]
	},
	{ operation: 'GetTrailStatus', says: 'Whether the last file could be written.', fields: [TRAIL] },
	{ operation: 'UpdateTrail', says: 'Another key for the next files.', fields: [TRAIL, KEY] }
];
