/** Regions, snapshots and images: what the notes say, and what AWS documents today. */
import type { Claim } from './claim';

export const REGIONS: readonly Claim[] = [
	{
		row: 47,
		verdict: 'partly',
		says: 'A key belongs to one Region.',
		today: 'Yes, but multi-Region keys share id and material across Regions.',
		source: 'KDG “Document history”',
		when: '8 June 2021',
		shown: ['scene:multi-region-key']
	},
	{
		row: 48,
		verdict: 'true',
		says: 'Copying snapshots across accounts needs a key policy of yours.',
		today: 'Yes: it must let the other account in.',
		source: 'EC2-23; EBS User Guide',
		shown: ['scene:snapshot-to-another-account']
	},
	{
		row: 49,
		verdict: 'never',
		says: 'Step 1: a snapshot under a customer managed or an AWS managed key.',
		today: 'Only a customer managed key: what is under aws/ebs cannot be shared.',
		source: 'EC2-23',
		shown: ['scene:snapshot-to-another-account', 'page:/kinds']
	},
	{
		row: 50,
		verdict: 'true',
		says: 'Step 2: a key policy for the other account.',
		today: 'Yes. The list of actions has grown by GenerateDataKeyWithoutPlaintext.',
		source: 'EBS User Guide',
		when: 'list grown',
		shown: ['scene:snapshot-to-another-account', 'scene:cross-account']
	},
	{
		row: 51,
		verdict: 'true',
		says: 'Step 3: share the encrypted snapshot.',
		today: 'Yes; an encrypted one can never be public.',
		source: 'EC2-23',
		shown: ['scene:snapshot-to-another-account']
	},
	{
		row: 52,
		verdict: 'partly',
		says: 'Step 4: the other account decrypts it and makes a copy.',
		today: 'In effect. Nobody decrypts the snapshot, and IAM there must allow the source key as well.',
		source: 'EC2-23',
		shown: ['scene:snapshot-to-another-account']
	},
	{
		row: 53,
		verdict: 'true',
		says: 'Step 5: encrypt it under a key of that account.',
		today: 'Yes; without a name its default EBS key is taken.',
		source: 'EC2-23',
		shown: ['scene:snapshot-to-another-account']
	},
	{
		row: 54,
		verdict: 'true',
		says: 'Step 6: make a volume from the copy.',
		today: 'Yes. A volume made straight from the share works, too, but needs the owner’s key for ever.',
		source: 'EC2-23',
		shown: ['scene:snapshot-to-another-account']
	},
	{
		row: 55,
		verdict: 'new',
		says: '(Not said: copying to another Region.)',
		today: 'The copy must be under a key of that Region.',
		source: 'EC2 API CopySnapshot',
		shown: ['scene:copy-to-another-region']
	},
	{
		row: 65,
		verdict: 'partly',
		says: 'A shared image does not start: share its key by a key policy.',
		today:
			'Yes, with a customer managed key. The launcher’s IAM must allow it, and Auto Scaling needs a grant.',
		source: 'EC2; EC2 Auto Scaling',
		shown: ['scene:shared-ami', 'scene:cross-account', 'scene:grant']
	}
];
