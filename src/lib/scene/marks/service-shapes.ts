/** What services keep, and the services themselves; fetched with the stage that plays. */
import type { ServiceName } from '$lib/domain/service';
import type { Kept } from '$lib/domain/trace';
import { disk, type Shape } from './shapes';

const BOX = 'M3.5 7.5L12 3l8.5 4.5v9L12 21l-8.5-4.5z';

/** What a service keeps, and with it the service: one drawing a kind. */
export const KEPT: Readonly<Record<Kept | 'bucket', Shape>> = {
	bucket: {
		body: 'M4 6h16l-2.2 14c-.1.8-2.7 1.4-5.8 1.4s-5.7-.6-5.8-1.4z',
		lines: 'M4 6c0-1.5 3.6-2.7 8-2.7S20 4.5 20 6s-3.6 2.7-8 2.7S4 7.5 4 6'
	},
	object: { body: BOX, lines: 'M3.5 7.5L12 12l8.5-4.5M12 12v9' },
	disk: { body: 'M3 5.5h18v13H3z', lines: `${disk(10, 12, 4)}M17.5 9v6`, solid: disk(10, 12, 1.2) },
	snapshot: { body: 'M3 7h4l1.5-2.5h7L17 7h4v12.5H3z', lines: disk(12, 13, 3.7) },
	image: { body: 'M3.5 3.5h17v17h-17z', lines: 'M3.5 8h17M6 5.8h.1M8.5 5.8h.1M8 12l3 2.5L8 17M12.5 17H16' },
	database: {
		body: 'M4 6c0-1.9 3.6-3.3 8-3.3s8 1.4 8 3.3v12c0 1.9-3.6 3.3-8 3.3S4 19.9 4 18z',
		lines: 'M4 6c0 1.9 3.6 3.3 8 3.3S20 7.9 20 6M4 12c0 1.9 3.6 3.3 8 3.3s8-1.4 8-3.3'
	},
	queue: { body: 'M2.5 7h19v10h-19z', lines: 'M7 7v10M12 7v10M17 7v10' },
	topic: { body: 'M4 10v4h4l7 5V5l-7 5z', lines: 'M18 9c1.3 1.8 1.3 4.2 0 6M20.3 6.5c2.5 3.3 2.5 7.7 0 11' },
	function: { body: 'M3.5 3.5h17v17h-17z', lines: 'M8 7h2l5.5 10H17.5M12 11.5L8.2 17' },
	table: { body: 'M3 4.5h18v15H3z', lines: 'M3 9.5h18M3 14.5h18M9 4.5v15' },
	secret: {
		body: 'M3.5 4h17v16h-17z',
		lines: 'M7.5 9.5v5M5.5 10.7l4 2.6M9.5 10.7l-4 2.6M14 9.5v5M12 10.7l4 2.6M16 10.7l-4 2.6'
	},
	trail: { body: 'M5 3h14v18H5z', lines: 'M8 7.5h.1M10.5 7.5H16M8 12h.1M10.5 12H16M8 16.5h.1M10.5 16.5H16' }
};

const OF_SERVICE: Readonly<Record<ServiceName, Kept | 'bucket'>> = {
	s3: 'bucket',
	ec2: 'disk',
	rds: 'database',
	secretsmanager: 'secret',
	dynamodb: 'table',
	sqs: 'queue',
	sns: 'topic',
	lambda: 'function',
	cloudtrail: 'trail'
};

export const serviceShape = (service: ServiceName): Shape => KEPT[OF_SERVICE[service]];
