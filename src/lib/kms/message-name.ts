import type { MessageType } from '$lib/domain/key-spec';

const NAMES: Readonly<Partial<Record<MessageType, string>>> = { DIGEST: 'digest', EXTERNAL_MU: 'mu' };

/** What the member `Message` of a request is, by its `MessageType`. */
export const messageName = (messageType: MessageType | undefined): string =>
	(messageType && NAMES[messageType]) ?? 'message';
