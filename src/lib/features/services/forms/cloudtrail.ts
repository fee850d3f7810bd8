import type { RequestPanel } from '$lib/view/service-form';

const TRAIL = { name: 'Name', label: 'Trail', kind: 'resource', type: 'trail' } as const;
const KEY = { name: 'KmsKeyId', label: 'Key of the files', kind: 'key' } as const;

/** AWS CloudTrail's own log files, as objects of S3. */
export const PANEL: RequestPanel = {
	service: 'cloudtrail',
	about:
		"The trail's files are objects in a bucket; whoever reads one needs s3:GetObject and kms:Decrypt. Make the bucket under Amazon S3 first.",
	types: { trail: 'Trails' },
	forms: [
		{
			operation: 'CreateTrail',
			says: 'CloudTrail tries the key in its own name. Key policy and bucket policy must name cloudtrail.amazonaws.com.',
			fields: [
				{ name: 'Name', label: 'Name', kind: 'text', value: 'Default' },
				{ name: 'S3BucketName', label: 'Bucket', kind: 'resource', type: 'bucket', of: 's3' },
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
	]
};
