/** Amazon SNS. Source: SNS Developer Guide, "Key management" (2026). */
import type { ServiceModule } from '../service';

export const SNS: ServiceModule = {
	CreateTopic: async () => (await import('./topics')).createTopic,
	SetTopicAttributes: async () => (await import('./topics')).setTopicAttributes,
	Publish: async () => (await import('./publish')).publish
};
