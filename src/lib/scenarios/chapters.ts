/**
 * The path: all scenes from first to last, in chapters. To add a scene, write its id where it belongs. A scene that
 * no chapter lists comes last in the chapter it names, else in "More". Ids that no scene has (yet) are passed over.
 */
import type { Scenario } from './scenario';

export type ChapterId = 'sealing' | 'rotation' | 'end' | 'access' | 'kinds' | 's3' | 'services' | 'more';

export interface Chapter {
	readonly id: ChapterId;
	readonly title: string;
	/** One sentence: what one knows afterwards. */
	readonly about: string;
	readonly scenes: readonly string[];
}

export const CHAPTERS: readonly Chapter[] = [
	{
		id: 'sealing',
		title: 'Seal and open',
		about: 'What KMS does with a short text, and why a longer one travels in an envelope.',
		scenes: ['direct-encrypt', 'envelope-seal', 'envelope-open', 'server-side-and-client-side', 'small-files']
	},
	{
		id: 'rotation',
		title: 'Rotation',
		about: 'New key material grows around the old, and nothing sealed is lost.',
		scenes: [
			'rotate',
			'decrypt-older-generation',
			're-encrypt',
			'automatic-rotation',
			'alias-manual-rotation',
			'manual-rotation'
		]
	},
	{
		id: 'end',
		title: 'The end of a key',
		about: 'Disabled, scheduled, rescued, deleted: what each does to what the key sealed.',
		scenes: ['disable', 'schedule-deletion', 'rescue', 'deletion-and-loss', 'deletion-and-rescue']
	},
	{
		id: 'access',
		title: 'Who may use it',
		about: 'Key policy, IAM, grants and two accounts: who said yes, and who did not.',
		scenes: [
			'allowed-by-key-policy',
			'allowed-by-iam',
			'four-corners',
			'default-policy',
			'custom-policy',
			'administrator-and-user',
			'lockout',
			'explicit-deny',
			'context-as-condition',
			'grant',
			'cross-account',
			'handed-to-another-account'
		]
	},
	{
		id: 'kinds',
		title: 'Other kinds of key',
		about: 'Pairs, MACs, agreement, imported material, several Regions, other key stores.',
		scenes: [
			'public-key-outside',
			'sign-and-verify',
			'hmac',
			'data-key-pair',
			'generate-data-key-on-rsa',
			'key-agreement',
			'post-quantum',
			'import-key-material',
			'imported-key-expires',
			'multi-region-key',
			'custom-store-disconnected'
		]
	},
	{
		id: 's3',
		title: 'S3',
		about: 'Which key S3 uses, whom it asks, and who must say yes before an object is read.',
		scenes: ['server-side-encryption', 's3-variants', 'object-of-a-disabled-key', 'read-without-decrypt']
	},
	{
		id: 'services',
		title: 'Disks, databases and the rest',
		about:
			'Volumes, snapshots and images across accounts and Regions, and what a dead key does to all of them.',
		scenes: [
			'encrypted-volume',
			'snapshot-to-another-account',
			'shared-ami',
			'copy-to-another-region',
			'rds-instance',
			'dead-key'
		]
	},
	{ id: 'more', title: 'More', about: 'Scenes that stand for themselves.', scenes: [] }
];

export interface PathChapter extends Omit<Chapter, 'scenes'> {
	readonly scenes: readonly Scenario[];
}

/** The chapters with the scenes that there are, each scene once. */
export function pathThrough(scenes: readonly Scenario[]): readonly PathChapter[] {
	const byId = new Map(scenes.map((scene) => [scene.id, scene]));
	const listed = new Set(CHAPTERS.flatMap((chapter) => chapter.scenes));
	const rest = scenes.filter(({ id }) => !listed.has(id));
	return CHAPTERS.map((chapter) => ({
		...chapter,
		scenes: [
			...chapter.scenes.flatMap((id) => byId.get(id) ?? []),
			...rest.filter((scene) => (scene.chapter ?? 'more') === chapter.id)
		]
	})).filter((chapter) => chapter.scenes.length > 0);
}
