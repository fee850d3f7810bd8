import { expect, test } from 'vitest';
import { accountId, keyArn, keyId, region } from '$lib/domain/ids';
import type { KeyRecord } from '$lib/domain/key';
import { requireRoomForKey } from '$lib/kms/key-quota';

const account = accountId('111122223333');
const IRELAND = region('eu-west-1');

test('an account has room for 100,000 keys in a Region, AWS managed ones apart', () => {
	const key = (i: number, more: Partial<KeyRecord> = {}) => {
		const id = keyId(`00000000-0000-0000-0000-${i.toString(16).padStart(12, '0')}`);
		const arn = keyArn({ region: IRELAND, account, keyId: id });
		return [arn, { arn, account, region: IRELAND, ...more } as KeyRecord] as const;
	};
	const keys = new Map(Array.from({ length: 99_999 }, (_, i) => key(i)));
	keys.set(...key(100_000, { manager: 'AWS' }));
	const ask = (where = IRELAND) => requireRoomForKey({ keys }, { account, region: where });
	expect(() => ask()).not.toThrow();
	keys.set(...key(100_001));
	expect(() => ask()).toThrow(expect.objectContaining({ code: 'LimitExceededException' }) as Error);
	expect(() => ask(region('us-east-1'))).not.toThrow();
});
