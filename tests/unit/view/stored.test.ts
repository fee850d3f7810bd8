/** What the lab shows of stored things: which key each is under, and that its bytes really open with that key. */
import { expect, test } from 'vitest';
import { canOpen, openByHand } from '$lib/view/stored';
import { protectionOf } from '$lib/view/stored-words';
import { sealedWorld } from '../../property/sealed-world';

test('every stored thing opens by hand with its key and context, but where AWS would not let one', async () => {
	const it = await sealedWorld({ rotated: true });
	const { world } = it;
	const session = {
		state: world.state(),
		kms: (operation: string, input: object) =>
			world.run({ type: 'kms', operation, input, ...world.acting } as never)
	};
	const things = [...session.state.resources.values()].filter(canOpen);
	const opened: string[] = [];
	for (const one of things) {
		const done = await openByHand(session, one);
		if (done.ok) expect(done.text, one.name).not.toBe('');
		opened.push(`${one.type} ${done.ok ? 'opens' : `${one.name}: ${done.message.split(/[.:]/)[0]}`}`);
	}
	expect(new Set(opened)).toEqual(
		new Set([
			...['object', 'volume', 'snapshot', 'instance', 'db-snapshot', 'secret-version', 'item'].map(
				(type) => `${type} opens`
			),
			...['message opens', 'published opens', 'function opens'],
			'object dsse: These are two layers',
			'object aws-managed: AccessDeniedException'
		])
	);
});

test('a disabled key opens nothing, and the words say so', async () => {
	const it = await sealedWorld();
	const { world, KeyId } = it;
	await world.kms('DisableKey', { KeyId });
	const state = world.state();
	const named = (type: string, name: string) =>
		[...state.resources.values()].find((one) => one.type === type && one.name === name)!;
	const session = {
		state,
		kms: (operation: string, input: object) =>
			world.run({ type: 'kms', operation, input, ...world.acting } as never)
	};
	const opened = await openByHand(session, named('object', 'sse-kms'));
	expect(opened).toMatchObject({
		ok: false,
		message: expect.stringContaining('DisabledException') as string
	});
	const words = (type: string, name: string) => protectionOf(state, named(type, name));
	expect([
		words('object', 'sse-kms'),
		words('object', 'cheap'),
		words('object', 'dsse'),
		words('object', 'sse-s3'),
		words('object', 'sse-c'),
		words('bucket', 'mixed'),
		words('bucket', 'default'),
		words('secret', 'code'),
		words('queue', 'orders'),
		words('queue', 'own'),
		words('topic', 'news'),
		words('trail', 'Default'),
		words('table', 'Free')
	]).toEqual([
		'SSE-KMS, alias/everything, Disabled',
		'SSE-KMS with a Bucket Key, alias/everything, Disabled',
		'DSSE-KMS, alias/everything, Disabled',
		'SSE-S3, a key of S3',
		'SSE-C, a key that the caller brings',
		'SSE-S3 by default; SSE-C is let in',
		'SSE-KMS by default, alias/everything',
		'alias/everything, Disabled',
		'alias/everything',
		'SSE-SQS, a key of SQS',
		'alias/everything, Disabled',
		'alias/everything, Disabled',
		'a key of DynamoDB (AWS owned)'
	]);
});
