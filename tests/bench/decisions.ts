/** A large policy world and how fast it is decided: statements that nearly match, so that nothing is skipped cheaply. */
import type { Call } from '$lib/policy/call';
import { evaluate, explain } from '$lib/policy/evaluate';
import { policyOf, type StatementJson } from '$lib/policy/statement-json';
import type { PolicyWorld } from '$lib/policy/world';

const HOME = '111122223333';
const ARN = `arn:aws:kms:us-east-1:${HOME}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ALICE = `arn:aws:iam::${HOME}:user/alice`;

/** The last statement of each side is the one that allows. */
export function largeWorld(statements: number, identityPolicies: number): PolicyWorld {
	const near = (i: number): StatementJson => ({
		Sid: `Statement ${i}`,
		Effect: i % 5 === 0 ? 'Deny' : 'Allow',
		Principal: { AWS: [`arn:aws:iam::${HOME}:user/user${i}`, ...(i % 2 ? [ALICE] : [])] },
		Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*'],
		Resource: '*',
		Condition: {
			StringEquals: {
				'kms:EncryptionContext:Department': `D${i}`,
				'kms:ViaService': 's3.us-east-1.amazonaws.com'
			}
		}
	});
	const account: StatementJson = {
		Effect: 'Allow',
		Principal: { AWS: `arn:aws:iam::${HOME}:root` },
		Action: 'kms:*',
		Resource: '*'
	};
	const identity = (i: number): StatementJson => ({
		Effect: 'Allow',
		Action: ['kms:Describe*', 'kms:Decrypt'],
		Resource: i === identityPolicies - 1 ? `arn:aws:kms:*:${HOME}:key/*` : `arn:aws:kms:*:${HOME}:key/${i}*`,
		Condition: { StringLike: { 'kms:EncryptionContext:Department': 'I?' } }
	});
	return {
		principals: [
			{
				arn: ALICE,
				identityPolicies: Array.from({ length: identityPolicies }, (_, i) => ({
					name: `policy-${i}`,
					policy: policyOf(identity(i))
				}))
			}
		],
		keys: [
			{
				...{ arn: ARN, keyId: ARN.split('/')[1]!, account: HOME, region: 'us-east-1', manager: 'CUSTOMER' },
				...{ state: 'Enabled', keySpec: 'SYMMETRIC_DEFAULT', keyUsage: 'ENCRYPT_DECRYPT', origin: 'AWS_KMS' },
				...{ multiRegion: false, aliases: [], tags: {}, grants: [] },
				policy: policyOf(...Array.from({ length: statements - 1 }, (_, i) => near(i)), account)
			}
		]
	};
}

/** Decisions a second; every call is a fresh one. */
export function decisionRate(of: {
	readonly statements: number;
	readonly identityPolicies: number;
	readonly explained: boolean;
	readonly milliseconds: number;
	readonly now: () => number;
}): number {
	const world = largeWorld(of.statements, of.identityPolicies);
	const decide = of.explained ? explain : evaluate;
	const call = (i: number): Call => ({
		...{ principal: ALICE, action: 'kms:Decrypt', region: 'us-east-1', keyRef: ARN },
		encryptionContext: { Department: i % 2 ? 'IT' : 'IX' }
	});
	const run = (milliseconds: number): number => {
		const started = of.now();
		let made = 0;
		while (of.now() - started < milliseconds)
			for (let i = 0; i < 50; i++)
				if (decide(world, call(made++)).decision !== 'allow') throw new Error('expected an allow');
		return (made / (of.now() - started)) * 1000;
	};
	run(of.milliseconds / 4);
	return run(of.milliseconds);
}
