/** What the names of members tell, wherever they stand: bytes, and secrets. */

/** Members that hold bytes: base64 on the wire and in entries. */
export const BLOB_MEMBERS: ReadonlySet<string> = new Set([
	'CiphertextBlob',
	'Plaintext',
	'Message',
	'Signature',
	'Mac',
	'PublicKey',
	'PrivateKeyPlaintext',
	'PrivateKeyCiphertextBlob',
	'SharedSecret',
	'SharedSecretCiphertextBlob',
	'ImportToken',
	'EncryptedKeyMaterial'
]);
/** Members whose text is a secret. */
export const SECRET_TEXT_MEMBERS: ReadonlySet<string> = new Set([
	'KeyStorePassword',
	'RawSecretAccessKey',
	'SecretString',
	'MessageBody',
	'Message',
	// An attribute of DynamoDB: text, a number.
	'S',
	'N',
	// What is said to a database, and its answer.
	'sql',
	'stringValue'
]);
/** Members that hold a secret: memory only; an entry has their length and SHA-256. */
export const SECRET_MEMBERS: ReadonlySet<string> = new Set([
	'Plaintext',
	'Message',
	'PrivateKeyPlaintext',
	'SharedSecret',
	// Of services that call KMS.
	'Body',
	'SSECustomerKey'
]);
