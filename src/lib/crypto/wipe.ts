/** Overwrites bytes that are no longer needed. JavaScript gives no guarantee that no copy remains. */
export function wipe(...secrets: readonly Uint8Array[]): void {
	for (const secret of secrets) secret.fill(0);
}
