import { APPLICATION, HOME, KEY_ADMINISTRATOR } from './acting';
import { seedOf, START } from './parts';
import { consoleDefaultPolicy } from '$lib/policy/default-policies';
import { keyIdAt, kms, type Scenario } from './scenario';

export const defaultPolicy: Scenario = {
	id: 'default-policy',
	title: 'The default key policy',
	summary: 'CreateKey without a policy: what AWS attaches; and what its console writes instead.',
	seed: seedOf('glass-kms default-policy'),
	startsAt: START,
	setup: [],
	steps: [
		{ phase: 'Create without a policy', command: kms('CreateKey', { Description: 'letters' }) },
		{ phase: 'What AWS attached', command: kms('GetKeyPolicy', (so) => ({ KeyId: keyIdAt(so, 0) })) },
		{
			phase: 'What the console writes',
			command: kms('PutKeyPolicy', (so) => ({
				KeyId: keyIdAt(so, 0),
				Policy: JSON.stringify(
					consoleDefaultPolicy({ account: HOME, administrators: [KEY_ADMINISTRATOR], users: [APPLICATION] }),
					null,
					2
				)
			}))
		},
		{ phase: 'Read it back', command: kms('GetKeyPolicy', (so) => ({ KeyId: keyIdAt(so, 0) })) }
	]
};
