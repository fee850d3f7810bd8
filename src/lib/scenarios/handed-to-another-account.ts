import { allow, BOB, decryptAs, DENIED, HOME, policy, putPolicy, root } from './acting';
import { createKey, encrypt, seedOf, START } from './parts';
import type { Scenario } from './scenario';

export const handedToAnotherAccount: Scenario = {
	id: 'handed-to-another-account',
	title: 'A secret handed to another account',
	summary: 'Alice seals, Bob in another account opens, and Alice takes it back.',
	note: 'The ciphertext never changed hands again: what is taken back is the key’s yes. What Bob has read, Bob knows.',
	seed: seedOf('glass-kms handed-to-another-account'),
	startsAt: START,
	setup: [createKey('letters')],
	steps: [
		encrypt('Alice seals'),
		decryptAs('Bob cannot open', BOB, DENIED),
		putPolicy('Alice lets Bob in', policy(allow(root(HOME), 'kms:*'), allow(BOB, 'kms:Decrypt'))),
		decryptAs('Bob opens', BOB),
		putPolicy('Alice takes it back', policy(allow(root(HOME), 'kms:*'))),
		decryptAs('Bob cannot open any more', BOB, DENIED)
	]
};
