/** Amazon SQS. Source: SQS Developer Guide, "Key management"; SQS API (2026). */
import type { ServiceModule } from '../service';

export const SQS: ServiceModule = {
	CreateQueue: async () => (await import('./create-queue')).createQueue,
	SetQueueAttributes: async () => (await import('./set-queue-attributes')).setQueueAttributes,
	SendMessage: async () => (await import('./send-message')).sendMessage,
	ReceiveMessage: async () => (await import('./receive-message')).receiveMessage,
	DeleteMessage: async () => (await import('./delete-message')).deleteMessage
};
