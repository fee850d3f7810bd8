/** What the calendar says of the next thing that falls due: not how it ends, where a service has yet to find out. */
import type { WorldState } from '$lib/domain/entry';
import type { Due } from '$lib/world/due';
import { keyName } from './words';

/** "report-key rotates", "EBS or EC2 says what became of vol-…". */
export function dueWords(state: WorldState, due: Due): string {
	const key = 'key' in due ? keyName(state, due.key.arn) : '';
	switch (due.what) {
		case 'rotate':
			return `${key} rotates`;
		case 'expire':
			return `imported material of ${key} expires`;
		case 'delete':
			return `${key} is deleted`;
		case 'ready':
			return `${key} is ready`;
		case 'alone':
			return `the waiting period of ${key} begins`;
		case 'moved':
			return 'the primary of a multi-Region key has moved';
		case 'store':
			return `${due.store.name} is through with its connection`;
		case 'watched':
			return `the key of ${due.resource.name} is looked at`;
		case 'settled':
			return `it shows what became of ${due.resource.name}`;
	}
}
