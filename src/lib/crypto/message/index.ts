/** The AWS Encryption SDK message format: seal, open, move, explain. */
export { defaultAesGcm, nobleAesGcm, subtleAesGcm, type AesGcm, type AesGcmKey } from '../aes-gcm';
export type { ByteSource } from './byte-reader';
export { messageFields } from './fields';
export { frameCount, frameLengthFor } from './frames';
export type { ParsedHeader, WrappedKey } from './header';
export { MessageError, TruncatedError, type MessageCheck } from './message-error';
export { moveMessage, type MovedMessage, type MoveRequest } from './move';
export { openMessage, type OpenedMessage, type OpenRequest } from './open';
export { parseHeader } from './parse-header';
export { sealMessage, type SealedMessage, type SealRequest } from './seal';
export { suiteName } from './suites';
