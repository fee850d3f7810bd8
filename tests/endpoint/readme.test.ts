/** The set-up that the README shows is one that starts. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startEndpoint } from './running';

it('the set-up of the README has its keys', async () => {
	const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
	const shown = [...readme.matchAll(/```json\n([\s\S]+?)```/g)].find(([, json]) =>
		json?.includes('glass-kms-set-up')
	);
	const folder = mkdtempSync(join(tmpdir(), 'glass-kms-readme-'));
	const world = join(folder, 'set-up.json');
	writeFileSync(world, shown![1]!);
	const running = await startEndpoint({ world });
	const kms = running.client();
	expect((await kms.describeKey({ KeyId: 'alias/app' })).KeyMetadata!.Origin).toBe('EXTERNAL');
	expect((await kms.listKeys({})).Keys).toHaveLength(2);
	await running.close();
	rmSync(folder, { recursive: true, force: true });
});
