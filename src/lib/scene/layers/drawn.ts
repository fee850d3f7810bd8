/** How each thing is drawn. */
import type { Fate } from '$lib/flows/beat';
import type { Thing } from '$lib/domain/trace';
import type { Lane } from '../geometry/layout';
import type { Part, Pose } from '../geometry/sprites';

export interface Drawn {
	/** Of its part. */
	readonly key: string;
	readonly thing: Thing;
	readonly lane: Lane;
	/** Where it stands; else it moves. */
	readonly at: Pose | undefined;
	readonly pose: Part['pose'] | undefined;
	/** It is made for the next beat, and not seen before. */
	readonly waits: boolean;
	/** Without its words. */
	readonly silent: boolean;
	readonly fate: Fate | undefined;
	/** Whose lane it lies in. */
	readonly owner: string;
	/** It can be picked. */
	readonly picks: boolean;
	/** Of all that can be picked, the one that Tab goes to. */
	readonly focused: boolean;
}
